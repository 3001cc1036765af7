"""Each pattern of the rulebook with one story in which it is raised and one in which it is not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.engine.patterns.lines import NOW, dated, evenings, fired, line, marked, time_away
from waylight.engine.patterns import Graded, Line
from waylight.engine.when import parse
from waylight.rulebook.patterns import PATTERNS

GRADED = datetime.fromisoformat("2026-03-01T20:00Z")
HIGH, LOW = Graded("a force", "HIGH", GRADED), Graded("another force", "LOW", GRADED)
UNGRADED = Graded("a home", "NOT_GRADED", GRADED)
MOVED = parse("2026-03-01T15:00").earliest


def one_evening(**more: object) -> Line:
    return line(time_away("2026-03-01T19:00", "2026-03-01T23:00", **more))


# Code: the story in which it is raised, the count it shows, the story in which it is not.
STORIES: dict[str, tuple[Line, int, Line]] = {
    "REPEAT_90": (
        evenings("2026-01-01", "2026-02-10", "2026-04-01"),
        3,
        evenings("2026-01-01", "2026-02-10", "2026-04-02"),
    ),
    "REPEAT_30": (
        evenings("2026-03-01", "2026-03-11", "2026-03-31"),
        3,
        evenings("2026-03-01", "2026-03-11", "2026-04-01"),
    ),
    "RUN_TWICE": (evenings("2020-01-01", "2026-03-01"), 2, evenings("2026-03-01")),
    "FIRST_NIGHT": (one_evening(lived_since=MOVED), 1, one_evening(lived_since=MOVED - timedelta(days=1))),
    "LONGER": (
        line(
            ("2026-03-01T19:00", "2026-03-01T20:00"),
            ("2026-03-08T19:00", "2026-03-08T21:00"),
            ("2026-03-17T17:00", "2026-03-17T20:00"),
            ("2026-03-25T18:00", "2026-03-25T22:30"),
        ),
        4,
        # The third is longer by a little only.
        line(
            ("2026-03-01T19:00", "2026-03-01T20:00"),
            ("2026-03-08T19:00", "2026-03-08T21:00"),
            ("2026-03-17T17:00", "2026-03-17T19:12"),
            ("2026-03-25T18:00", "2026-03-26T00:00"),
        ),
    ),
    "SAME_HOUR": (
        line(
            ("2026-03-01T19:05", "2026-03-01T23:00"),
            ("2026-03-10T12:00", "2026-03-10T13:00"),
            ("2026-03-14T19:30", "2026-03-14T23:00"),
            ("2026-03-20T19:00", "2026-03-20T23:00"),
            ("2026-04-02T19:20", "2026-04-02T23:00"),
        ),
        4,
        # The same minutes of four different hours.
        line(
            ("2026-03-01T16:05", "2026-03-01T23:00"),
            ("2026-03-10T12:00", "2026-03-10T13:00"),
            ("2026-03-14T19:30", "2026-03-14T23:00"),
            ("2026-03-20T21:00", "2026-03-20T23:00"),
            ("2026-04-02T22:20", "2026-04-02T23:00"),
        ),
    ),
    "SAME_WEEKDAY": (
        # Fridays; the second began after midnight of a Friday night.
        line(
            ("2026-03-06T19:00", "2026-03-06T23:00"),
            ("2026-03-14T01:00", "2026-03-14T02:00"),
            ("2026-03-20T22:00", "2026-03-20T23:00"),
            ("2026-03-24T16:00", "2026-03-24T23:00"),
            ("2026-03-27T16:00", "2026-03-27T23:00"),
            ("2026-04-03T16:00", "2026-04-03T23:00"),
        ),
        5,
        # Five times on one Friday night are one night.
        line(
            ("2026-03-06T16:00", "2026-03-06T16:30"),
            ("2026-03-06T17:00", "2026-03-06T18:00"),
            ("2026-03-06T19:00", "2026-03-06T20:00"),
            ("2026-03-06T21:00", "2026-03-06T22:00"),
            ("2026-03-06T23:00", "2026-03-07T00:00"),
        ),
    ),
    "LONG_24H": (
        line(("2026-03-01T19:00", "2026-03-02T19:00")),
        1,
        line(("2026-03-01T19:00", "2026-03-02T18:59")),
    ),
    # A day on which the clocks go forward has 23 hours.
    "LONG_48H": (
        line(("2026-03-28T12:00", "2026-03-30T13:00")),
        1,
        line(("2026-03-28T12:00", "2026-03-30T12:00")),
    ),
    "LONG_72H": (line(("2026-10-29T11:59",)), 1, line(("2026-10-29T12:01",))),
    "OVERNIGHT": (
        line(("2026-03-01T19:00", "2026-03-02T03:01")),
        1,
        line(("2026-03-01T19:00", "2026-03-02T03:00")),
    ),
    "UNDER_13": (
        evenings("2026-03-01", born=date(2013, 3, 2)),
        12,
        evenings("2026-03-01", born=date(2013, 3, 1)),
    ),
    "UASC": (evenings("2026-03-01", marks=marked("trafficked")), 1, evenings("2026-03-01")),
    "HIGH": (one_evening(grades=(HIGH,)), 1, one_evening(grades=(LOW,))),
    "GRADES": (one_evening(grades=(HIGH, LOW)), 2, one_evening(grades=(HIGH, UNGRADED))),
    "MISFILED": (one_evening(misfiled=GRADED), 1, one_evening()),
    "BEFORE_DATE": (
        evenings("2026-03-01", dates=dated("court", "2026-03-04T10:00")),
        1,
        evenings("2026-03-01", dates=dated("court", "2026-03-04T19:01")),
    ),
    "CRIME": (
        evenings("2026-03-01", marks=marked("criminal")),
        1,
        # Said only after the child was back.
        evenings("2026-03-01", marks=marked("criminal", since="2026-03-02")),
    ),
    "MH": (
        evenings("2026-03-01", marks=marked("harm", "health and contacts")),
        1,
        evenings("2026-03-01", marks=marked("sexual")),
    ),
    "CSE": (
        evenings("2026-03-01", marks=marked("concern", "exploitation record")),
        1,
        evenings("2026-03-01", marks=marked("criminal")),
    ),
}


def test_every_row_has_its_stories() -> None:
    assert sorted(STORIES) == sorted(row.code for row in PATTERNS)


@pytest.mark.parametrize("code", sorted(STORIES))
def test_it_is_raised_and_shows_what_it_counted(code: str) -> None:
    told, count, _ = STORIES[code]
    last = fired(told, code)[-1]
    assert last.count == count
    assert set(last.episodes) <= {away.id for away in told.aways}
    assert last.anchor == told.aways[-1].id
    assert "episode" in last.records


@pytest.mark.parametrize("code", sorted(STORIES))
def test_it_is_not_raised(code: str) -> None:
    assert fired(STORIES[code][2], code) == ()


def test_nothing_is_raised_before_it_is_true() -> None:
    told = line(("2026-03-01T19:00",))
    reached = datetime.fromisoformat("2026-03-02T19:00Z")
    assert fired(told, "LONG_24H", now=reached - timedelta(seconds=1)) == ()
    assert [one.at for one in fired(told, "LONG_24H", now=reached)] == [reached]


def test_what_is_told_late_is_raised_when_it_is_told() -> None:
    late = parse("2026-05-01T09:00").earliest
    told = line(
        ("2026-01-01T19:00", "2026-01-01T20:00"),
        time_away("2026-02-01T19:00", "2026-02-01T20:00", told_at=late),
        ("2026-03-01T19:00", "2026-03-01T20:00"),
    )
    assert [one.at for one in fired(told, "REPEAT_90")] == [late]
    assert fired(told, "REPEAT_90", now=late - timedelta(days=1)) == ()


def test_an_alert_is_read_under_everything_it_was_made_from() -> None:
    (court,) = fired(STORIES["BEFORE_DATE"][0], "BEFORE_DATE")
    assert court.records == {"episode", "health and contacts"}
    (harm,) = fired(STORIES["MH"][0], "MH")
    assert harm.records == {"episode", "health and contacts"}
    assert fired(STORIES["REPEAT_90"][0], "REPEAT_90")[0].records == {"episode"}


def test_the_rows_in_force_on_the_day_decide() -> None:
    then = evenings("2013-12-30", "2013-12-31")
    assert fired(then, "RUN_TWICE", now=NOW) == ()
    assert fired(evenings("2013-12-31", "2014-01-01"), "RUN_TWICE", now=NOW) != ()
