"""A time as somebody said it: a span that surely holds the moment, and the words used.

Many sources give only a date, and twice a year a time on the clock means two moments or none. So a time is never
one instant: it is the earliest and the latest that it can have been. Comparing two such times can have three
answers: yes, no, cannot tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_LAST, _NOTHING = timedelta(microseconds=1), timedelta(0)
_REMEDY = "write a time as 2026-03-01T19:00 or, where only the day is known, 2026-03-01"
_DAY, _MINUTE = len("2026-03-01"), len("2026-03-01T19:00")


class Precision(StrEnum):
    """What a time was given to."""

    MINUTE = "minute"
    DAY = "day"


class Mark(StrEnum):
    """What is odd about a time on the clock in London."""

    TWICE = "the clocks went back: this time came twice that night"
    NEVER = "the clocks went forward: this time did not exist that night"


class Answer(StrEnum):
    """Of a comparison. There is no truth value: each use says how it counts "cannot tell"."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"

    def __bool__(self) -> bool:
        raise TypeError("An answer may be 'cannot tell': compare it with Answer.YES or Answer.NO")


@dataclass(frozen=True, slots=True)
class When:
    """The span from `earliest` to `latest` (aware, UTC) and the local time in London as it was said.

    A minute has both ends equal. A day is the half-open span of its 23, 24 or 25 hours. An hour that came twice
    spans both of its moments; a time that did not exist is widened to what either reading of the clock would give.
    """

    earliest: datetime
    latest: datetime
    as_said: str

    @property
    def precision(self) -> Precision:
        return Precision.DAY if len(self.as_said) == _DAY else Precision.MINUTE

    @property
    def mark(self) -> Mark | None:
        """Why a time given to the minute is wider than a minute, or None."""
        if self.earliest == self.latest or self.precision is Precision.DAY:
            return None
        back = self.earliest.astimezone(LONDON).replace(tzinfo=None)
        return Mark.TWICE if back.isoformat(timespec="minutes") == self.as_said else Mark.NEVER

    @property
    def last(self) -> datetime:
        """The last instant that it can have been; of a day, the one before midnight."""
        return self.latest - _LAST if len(self.as_said) == _DAY else self.latest

    @property
    def day(self) -> date:
        """The day in London, as said."""
        return date.fromisoformat(self.as_said[:_DAY])

    def before(self, other: When) -> Answer:
        """Whether this was surely earlier than the other, surely not, or may have been."""
        if self.last < other.earliest:
            return Answer.YES
        return Answer.NO if self.earliest >= other.last else Answer.CANNOT_TELL

    def gap(self, other: When) -> timedelta:
        """How far apart they are at the least: nothing where the spans touch."""
        if self == other:
            return _NOTHING
        return max(self.earliest - other.last, other.earliest - self.last, _NOTHING)


def parse(text: str) -> When:
    """A local time in London ("2026-03-01T19:00"), one with an offset, or a date. ValueError says the remedy."""
    try:
        if len(text) == _DAY:
            return on(_sensible(date.fromisoformat(text)))
        moment = datetime.fromisoformat(text)
        if len(text) < _MINUTE - 2:
            raise ValueError(text)
        _sensible(moment.date())
    except ValueError:
        raise ValueError(_REMEDY) from None
    return at(moment) if moment.tzinfo else _local(moment.replace(second=0, microsecond=0))


def on(day: date) -> When:
    """A whole day in London: 24 hours, 23 or 25."""
    return When(midnight(day), midnight(day + timedelta(days=1)), day.isoformat())


def at(moment: datetime) -> When:
    """A moment that is sure: aware, kept to the minute."""
    exact = moment.astimezone(UTC).replace(second=0, microsecond=0)
    return When(exact, exact, exact.astimezone(LONDON).isoformat()[:_MINUTE])


def _sensible(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError(day)
    return day


def midnight(day: date) -> datetime:
    """The moment (UTC) at which a day begins in London."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def _local(naive: datetime) -> When:
    moments = {naive.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return When(min(moments), max(moments), naive.isoformat(timespec="minutes"))
