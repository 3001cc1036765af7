"""What `agree` answers: episodes, claims that wait for a person, claims that are kept and count nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waylight.engine.definitions import Category
from waylight.engine.when import Precision, When


class EndedBy(StrEnum):
    FOUND = "found"
    RETURNED = "returned"
    RECORDED = "recorded end"
    ADULT = "18th birthday"


class About(StrEnum):
    """What sources differ about."""

    START = "start"
    END = "end"
    CATEGORY = "category"
    NO_RECORD = "no record"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of an episode in one category. The stretches of an episode follow on each other without a gap."""

    category: Category
    start: When
    end: When | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Where sources differ: about what, between whom ("home:H1"), and in a sentence."""

    about: About
    between: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedEpisode:
    """One time away. `ended_at` is None while nobody has said that it ended.

    `found_at` and `returned_at` are kept as said, also where they came after the end. `claims` are the ids of the
    claims that made it, corrections among them. `end_not_recorded` is true of an open episode that only rows without
    an end speak of: the child need not be away now. `adult_still_missing` is true where the episode was closed by
    the 18th birthday and nobody has said found or returned: the search goes on.
    """

    started_at: When
    ended_at: When | None
    ended_by: EndedBy | None
    found_at: When | None
    returned_at: When | None
    precision: Precision
    stretches: tuple[Stretch, ...]
    claims: tuple[str, ...]
    seen_by: tuple[str, ...]
    differences: tuple[Difference, ...]
    end_not_recorded: bool = False
    adult_still_missing: bool = False

    @property
    def interview_from(self) -> When | None:
        """From when the clock of the return interview runs: the return; where none is recorded, the end."""
        return None if self.ended_at is None else self.returned_at or self.ended_at


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that a person must place, and why."""

    claim: str
    why: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """Every claim is in an episode (a row that spans several is in each), or waits, or is kept."""

    episodes: tuple[AgreedEpisode, ...]
    waiting: tuple[Waiting, ...]
    kept: tuple[str, ...] = ()
