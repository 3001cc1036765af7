"""One line per time away, with the precedence of the agreed episode."""

from __future__ import annotations

from tests.reconcile.settle.stories import Story
from waylight.reconcile.settle import Settled


def only(told: Settled) -> dict[str, str]:
    assert told.episodes.height == 1
    return told.episodes.row(0, named=True)


def test_the_later_start_holds_and_the_police_found_ends_it():
    story = Story().report("i", "2026-03-03T20:45", "2026-03-04T03:20")
    one = only(story.row("m", "2026-03-03T23:20", "2026-03-04T04:00").match("i", "m").told())
    assert (one["started_at"], one["ended_at"]) == ("2026-03-03T23:20", "2026-03-04T03:20")
    assert one["differences"] == "start: police 2 h 35 min earlier than the authority"
    assert (one["precision"], one["seen_by"], one["category"]) == ("minute", "both", "M")


def test_a_time_to_the_minute_goes_before_a_date():
    story = Story().report("i", "2026-03-04T22:30", "2026-03-05T02:10")
    one = only(story.row("m", "2026-03-04", "2026-03-05").match("i", "m").told())
    assert (one["started_at"], one["ended_at"]) == ("2026-03-04T22:30", "2026-03-05T02:10")
    assert one["differences"] == ""


def test_dates_alone_stay_dates():
    one = only(Story().row("m", "2026-07-04", "2026-07-05").told())
    assert (one["started_at"], one["ended_at"], one["precision"]) == ("2026-07-04", "2026-07-05", "day")
    assert one["differences"] == "no record by the police"


def test_the_authoritys_end_serves_where_the_police_have_none():
    story = Story().report("i", "2026-03-04T22:30", None)
    one = only(story.row("m", "2026-03-04T22:00", "2026-03-05T02:10").match("i", "m").told())
    assert one["ended_at"] == "2026-03-05T02:10"


def test_an_end_before_the_later_start_gives_way_to_the_earlier_start():
    story = Story().report("i", "2026-03-04T20:00", "2026-03-04T21:00")
    one = only(story.row("m", "2026-03-04T21:30", "2026-03-04T22:00").match("i", "m").told())
    assert (one["started_at"], one["ended_at"]) == ("2026-03-04T20:00", "2026-03-04T21:00")


def test_a_row_that_covers_two_nights_does_not_end_the_first():
    story = Story().report("i1", "2026-03-06T21:00", None).report("i2", "2026-03-07T20:30", None)
    told = story.row("m", "2026-03-06T21:00", "2026-03-08T10:00").match("i1", "m").match("i2", "m").told()
    assert told.episodes["ended_at"].to_list() == [None, None]


def test_times_are_those_of_the_london_wall_clock():
    one = only(Story().report("i", "2026-07-04T00:30", "2026-07-04T01:30").row("m", None, None).told())
    assert (one["started_at"], one["ended_at"]) == ("2026-07-04T00:30", "2026-07-04T01:30")


def test_an_episode_keeps_its_id_when_more_rows_arrive():
    story = Story().report("i", "2026-03-04T20:00", "2026-03-04T21:00").row("m", "2026-05-04", "2026-05-05")
    before = set(story.told().episodes["episode_id"])
    story.report("i2", "2026-01-04T20:00", "2026-01-04T21:00").row("m2", "2026-01-04", "2026-01-04")
    assert before == {"P:i", "A:m"} and before < set(story.told().episodes["episode_id"])


def test_a_child_with_two_records_has_one_time_away():
    story = Story(children={"C1": (0, "A1"), "C2": (0, "A2")}).report(
        "i", "2026-03-04T20:00", "2026-03-04T21:00"
    )
    story.row("m1", "2026-03-04T20:00", "2026-03-04T21:00", "C1")
    story.row("m2", "2026-03-04T20:10", "2026-03-04T21:00", "C2")
    one = only(story.match("i", "m1").match("i", "m2").told())
    assert one["authority_rows"] == "m1;m2"


def test_a_match_between_different_children_is_not_believed():
    story = Story(children={"C1": (0, "A1"), "C2": (1, "A2")}).report(
        "i", "2026-03-04T20:00", "2026-03-04T21:00"
    )
    told = story.row("m", "2026-03-04T20:00", "2026-03-04T21:00", "C2").match("i", "m").told()
    assert sorted(told.episodes["seen_by"]) == ["authority", "police"]


def weekends() -> Story:
    """One row for two reported nights, one for a reported night and another, and one of which police have nothing."""
    story = Story().report("i1", "2026-03-06T21:00", "2026-03-07T06:00")
    story.report("i2", "2026-03-07T20:30", "2026-03-08T10:00").row(
        "m1", "2026-03-06T21:00", "2026-03-08T10:00"
    )
    story.report("i3", "2026-04-03T21:00", "2026-04-04T06:00").row(
        "m2", "2026-04-03T21:00", "2026-04-05T10:30"
    )
    story.row("m3", "2026-05-01T21:00", "2026-05-02T06:00")
    return story.match("i2", "m1").match("i3", "m2")


def test_a_night_of_a_weekend_that_the_police_do_not_have_is_a_time_away_of_its_own():
    told = weekends().match("i1", "m1").told()
    seen = dict(told.episodes.group_by("seen_by").len().iter_rows())
    assert seen == {"both": 3, "authority": 2}
    night = told.episodes.filter(seen_by="authority", authority_rows="m2").row(0, named=True)
    assert (night["episode_id"], night["started_at"], night["precision"]) == ("A:m2", "2026-04-04", "day")
    assert "one authority row covers several times away" in night["differences"]
    rows = dict(told.rows.filter(side="authority").select("id", "class").iter_rows())
    assert rows == dict.fromkeys(("m1", "m2"), "part of a split or merge") | {"m3": "only this side"}


def test_a_row_that_ends_late_holds_one_night_where_no_row_is_known_to_hold_two():
    story = Story().report("i3", "2026-04-03T21:00", "2026-04-04T06:00").row("m3", "2026-05-01T21:00", None)
    told = story.row("m2", "2026-04-03T21:00", "2026-04-05T10:30").match("i3", "m2").told()
    assert told.episodes.filter(seen_by="authority")["authority_rows"].to_list() == ["m3"]


def test_a_row_that_is_a_day_out_to_the_hour_holds_one_night():
    story = weekends().match("i1", "m1")
    story.report("i4", "2026-06-02T21:00", "2026-06-03T06:00").row(
        "m4", "2026-06-01T21:00", "2026-06-03T06:00"
    )
    story.row("m5", "2026-07-01T21:00", "2026-07-02T06:00").row("m6", "2026-08-01T21:00", "2026-08-02T06:00")
    told = story.match("i4", "m4").told()
    assert told.episodes.filter(seen_by="authority")["authority_rows"].to_list() == ["m2", "m3", "m5", "m6"]
