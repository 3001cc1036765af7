"""Holidays against the almanac, Easter against another reckoning, and the ends of days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.engine.owing.almanac import HOLIDAYS as ALMANAC
from waylight.engine.calendars import Calendar, due_at, due_from, easter
from waylight.engine.when import LONDON, on, parse
from waylight.engine.words import hours, months, weeks, working_days
from waylight.rulebook.holidays import HOLIDAYS

CALENDAR = Calendar(HOLIDAYS)


def test_the_rows_give_every_holiday_from_2010_to_2028_and_no_other() -> None:
    computed = {day.isoformat() for year in range(2010, 2029) for day in CALENDAR.holidays(year)}
    assert computed == ALMANAC


def test_without_the_rows_of_single_years_the_almanac_would_differ() -> None:
    plain = Calendar(row for row in HOLIDAYS if "moved" not in row.name)
    assert {day.isoformat() for day in plain.holidays(2020)} != {
        day for day in ALMANAC if day.startswith("2020")
    }


def test_easter_is_the_sunday_after_the_full_moon_of_spring() -> None:
    for year in range(1900, 2200):
        assert easter(year) == by_golden_number(year), year


def by_golden_number(year: int) -> date:
    """Another way of reckoning: in another order, as almanacs print it for every Gregorian year."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    l = (32 + 2 * e + 2 * (c // 4) - h - c % 4) % 7  # noqa: E741
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize(
    ("began", "within", "last_day"),
    [
        # Friday evening: Monday is the first working day.
        ("2026-03-06T20:00", working_days(1), "2026-03-09"),
        # The Saturday counts no more than the Friday before it.
        ("2026-03-07T09:00", working_days(5), "2026-03-13"),
        # Over Christmas of 2026, when Boxing Day is a Saturday and kept on the Monday.
        ("2026-12-24T10:00", working_days(1), "2026-12-29"),
        ("2026-03-02T19:00", weeks(6), "2026-04-13"),
        ("2026-08-31T10:00", months(6), "2027-02-28"),
        ("2023-08-31T10:00", months(6), "2024-02-29"),
        ("2026-01-31", months(1), "2026-02-28"),
    ],
)
def test_it_is_due_until_the_end_of_that_day(began: str, within: object, last_day: str) -> None:
    due = due_at(parse(began), within, CALENDAR).astimezone(LONDON)  # type: ignore[arg-type]
    assert (due.date().isoformat(), due.hour, due.minute) == (last_day, 23, 59)


def test_of_a_day_as_beginning_working_days_are_one_span_and_hours_two_ends() -> None:
    day = on(date(2026, 3, 29))
    assert due_at(day, working_days(2), CALENDAR) == due_from(day, working_days(2), CALENDAR)
    # The clocks went forward: that day has 23 hours.
    assert due_at(day, hours(72), CALENDAR) == datetime(2026, 4, 1, 23, tzinfo=UTC) - timedelta(
        microseconds=1
    )
    assert due_from(day, hours(72), CALENDAR) == datetime(2026, 4, 1, 0, tzinfo=UTC)


def test_working_days_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        CALENDAR.after(date(2026, 3, 2), 0)
