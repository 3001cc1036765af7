"""Wall-clock times of Europe/London as intervals in minutes since 1970 UTC that say how much is known."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reconcile.extracts import _time, table
from waylight.reconcile.prepare.times import day_number, interval, minutes_of, summer
from waylight.reconcile.tables import MISSING


def read(*texts: str | None) -> list[tuple[int | None, int | None]]:
    rows = [{"missing_id": str(at), **_time("started", text)} for at, text in enumerate(texts)]
    low, high = interval(table(rows, MISSING), "started")
    return list(zip(low.to_list(), high.to_list(), strict=True))


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) // 60


def test_a_winter_time_is_utc_and_a_summer_time_an_hour_ahead_of_it():
    assert read("2026-01-10T08:30", "2026-07-10T08:30") == [
        (utc("2026-01-10T08:30"),) * 2, (utc("2026-07-10T07:30"),) * 2,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-01-10", 24), ("2026-07-10", 24)]
)
def test_a_date_alone_is_as_long_as_that_day_was(day, hours):
    [(low, high)] = read(day)
    assert high - low == hours * 60
    assert low == minutes_of(date.fromisoformat(day))


def test_the_hour_that_comes_twice_in_october_spans_both_readings():
    assert read("2026-10-25T01:30") == [(utc("2026-10-25T00:30"), utc("2026-10-25T01:30"))]


def test_the_hour_that_never_was_in_march_is_read_by_both_clocks():
    [(low, high)] = read("2026-03-29T01:30")
    assert (low, high) == (utc("2026-03-29T00:30"), utc("2026-03-29T01:30"))


def test_the_minutes_around_the_change_are_certain():
    assert read("2026-03-29T00:59", "2026-03-29T02:00", "2026-10-25T00:59", "2026-10-25T02:00") == [
        (utc(at),) * 2
        for at in ("2026-03-29T00:59", "2026-03-29T01:00", "2026-10-24T23:59", "2026-10-25T02:00")
    ]


def test_blank_times_are_null_and_stay_in_their_rows():
    assert read(None, "2026-01-10T08:30", None) == [
        (None, None), (utc("2026-01-10T08:30"),) * 2, (None, None),
    ]  # fmt: skip
    assert read(None, None) == [(None, None)] * 2


@given(st.datetimes(datetime(2000, 1, 1), datetime(2035, 12, 31)))
def test_any_time_lies_within_its_day_and_within_an_hour_of_utc(at):
    clock = at.replace(second=0, microsecond=0)
    (low, high), (begins, ends) = read(clock.isoformat()[:16], clock.isoformat()[:10])
    assert begins <= low <= high < ends
    assert 0 <= high - low <= 60
    assert 0 <= utc(clock.isoformat()) - low <= 60


@given(st.integers(0, 20_000))
def test_days_follow_each_other_without_gap_or_overlap(number):
    day = date(1985, 1, 1) + timedelta(days=number)
    assert minutes_of(day, days=1) == minutes_of(day + timedelta(days=1)) > minutes_of(day)


def test_summer_begins_and_ends_at_one_in_the_morning_utc():
    at = ["2026-03-29T00:59", "2026-03-29T01:00", "2026-10-25T00:59", "2026-10-25T01:00"]
    assert summer(np.array([utc(text) for text in at])).tolist() == [False, True, True, False]
    assert summer(np.array([], dtype=np.int64)).tolist() == []


def test_an_odd_time_of_another_century_changes_no_others_clock():
    at = ["1924-07-01T12:00", "1924-01-01T12:00", "2026-07-10T07:30", "2090-01-10T08:30"]
    assert summer(np.array([-1, *(utc(text) for text in at)])).tolist() == [True, True, False, True, False]
    assert read("1924-01-10T08:30", "2026-07-10T08:30")[1] == (utc("2026-07-10T07:30"),) * 2


def test_days_are_counted_from_1970():
    days = pl.DataFrame({"d": [date(1970, 1, 2), None, date(1969, 12, 31)]}).select(day_number("d"))
    assert days["d"].to_list() == [1, None, -1]
