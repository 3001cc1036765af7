"""Working days, and the moment by which something is due.

Holidays are rows of the rulebook, made of the few words below; nothing here knows a date by heart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from waylight.engine.when import LONDON, When, midnight
from waylight.engine.words import Clock, Months, Source, Undelayed, Weeks, WorkingDays

_DAY, _LAST = timedelta(days=1), timedelta(microseconds=1)
_SATURDAY = 5
Within = Clock | WorkingDays | Weeks | Months | Undelayed


@dataclass(frozen=True, slots=True)
class OnDate:
    """The same day every year; where it falls on a weekend, the next day that is neither that nor a holiday is
    kept in its place."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.day} {date(2000, self.month, self.day):%B}, or a day in its place after a weekend"


@dataclass(frozen=True, slots=True)
class FromEaster:
    """So many days after Easter Sunday."""

    days: int

    def __str__(self) -> str:
        return f"{abs(self.days)} days {'before' if self.days < 0 else 'after'} Easter Sunday"


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The `nth` such weekday of a month (Monday is 0); the last one where `nth` is -1."""

    month: int
    weekday: int
    nth: int

    def __str__(self) -> str:
        which = {1: "first", -1: "last"}.get(self.nth, f"{self.nth}.")
        return f"the {which} {date(2001, 1, 1 + self.weekday):%A} of {date(2000, self.month, 1):%B}"


@dataclass(frozen=True, slots=True)
class Once:
    """One day of one year."""

    day: date

    def __str__(self) -> str:
        return f"{self.day.day} {self.day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Moved:
    """In one year a holiday was kept on another day."""

    away_from: date
    to: date

    def __str__(self) -> str:
        return f"{Once(self.to)} in place of {Once(self.away_from)}"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A row: a bank holiday of England and when it falls."""

    name: str
    falls: OnDate | FromEaster | NthWeekday | Once | Moved
    source: Source


class Calendar:
    """Which days are worked. A working day is no Saturday, Sunday or holiday in these rows."""

    def __init__(self, holidays: Iterable[Holiday]) -> None:
        self._rows = tuple(holidays)
        self._years: dict[int, frozenset[date]] = {}
        # A nation asks for the same few days again and again.
        self._after: dict[tuple[date, int], date] = {}

    def holidays(self, year: int) -> frozenset[date]:
        """The days of that year on which a holiday is kept."""
        if year not in self._years:
            self._years[year] = _holidays(self._rows, year)
        return self._years[year]

    def works(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.holidays(day.year)

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after that day, which itself does not count. Raises: ValueError below 1."""
        if count < 1:
            raise ValueError("count working days from 1")
        found = self._after.get((day, count))
        if found is None:
            found = self._after[day, count] = self._counted(day, count)
        return found

    def _counted(self, day: date, count: int) -> date:
        while count:
            day += _DAY
            count -= self.works(day)
        return day


def due_at(began: When, within: Within, calendar: Calendar) -> datetime:
    """The last moment (UTC) at which it is surely not yet late, wherever in its span the beginning was.

    By the clock: that much time, whatever the clocks were changed meanwhile. In days, weeks and months: the end
    of the last day in London, the day of the beginning not counted.
    """
    return _due(began.last, within, calendar)


def due_from(began: When, within: Within, calendar: Calendar) -> datetime:
    """The last moment at which it is surely in time. The same as `due_at` where the beginning is known exactly."""
    return _due(began.earliest, within, calendar)


def _due(moment: datetime, within: Within, calendar: Calendar) -> datetime:
    span = within.unless_set if isinstance(within, Undelayed) else within
    if isinstance(span, Clock):
        return moment + span.span
    day = moment.astimezone(LONDON).date()
    if isinstance(span, WorkingDays):
        return _end_of(calendar.after(day, span.count))
    return _end_of(day + timedelta(weeks=span.count) if isinstance(span, Weeks) else _later(day, span.count))


@lru_cache(maxsize=10_000)
def _end_of(day: date) -> datetime:
    return (midnight(day + _DAY) - _LAST).astimezone(UTC)


def _later(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - _DAY)


def _holidays(rows: tuple[Holiday, ...], year: int) -> frozenset[date]:
    falls = [row.falls for row in rows]
    moved = {one.away_from for one in falls if isinstance(one, Moved)}
    days = {day for one in falls if (day := _falls(one, year)) is not None and day not in moved}
    kept = {day for day in days if day.weekday() < _SATURDAY}
    for day in sorted(days - kept):
        # Kept on the next free day: two at one weekend take two days.
        while day in kept or day.weekday() >= _SATURDAY:
            day += _DAY
        kept.add(day)
    return frozenset(kept)


def _falls(row: OnDate | FromEaster | NthWeekday | Once | Moved, year: int) -> date | None:
    match row:
        case OnDate():
            return date(year, row.month, row.day)
        case FromEaster():
            return easter(year) + timedelta(days=row.days)
        case NthWeekday():
            return _nth(year, row)
        case Once():
            return row.day if row.day.year == year else None
        case Moved():
            return row.to if row.to.year == year else None


def _nth(year: int, row: NthWeekday) -> date:
    if row.nth < 0:
        last = _later(date(year, row.month, 1), 1) - _DAY
        return last - timedelta(days=(last.weekday() - row.weekday) % 7)
    first = date(year, row.month, 1)
    return first + timedelta(days=(row.weekday - first.weekday()) % 7 + 7 * (row.nth - 1))


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian reckoning."""
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))
