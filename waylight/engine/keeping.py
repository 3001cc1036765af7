"""Words for how long a record is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waylight.engine.words import Clock, Source


class From(StrEnum):
    """The day from which the time to keep a record is counted."""

    BIRTH = "the day of birth"
    DEATH_AS_CHILD = "the day of death, where the child died before 18"
    LAST_ENTRY = "the last entry"
    APPROVAL_ENDED = "the end of the approval"
    SUPERSEDED = "the day on which a newer copy came"
    RECORD_PROTECTED = "the end of the record that it protects"


@dataclass(frozen=True, slots=True)
class Years:
    """So many years, to the anniversary."""

    count: int

    def __str__(self) -> str:
        return f"{self.count} years"


@dataclass(frozen=True, slots=True)
class Period:
    """How long from when: years, or a span by the clock."""

    lasts: Years | Clock
    counted_from: From


@dataclass(frozen=True, slots=True)
class Keep:
    """A record and how long it is kept; of several periods the one whose day occurs. Without a period it is kept
    until somebody decides by the `note`."""

    record: str
    periods: tuple[Period, ...]
    note: str
    source: Source
