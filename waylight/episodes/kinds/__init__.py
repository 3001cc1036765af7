"""The kinds of fact of this room. What is said in free words stands apart, under the record that may read it."""

from waylight.episodes.kinds.claims import CLAIMS
from waylight.episodes.kinds.handling import HANDLING
from waylight.episodes.kinds.protection import PROTECTION
from waylight.episodes.kinds.updates import UPDATES
from waylight.episodes.kinds.upkeep import UPKEEP

ALL = (*CLAIMS, *HANDLING, *UPDATES, *PROTECTION, *UPKEEP)

__all__ = ["ALL", "CLAIMS", "HANDLING", "PROTECTION", "UPDATES", "UPKEEP"]
