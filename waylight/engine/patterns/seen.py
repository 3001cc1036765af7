"""What a pattern looks at: the agreed times away of one child, and what else the record holds of that child.

A time that is known only to the day counts from the beginning of that day where a window is asked for, and with the
shortest length that it can have had where a length is asked for: so a pattern that fires on it can be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from waylight.engine.when import LONDON, Precision, When

# A night is called after the evening it begins with: what begins before this hour belongs to the day before.
NIGHT_ENDS = timedelta(hours=5)
# The record of the access grid that every time away is read under.
EPISODE = "episode"


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade that one source gives, the latest it said, and when it was told."""

    by: str
    code: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class TimeAway:
    """One agreed episode. `end` None and not `open`: a row of a file gives no end. `missing`: for any part of it the
    whereabouts were unknown. `misfiled`: when an agency that recorded it as away, where the definition says missing,
    was heard. `home`, `lived_since`: the placement of that moment."""

    id: UUID
    start: When
    told_at: datetime
    end: When | None = None
    open: bool = False
    missing: bool = True
    grades: tuple[Graded, ...] = ()
    misfiled: datetime | None = None
    home: UUID | None = None
    lived_since: datetime | None = None
    # The same night stands under another record of the child too, and is counted there.
    again: bool = False

    @property
    def began(self) -> datetime:
        """The earliest that it can have begun (UTC)."""
        return self.start.earliest

    @property
    def night(self) -> date:
        """The night it belongs to, by the clock in London."""
        return night_of(self.start)

    def until(self, now: datetime) -> datetime | None:
        """The earliest that it can have ended (UTC); now, while it lasts; None where nobody knows."""
        if self.end is not None:
            return self.end.earliest
        return now if self.open else None

    def at_least(self, now: datetime) -> timedelta | None:
        """How long it lasted at the least, or has lasted so far."""
        until = self.until(now)
        return None if until is None else max(until - self.start.last, timedelta(0))


def night_of(start: When) -> date:
    """A day stays that day; a time on the clock before five belongs to the night before."""
    if start.precision is Precision.DAY:
        return start.day
    return (datetime.fromisoformat(start.as_said) - NIGHT_ENDS).date()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something the record says of the child. `record`: who may read it; `since`: from when it was told."""

    code: str
    record: str
    since: datetime
    until: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day that stands before the child: in court, or contact with family."""

    what: str
    at: When
    told_at: datetime
    record: str


@dataclass(frozen=True, slots=True)
class Line:
    """One child. `aways` are in the order in which they began. `record_of`: under which record of the child each of
    them stands, where several records are one child; empty where there is one, `child`."""

    child: UUID
    aways: tuple[TimeAway, ...]
    born: date | None = None
    marks: tuple[Mark, ...] = ()
    dates: tuple[Ahead, ...] = field(default=())
    record_of: Mapping[UUID, UUID] = field(default_factory=dict)


def london(moment: datetime) -> datetime:
    return moment.astimezone(LONDON)
