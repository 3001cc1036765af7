"""What the missing part of the return is built from, and what comes of it. Days are days in London."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from waylight.engine.when import When
from waylight.rulebook.statutory_return import YEAR_FIRST, YEAR_LAST


@dataclass(frozen=True)
class Stretch:
    """Part of a time away in one category; `until` None: nobody has said that it ended."""

    category: str
    since: When
    until: When | None


@dataclass(frozen=True)
class TimeAway:
    """One agreed episode of one record. `going_on`: the child is away now; without it a stretch that has no end is one
    of which nobody recorded the end."""

    id: UUID
    number: str
    record: UUID
    stretches: tuple[Stretch, ...]
    going_on: bool

    @property
    def end_unknown(self) -> bool:
        """Whether the child may be back, and nobody recorded when."""
        return self.stretches[-1].until is None and not self.going_on


@dataclass(frozen=True)
class Lived:
    """One placement (UTC); `until` None: it goes on."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Cared:
    """The authority looked after the child from `first` to `last`, both included; `last` None: it does. `legal_status`
    may be several, `reason` why care ended: codes of the return."""

    first: date
    last: date | None
    legal_status: str = ""
    reason: str = ""


@dataclass(frozen=True)
class LookedAfter:
    """One child of one authority, over all records that two people said are this child. `number` is the authority's
    own, empty where it has none. Sorted by time."""

    id: UUID
    number: str
    born: date | None
    care: tuple[Cared, ...]
    lived: tuple[Lived, ...]
    aways: tuple[TimeAway, ...]


@dataclass(frozen=True, order=True)
class Row:
    """One row of the missing module; `end` None: open on 31 March."""

    number: str
    born: date | None
    category: str
    start: date
    end: date | None

    @property
    def place(self) -> tuple[str, date, bool, date, str]:
        """Where it stands in the file: by child, then by day, what has ended before what is open."""
        return self.number, self.start, self.end is None, self.end or self.start, self.category


class What(StrEnum):
    """What a line of the reasons is about."""

    WRITTEN = "in the file"
    LEFT_OUT = "left out"
    LAST_YEAR = "last year's return"
    FAULT = "found by the checks"


@dataclass(frozen=True)
class Line:
    """One row with the time away that it came from and why it is as it is; or, without a row, what was left out, how
    last year's return differs from the record, or what a check found (`rule`), and why. `number` is the child's, `away`
    that of the time away ("W-..."), both empty where there is none."""

    what: What
    number: str
    why: tuple[str, ...]
    row: Row | None = None
    child: UUID | None = None
    episode: UUID | None = None
    away: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Year:
    """A year of the return, called after the year in which it ends."""

    name: int

    @property
    def first(self) -> date:
        """1 April of the calendar year before."""
        return date(self.name - 1, *YEAR_FIRST.value)

    @property
    def last(self) -> date:
        """31 March."""
        return date(self.name, *YEAR_LAST.value)

    @classmethod
    def of(cls, day: date) -> Year:
        """The year that the day lies in."""
        return cls(day.year if day <= cls(day.year).last else day.year + 1)

    def __str__(self) -> str:
        return f"{self.name - 1}-{self.name % 100:02}"


@dataclass(frozen=True)
class Unattended:
    """What acts where nobody does, as the trail names it: for an authority, and by no account of the product."""

    node: UUID
    node_name: str
    person_id: UUID | None = None
    name: str = "Waylight"
    role: str = ""
