"""Words for how long a record is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from waylight.engine.local import Settings, in_force
from waylight.engine.words import Clock, Source


class From(StrEnum):
    """The day from which the time to keep a record is counted."""

    BIRTH = "the day of birth"
    DEATH_AS_CHILD = "the day of death, where the child died before 18"
    LAST_ENTRY = "the last entry"
    APPROVAL_ENDED = "the end of the approval"
    SUPERSEDED = "the day on which a newer copy came"
    RECORD_PROTECTED = "the end of the record that it protects"
    LAST_ROLE = "the end of the last role that its holder had"


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

    def ends(self, begins: date) -> date:
        """The first day on which the record need not be kept any more: the anniversary itself. What began on 29
        February ends on 1 March where there is none."""
        if not isinstance(self.lasts, Years):
            return begins + timedelta(minutes=self.lasts.minutes)
        year = begins.year + self.lasts.count
        try:
            return begins.replace(year=year)
        except ValueError:
            return date(year, 3, 1)


@dataclass(frozen=True, slots=True)
class Keep:
    """A record and how long it is kept; of several periods the one whose day occurs. Without a period it is kept
    until somebody decides by the `note`."""

    record: str
    periods: tuple[Period, ...]
    note: str
    source: Source

    def due(self, days: Mapping[From, date]) -> date | None:
        """The first day on which it may go, from the days that occurred; None where none of them did.

        A death as a child sets the birth date aside: one period holds, not the longer of two.
        """
        counted = {period.counted_from: period for period in self.periods if period.counted_from in days}
        if From.DEATH_AS_CHILD in counted:
            counted.pop(From.BIRTH, None)
        return max((period.ends(days[begins]) for begins, period in counted.items()), default=None)


def longest(rows: tuple[Keep, ...], days: Mapping[From, date]) -> tuple[Keep, date] | None:
    """Of the rows that hold one record, the one that keeps it longest, and its day; None where no day is known."""
    found = [(row, due) for row in rows if (due := row.due(days)) is not None]
    return max(found, key=lambda one: one[1]) if found else None


def due_after(begins: date, name: str, otherwise: Clock, own: Settings[Clock], today: date) -> date:
    """When a record goes whose authority may set the span itself: `begins` and the span in force, on its own dates.

    What is past by the span in force today is past, whatever held before; what is not is due on the first day on which
    the span of that day is over. Days in London.
    """

    def over(day: date) -> date:
        return begins + in_force(name, otherwise, own, day).span

    if over(today) <= today:
        return over(today)
    dated = own.get(name, ())
    spans = [otherwise, *(one.value for one in dated)]
    turns = [day for one in dated for day in (one.since, one.until) if day is not None]
    days = sorted({*(begins + span.span for span in spans), *turns})
    # The longest span is over some day, and nothing turns after that.
    return next(day for day in days if day > today and over(day) <= day)
