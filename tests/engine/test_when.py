"""Times as they are said: minutes, days, and the two hours a year that are not what they seem."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.engine.when import LONDON, Answer, Mark, Precision, When, at, on, parse

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "utc"), [("2026-01-10T19:00", (2026, 1, 10, 19)), ("2026-07-10T19:00", (2026, 7, 10, 18))]
)
def test_a_minute_in_london_is_one_moment(said: str, utc: tuple[int, int, int, int]) -> None:
    when = parse(said)
    assert when.earliest == when.latest == datetime(*utc, tzinfo=UTC)
    assert when.as_said == said and when.precision is Precision.MINUTE and when.mark is None


@pytest.mark.parametrize(("day", "hours"), [("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25)])
def test_a_day_is_as_long_as_it_is(day: str, hours: int) -> None:
    when = parse(day)
    assert when.latest - when.earliest == hours * HOUR
    assert when.precision is Precision.DAY and when.mark is None and when.day == date.fromisoformat(day)


def test_the_hour_that_comes_twice_spans_both() -> None:
    when = parse("2026-10-25T01:30")
    assert (when.earliest.hour, when.latest.hour) == (0, 1) and when.mark is Mark.TWICE
    assert when.precision is Precision.MINUTE


def test_an_hour_that_does_not_exist_is_widened_and_marked() -> None:
    when = parse("2026-03-29T01:30")
    assert (
        when.latest - when.earliest == HOUR and when.mark is Mark.NEVER and when.as_said == "2026-03-29T01:30"
    )


def test_a_time_with_an_offset_is_sure_even_in_the_doubled_hour() -> None:
    assert parse("2026-10-25T01:30+01:00").latest == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert parse("2026-07-01T12:00Z").as_said == "2026-07-01T13:00"


@pytest.mark.parametrize(
    "text",
    ["", "today", "2026-02-30", "2026-13-01T10:00", "20260301", "10:00", "0001-01-01", "9999-12-31T23:59"],
)
def test_what_is_no_time_is_refused_with_the_remedy(text: str) -> None:
    with pytest.raises(ValueError, match="write a time as 2026-03-01T19:00 or, where only the day is known"):
        parse(text)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2026-03-01T19:00", "2026-03-01T19:01", Answer.YES),
        ("2026-03-01T19:00", "2026-03-01T19:00", Answer.NO),
        ("2026-03-01", "2026-03-02T00:00", Answer.YES),
        ("2026-03-01", "2026-03-01T23:59", Answer.CANNOT_TELL),
        ("2026-03-01", "2026-03-01T00:00", Answer.NO),
        ("2026-03-01", "2026-03-01", Answer.CANNOT_TELL),
        ("2026-10-25T01:30", "2026-10-25T01:40", Answer.CANNOT_TELL),
        ("2026-10-25T01:30", "2026-10-25T02:00", Answer.YES),
    ],
)
def test_a_comparison_says_yes_no_or_cannot_tell(one: str, other: str, answer: Answer) -> None:
    assert parse(one).before(parse(other)) is answer


def test_nobody_can_take_cannot_tell_for_a_no() -> None:
    with pytest.raises(TypeError, match="cannot tell"):
        bool(parse("2026-03-01").before(parse("2026-03-01")))


MOMENTS = st.datetimes(datetime(2026, 3, 28), datetime(2026, 10, 26)).map(lambda m: m.replace(tzinfo=UTC))
TIMES = MOMENTS.map(at) | MOMENTS.map(lambda m: on(m.date()))


@given(MOMENTS)
def test_a_moment_is_within_what_is_said_of_it(moment: datetime) -> None:
    said = at(moment)
    again = parse(said.as_said)
    assert again.earliest <= said.earliest <= again.latest
    whole = on(moment.astimezone(LONDON).date())
    assert whole.earliest <= moment <= whole.last


@given(TIMES, TIMES)
def test_two_times_cannot_each_be_before_the_other(one: When, other: When) -> None:
    assert {one.before(other), other.before(one)} != {Answer.YES}
    assert (one.gap(other) == timedelta(0)) or Answer.YES in {one.before(other), other.before(one)}
    assert one.gap(other) == other.gap(one)
