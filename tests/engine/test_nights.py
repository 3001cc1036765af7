"""A month of nights: away is who was away at three in the morning; a part of a night counts as a part."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.engine.nights import Slept, Span, night_at, nights
from waylight.engine.when import LONDON

MONDAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def slept(*spans: tuple[datetime, datetime | None], last: date = MONDAY, now: datetime = NOW) -> Slept:
    (night,) = nights([Span(*span) for span in spans], last=last, count=1, hour=3, now=now)
    assert night.day == last
    return night.slept


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (at(2, 22), at(3, 9), Slept.AWAY),
        (at(2, 22), at(2, 22, 40), Slept.PARTLY),
        (at(3, 3), at(3, 4), Slept.AWAY),
        (at(3, 1), at(3, 3), Slept.PARTLY),
        (at(2, 8), at(2, 12), Slept.IN),
        (at(3, 12), at(3, 14), Slept.IN),
        (at(2, 11, 59), at(2, 12, 1), Slept.PARTLY),
        (at(1, 9), at(5, 9), Slept.AWAY),
    ],
)
def test_where_a_child_slept(since: datetime, until: datetime, said: Slept) -> None:
    assert slept((since, until)) is said


def test_a_child_who_is_away_in_the_night_that_goes_on_is_away_now() -> None:
    now = at(2, 23)
    assert slept((at(2, 21), None), now=now) is Slept.NOW
    assert slept((at(2, 21), at(2, 22)), now=now) is Slept.PARTLY
    # Of an earlier night it is the same as of anybody.
    assert slept((at(2, 21), None), now=at(4, 13)) is Slept.AWAY


def test_the_nights_in_which_the_clocks_change_are_nights_like_others() -> None:
    for month, day in ((10, 24), (3, 28)):
        span = (at(day, 22, month=month), at(day + 1, 8, month=month))
        assert slept(span, last=date(2026, month, day)) is Slept.AWAY


def test_before_noon_it_is_still_the_night_of_the_day_before() -> None:
    assert night_at(at(3, 11, 59)) == MONDAY and night_at(at(3, 12)) == date(2026, 11, 3)


SPANS = st.tuples(st.integers(0, 400), st.integers(0, 100)).map(
    lambda pair: Span(at(1, 0) + timedelta(hours=pair[0]), at(1, 0) + timedelta(hours=sum(pair)))
)


@given(st.lists(SPANS, max_size=6))
def test_every_night_with_a_time_away_is_marked_and_no_other(spans: list[Span]) -> None:
    for night in nights(spans, last=date(2026, 11, 25), count=28, hour=3, now=at(30, 12)):
        begins = datetime.combine(night.day, datetime.min.time(), LONDON) + timedelta(hours=12)
        ends = begins + timedelta(days=1)
        touched = any(span.since < ends and (span.until or ends) > begins for span in spans)
        assert (night.slept is not Slept.IN) == touched
