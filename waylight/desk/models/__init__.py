"""What the desk keeps. Times are UTC except those of extracts, which stay as their sender wrote them."""

from .decisions import Decision
from .extracts import ChildRow, HomeRow, MissingRow, PlacementRow, PoliceRow, SetAsideRow
from .runs import Run, RunEpisode, RunEvidence, RunLink, RunMatch, RunPair, RunRow
from .uploads import Upload, UploadFile

__all__ = [
    "ChildRow",
    "Decision",
    "HomeRow",
    "MissingRow",
    "PlacementRow",
    "PoliceRow",
    "Run",
    "RunEpisode",
    "RunEvidence",
    "RunLink",
    "RunMatch",
    "RunPair",
    "RunRow",
    "SetAsideRow",
    "Upload",
    "UploadFile",
]
