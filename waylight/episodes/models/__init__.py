"""The agreed episodes, computed from facts, and the grab pack, which lives with the child."""

from .agreed import Episode, EpisodeClaim
from .grab_pack import PackEntry, PackPhoto

__all__ = ["Episode", "EpisodeClaim", "PackEntry", "PackPhoto"]
