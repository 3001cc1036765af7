"""What people decide about claims: whose child it is, which claims are one time away, and age."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from waylight.episodes.kinds.claims import CORE, EPISODE
from waylight.facts.kinds import Kind


@dataclass(frozen=True)
class Placed:
    """The unplaced claim this is about, and all said of it, are about this child."""


@dataclass(frozen=True)
class Unplaced:
    """The placing of that claim with this child is taken back."""


@dataclass(frozen=True)
class Grouping:
    """A person's word on which claims are one episode: `together`, or apart. `run`: the run that proposed it."""

    claims: tuple[UUID, ...]
    together: bool = True
    run: UUID | None = None


@dataclass(frozen=True)
class Eighteenth:
    """The child turned 18 while away: the counted episode closes at the birthday, the search does not."""


HANDLING = (
    Kind("placed", CORE, Placed, words={"why": EPISODE}),
    Kind("unplaced", CORE, Unplaced, words={"why": EPISODE}),
    Kind("grouping", CORE, Grouping, words={"why": EPISODE}),
    Kind("eighteenth birthday", CORE, Eighteenth),
)
