"""The child and what makes somebody part of the child's life, each with its dates."""

from .away import Away
from .care import Allocation, CarePeriod, Cover, Inspection, Placement
from .child import Child, ChildIdentifier, Sibling
from .interest import Interest

__all__ = [
    "Allocation",
    "Away",
    "CarePeriod",
    "Child",
    "ChildIdentifier",
    "Cover",
    "Inspection",
    "Interest",
    "Placement",
    "Sibling",
]
