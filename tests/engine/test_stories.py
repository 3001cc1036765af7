"""Each rule of the agreed episode as stories: some in which it decides, and some in which it must not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tests.engine.telling import NOW, TOLD, Story, about, said, stretches
from waylight.engine.claims import End, Whereabouts
from waylight.engine.when import parse

FOUND, RETURNED, RECORDED, ADULT = "found", "returned", "recorded end", "18th birthday"


class TestWhatCounts:
    def test_forty_minutes_count(self) -> None:
        story = Story().absent("home", "2026-03-01T19:00").returned("home", "2026-03-01T19:40")
        assert story.spans() == [("2026-03-01T19:00", "2026-03-01T19:40", RETURNED)]

    def test_unknown_whereabouts_are_missing_even_where_nobody_worries(self) -> None:
        story = Story().absent("home", "2026-03-01T19:00", concern=False, reported=False)
        assert stretches(story.only()) == [("M", "2026-03-01T19:00", None)]

    def test_known_whereabouts_are_away_where_somebody_was_told(self) -> None:
        story = Story().away("home", "2026-03-01T19:00", concern=False, reported=True)
        assert stretches(story.only()) == [("A", "2026-03-01T19:00", None)]

    def test_known_without_concern_and_told_to_nobody_is_kept_with_its_return(self) -> None:
        story = Story().unworried("home", "2026-03-01T21:00").returned("home", "2026-03-01T21:30")
        assert story.agreed().episodes == () and story.waiting() == []
        assert story.agreed().kept == ("1", "2")

    def test_what_does_not_count_holds_nothing_open(self) -> None:
        story = Story().unworried("home", "2026-03-01T21:00").absent("police", "2026-03-05T20:00")
        assert story.spans() == [("2026-03-05T20:00", None, None)]
        assert story.only().claims == ("2",)

    def test_who_was_not_worried_and_who_was_about_one_evening_are_shown_to_differ(self) -> None:
        story = Story().unworried("home", "2026-03-01T21:00").absent("police", "2026-03-01T21:20")
        assert story.spans() == [("2026-03-01T21:20", None, None)]
        assert story.only().claims == ("1", "2") and about(story.only()) == {"category"}

    def test_a_friend_s_address_that_proves_wrong_makes_it_missing_from_then(self) -> None:
        story = Story().unworried("home", "2026-03-01T21:00").lost("home", "2026-03-01T23:30")
        assert stretches(story.only()) == [("M", "2026-03-01T23:30", None)]
        assert story.only().claims == ("1", "2")


class TestStart:
    def test_a_teacher_who_saw_her_later_than_the_home_did_decides(self) -> None:
        story = Story().absent("home", "2026-03-02T08:10").absent("professional", "2026-03-02T09:05")
        assert story.only().started_at.as_said == "2026-03-02T09:05"

    def test_who_was_told_does_not_move_what_was_seen(self) -> None:
        story = Story().absent("carer", "2026-03-03T20:45").absent("authority", "2026-03-03T21:30")
        assert story.only().started_at.as_said == "2026-03-03T20:45"

    def test_of_those_who_were_told_the_minute_goes_before_the_day(self) -> None:
        story = Story().absent("authority", "2026-03-03").absent("police", "2026-03-03T19:00")
        assert story.only().started_at.as_said == "2026-03-03T19:00"

    def test_expected_back_later_does_not_move_the_start(self) -> None:
        late = parse("2026-03-03T22:00")
        story = Story().absent("home", "2026-03-03T18:00", expected_at=late)
        assert story.only().started_at.as_said == "2026-03-03T18:00"

    def test_the_claim_that_gives_the_start_gives_the_category(self) -> None:
        story = Story().away("home", "2026-03-03T20:00").absent("police", "2026-03-03T20:30")
        assert stretches(story.only()) == [("A", "2026-03-03T20:00", None)]
        assert about(story.only()) == {"category"}

    def test_where_equal_claims_disagree_about_the_category_it_is_missing(self) -> None:
        story = Story().away("home:1", "2026-03-03T20:00").absent("home:2", "2026-03-03T20:00")
        assert stretches(story.only()) == [("M", "2026-03-03T20:00", None)]


class TestEnd:
    def test_missing_ends_when_found_if_that_is_earlier(self) -> None:
        story = Story().absent("home", "2026-03-02T20:00")
        story.found("police", "2026-03-02T22:15").returned("home", "2026-03-03T01:30")
        assert story.spans() == [("2026-03-02T20:00", "2026-03-02T22:15", FOUND)]
        # Found and back are two moments, not two accounts of one.
        assert about(story.only()) == set()
        assert said(story.only().returned_at) == "2026-03-03T01:30"

    def test_a_log_that_was_closed_long_after_the_return_is_shown(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-03T22:00")
        story.found("police", "2026-03-04T04:00")
        assert story.spans() == [("2026-03-03T19:00", "2026-03-03T22:00", RETURNED)]
        assert about(story.only()) == {"end"} and said(story.only().found_at) == "2026-03-04T04:00"

    def test_found_and_returned_in_one_minute_is_found(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-03T22:00")
        assert story.found("police", "2026-03-03T22:00").spans()[0][2] == FOUND

    def test_away_ends_when_the_child_returns_although_seen_before(self) -> None:
        story = Story().away("home", "2026-03-03T19:00").found("police", "2026-03-03T21:00")
        story.returned("home", "2026-03-03T23:30")
        assert story.spans() == [("2026-03-03T19:00", "2026-03-03T23:30", RETURNED)]
        assert about(story.only()) == set()

    def test_found_ends_away_where_nobody_says_returned(self) -> None:
        story = Story().away("home", "2026-03-03T19:00").found("police", "2026-03-03T21:00")
        assert story.spans() == [("2026-03-03T19:00", "2026-03-03T21:00", FOUND)]

    def test_a_day_gives_way_to_a_minute_whatever_is_earlier(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").found("authority", "2026-03-04")
        story.returned("home", "2026-03-04T10:00")
        assert story.spans() == [("2026-03-03T19:00", "2026-03-04T10:00", RETURNED)]
        assert said(story.only().found_at) == "2026-03-04"

    def test_only_a_day_ends_it_where_nothing_better_is_said(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("authority", "2026-03-04")
        assert story.spans() == [("2026-03-03T19:00", "2026-03-04", RETURNED)]
        assert story.only().precision == "day"

    def test_a_recorded_end_counts_where_nobody_says_found_or_returned(self) -> None:
        story = Story().absent("authority", "2026-03-03T19:00", "2026-03-04T08:00")
        assert story.spans() == [("2026-03-03T19:00", "2026-03-04T08:00", RECORDED)]

    def test_a_recorded_end_gives_way_to_a_return_even_a_later_one(self) -> None:
        story = Story().absent("authority", "2026-03-03T19:00", "2026-03-04T08:00")
        story.returned("home", "2026-03-04T10:00")
        assert story.spans() == [("2026-03-03T19:00", "2026-03-04T10:00", RETURNED)]
        assert about(story.only()) == {"end"}

    def test_a_recorded_end_between_two_live_reports_parts_them(self) -> None:
        story = (
            Story()
            .absent("home", "2026-03-03T19:00")
            .absent("authority", "2026-03-03T19:00", "2026-03-03T23:00")
        )
        story.absent("home", "2026-03-04T20:00").returned("home", "2026-03-04T22:00")
        assert story.spans() == [
            ("2026-03-03T19:00", "2026-03-03T23:00", RECORDED),
            ("2026-03-04T20:00", "2026-03-04T22:00", RETURNED),
        ]

    def test_a_recorded_end_within_what_the_home_tells_as_one_absence_parts_nothing(self) -> None:
        story = (
            Story()
            .absent("home", "2026-03-03T19:00")
            .absent("authority", "2026-03-03T19:00", "2026-03-03T23:00")
        )
        story.absent("police", "2026-03-04T02:00").returned("home", "2026-03-04T08:00")
        assert story.spans() == [("2026-03-03T19:00", "2026-03-04T08:00", RETURNED)]
        assert about(story.only()) == {"start", "end"}

    def test_of_two_recorded_ends_the_earlier_counts(self) -> None:
        story = Story().absent("authority", "2026-03-03T19:00", "2026-03-04T08:00")
        story.absent("police", "2026-03-03T19:10", "2026-03-04T10:00")
        assert story.spans() == [("2026-03-03T19:10", "2026-03-04T08:00", RECORDED)]

    def test_found_then_gone_again_before_coming_back_is_another_episode(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").found("police", "2026-03-03T22:00")
        story.absent("police", "2026-03-03T23:00").returned("home", "2026-03-04T06:00")
        assert story.spans() == [
            ("2026-03-03T19:00", "2026-03-03T22:00", FOUND),
            ("2026-03-03T23:00", "2026-03-04T06:00", RETURNED),
        ]

    def test_lost_again_after_being_found_is_another_episode(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").found("police", "2026-03-03T22:00")
        story.lost("police", "2026-03-03T23:00").returned("home", "2026-03-04T06:00")
        assert story.spans() == [
            ("2026-03-03T19:00", "2026-03-03T22:00", FOUND),
            ("2026-03-03T23:00", "2026-03-04T06:00", RETURNED),
        ]

    def test_lost_again_after_coming_back_is_for_a_person_to_place(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-03T22:00")
        assert story.lost("police", "2026-03-03T23:00").waiting() == ["3"]

    def test_a_return_that_nobody_s_absence_explains_waits(self) -> None:
        assert Story().returned("home", "2026-03-03T22:00").waiting() == ["1"]

    def test_the_clock_of_the_interview_runs_from_the_return_and_else_from_the_end(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00")
        assert story.only().interview_from is None
        assert said(story.found("police", "2026-03-03T22:00").only().interview_from) == "2026-03-03T22:00"
        assert said(story.returned("home", "2026-03-04T01:00").only().interview_from) == "2026-03-04T01:00"


class TestStretches:
    def test_known_then_lost_then_found(self) -> None:
        story = Story().absent("home", "2026-03-05T18:00").known("home", "2026-03-05T22:00")
        story.lost("home", "2026-03-06T01:00").found("police", "2026-03-06T06:30")
        assert stretches(story.only()) == [
            ("M", "2026-03-05T18:00", "2026-03-05T22:00"),
            ("A", "2026-03-05T22:00", "2026-03-06T01:00"),
            ("M", "2026-03-06T01:00", "2026-03-06T06:30"),
        ]

    def test_away_then_missing(self) -> None:
        story = Story().away("home", "2026-03-05T18:00").lost("home", "2026-03-05T23:00")
        story.found("police", "2026-03-06T02:00").returned("home", "2026-03-06T03:30")
        assert story.spans() == [("2026-03-05T18:00", "2026-03-06T02:00", FOUND)]
        assert [kind for kind, _, _ in stretches(story.only())] == ["A", "M"]

    def test_missing_then_known_ends_when_the_child_returns(self) -> None:
        story = Story().absent("home", "2026-03-05T18:00").known("home", "2026-03-05T22:00")
        story.found("police", "2026-03-06T02:00").returned("home", "2026-03-06T03:30")
        assert story.spans() == [("2026-03-05T18:00", "2026-03-06T03:30", RETURNED)]

    def test_known_without_concern_and_told_to_nobody_ends_what_is_counted(self) -> None:
        story = Story().absent("home", "2026-03-05T18:00", concern=False, reported=False)
        story.known("home", "2026-03-05T22:00").returned("home", "2026-03-05T23:00")
        assert story.spans() == [("2026-03-05T18:00", "2026-03-05T22:00", FOUND)]
        assert said(story.only().returned_at) == "2026-03-05T23:00" and story.waiting() == []

    def test_what_is_said_twice_makes_no_new_stretch(self) -> None:
        story = Story().absent("home", "2026-03-05T18:00").known("home", "2026-03-05T22:00")
        assert len(stretches(story.known("police", "2026-03-05T23:00").only())) == 2

    def test_whereabouts_said_after_the_end_change_nothing(self) -> None:
        story = Story().absent("home", "2026-03-05T18:00").returned("home", "2026-03-05T22:00")
        story.known("police", "2026-03-05T22:40")
        assert stretches(story.only()) == [("M", "2026-03-05T18:00", "2026-03-05T22:00")]

    def test_rows_of_one_source_that_follow_on_are_stretches_of_one_episode(self) -> None:
        story = Story().absent("authority", "2026-03-05", "2026-03-07")
        story.away("authority", "2026-03-07", "2026-03-09")
        assert stretches(story.only()) == [
            ("M", "2026-03-05", "2026-03-07"),
            ("A", "2026-03-07", "2026-03-09"),
        ]

    def test_rows_of_the_same_category_that_touch_are_two_episodes(self) -> None:
        story = Story().absent("authority", "2026-03-05T20:00", "2026-03-06T08:00")
        assert len(story.absent("authority", "2026-03-06T08:00", "2026-03-06T20:00").spans()) == 2


class TestSameEpisode:
    def test_a_live_report_joins_while_the_child_is_away_however_much_later(self) -> None:
        story = Story().absent("home", "2026-03-03T20:45").absent("police", "2026-03-09T12:00")
        assert story.spans() == [("2026-03-03T20:45", None, None)]

    def test_back_and_gone_again_within_the_hour_are_two(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-03T20:00")
        story.absent("home", "2026-03-03T20:30").returned("home", "2026-03-03T21:00")
        assert len(story.spans()) == 2

    def test_gone_again_in_the_very_minute_of_the_return_is_another(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-03T20:00")
        story.absent("home", "2026-03-03T20:00")
        assert story.spans()[1] == ("2026-03-03T20:00", None, None)

    def test_left_and_back_in_one_minute_is_an_episode_of_no_length(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-03T19:00")
        assert story.spans() == [("2026-03-03T19:00", "2026-03-03T19:00", RETURNED)]

    def test_an_imported_row_joins_what_it_overlaps(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-04T08:00")
        story.absent("authority", "2026-03-03T18:00", "2026-03-04T07:30")
        assert story.spans() == [("2026-03-03T19:00", "2026-03-04T08:00", RETURNED)]

    def test_an_imported_row_that_overlaps_nothing_is_an_episode(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-03T20:00")
        story.absent("authority", "2026-03-03T21:00", "2026-03-04T07:30")
        assert story.spans()[1] == ("2026-03-03T21:00", "2026-03-04T07:30", RECORDED)

    def test_a_row_without_an_end_joins_a_start_within_two_hours(self) -> None:
        story = Story().row("police", "2026-03-03T18:10").absent("home", "2026-03-03T20:00")
        assert story.returned("home", "2026-03-03T23:00").spans() == [
            ("2026-03-03T20:00", "2026-03-03T23:00", RETURNED)
        ]

    def test_two_hours_and_a_day_are_still_within(self) -> None:
        rows = Story().row("police", "2026-03-03T18:00").row("authority", "2026-03-03T20:00")
        assert len(rows.spans()) == 1
        report = Story().row("police", "2026-03-03T18:00").absent("home", "2026-03-04T18:00")
        assert len(report.spans()) == 1

    def test_rows_without_an_end_more_than_two_hours_apart_are_two(self) -> None:
        story = Story().row("police", "2026-03-03T18:00").row("authority", "2026-03-03T20:10")
        assert len(story.spans()) == 2

    def test_a_row_without_an_end_while_the_child_is_away_joins(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-04T08:00")
        assert len(story.row("police", "2026-03-03T23:50").spans()) == 1

    def test_a_row_without_an_end_between_two_episodes_joins_the_second(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-03T19:40")
        story.absent("home", "2026-03-03T20:30").returned("home", "2026-03-03T22:00")
        story.row("police", "2026-03-03T20:00")
        first, second = story.agreed().episodes
        assert first.claims == ("1", "2") and second.claims == ("3", "4", "5")

    def test_a_row_without_an_end_takes_in_a_live_report_within_a_day_and_none_after(self) -> None:
        near = Story().row("police", "2026-03-03T18:00").absent("home", "2026-03-04T17:00")
        assert near.spans() == [("2026-03-04T17:00", None, None)] and about(near.only()) == {"start"}
        far = Story().row("police", "2026-03-03T18:00").absent("home", "2026-03-04T18:01")
        assert far.spans() == [("2026-03-03T18:00", None, None), ("2026-03-04T18:01", None, None)]
        assert [e.end_not_recorded for e in far.agreed().episodes] == [True, False]

    def test_a_row_of_a_weekend_is_a_claim_on_both_nights(self) -> None:
        story = Story().absent("home", "2026-03-06T21:00").returned("home", "2026-03-07T09:00")
        story.absent("home", "2026-03-07T20:30").returned("home", "2026-03-08T10:00")
        for start, end in (("2026-03-06T21:00", "2026-03-08T10:00"), ("2026-03-06", "2026-03-08")):
            story.absent("authority", start, end)
        first, second = story.agreed().episodes
        assert first.claims == ("1", "2", "5", "6") and second.claims == ("3", "4", "5", "6")
        assert about(first) == {"end"} and about(second) == {"start"}

    def test_two_rows_of_police_split_one_row_of_the_authority(self) -> None:
        story = Story().absent("police", "2026-03-06T22:00", "2026-03-07T08:00")
        story.absent("police", "2026-03-07T21:00", "2026-03-08T09:00")
        story.absent("authority", "2026-03-06T21:00", "2026-03-08T10:00")
        assert story.spans() == [
            ("2026-03-06T22:00", "2026-03-07T08:00", RECORDED),
            ("2026-03-07T21:00", "2026-03-08T09:00", RECORDED),
        ]


class TestDays:
    def two_that_day(self) -> Story:
        story = Story().absent("home", "2026-03-04T09:00").returned("home", "2026-03-04T12:00")
        return story.absent("home", "2026-03-04T19:00").returned("home", "2026-03-04T23:00")

    def test_one_row_and_two_episodes_wait_for_a_person(self) -> None:
        assert self.two_that_day().absent("authority", "2026-03-04", "2026-03-04").waiting() == ["5"]

    def test_two_rows_and_two_episodes_are_paired_in_order(self) -> None:
        story = self.two_that_day()
        for until in ("2026-03-05", "2026-03-04"):
            story.absent("authority", "2026-03-04", until)
        first, second = story.agreed().episodes
        assert first.claims == ("1", "2", "6") and second.claims == ("3", "4", "5")

    def test_rows_are_counted_for_each_source(self) -> None:
        story = self.two_that_day().absent("police", "2026-03-04", "2026-03-04")
        for _ in range(2):
            story.absent("authority", "2026-03-04", "2026-03-04")
        assert story.waiting() == ["5"]

    def test_an_episode_of_the_evening_before_is_not_the_one_of_that_day(self) -> None:
        story = Story().absent("home", "2026-03-03T22:00").returned("home", "2026-03-04T08:00")
        story.absent("home", "2026-03-04T20:00").returned("home", "2026-03-04T23:00")
        story.absent("authority", "2026-03-04", "2026-03-04")
        assert [e.claims for e in story.agreed().episodes] == [("1", "2"), ("3", "4", "5")]

    def test_a_row_of_the_day_after_the_start_joins_what_still_runs(self) -> None:
        story = Story().absent("police", "2026-03-04T22:30").found("police", "2026-03-05T02:10")
        assert len(story.absent("authority", "2026-03-05", "2026-03-05").spans()) == 1

    def test_a_row_for_each_night_of_what_the_home_tells_as_one_absence_is_a_claim_on_it(self) -> None:
        story = Story().absent("home", "2026-03-04T22:00").returned("home", "2026-03-06T08:00")
        story.absent("authority", "2026-03-04", "2026-03-05").absent("authority", "2026-03-05", "2026-03-06")
        assert story.spans() == [("2026-03-04T22:00", "2026-03-06T08:00", RETURNED)]

    def test_days_alone_make_an_episode_of_days(self) -> None:
        story = Story().absent("authority", "2026-03-04", "2026-03-06").absent("police", "2026-03-04")
        assert story.spans() == [("2026-03-04", "2026-03-06", RECORDED)]
        assert story.only().precision == "day" and about(story.only()) == set()

    def test_two_rows_of_one_source_on_one_day_are_two(self) -> None:
        story = Story().absent("authority", "2026-03-04", "2026-03-04")
        assert len(story.absent("authority", "2026-03-04", "2026-03-04").spans()) == 2

    def test_an_end_by_day_goes_to_the_episode_that_is_open(self) -> None:
        story = Story().absent("home", "2026-03-04T09:00").returned("home", "2026-03-04T12:00")
        story.absent("home", "2026-03-04T19:00").returned("authority", "2026-03-04")
        assert story.spans()[1] == ("2026-03-04T19:00", "2026-03-04", RETURNED)

    def test_two_ends_by_day_and_two_episodes_are_paired_in_order(self) -> None:
        story = self.two_that_day()
        for told in (TOLD + timedelta(hours=1), TOLD):
            story.returned("authority", "2026-03-04", told_at=told)
        assert [e.claims for e in story.agreed().episodes] == [("1", "2", "6"), ("3", "4", "5")]
        assert self.two_that_day().returned("authority", "2026-03-04").waiting() == ["5"]

    def test_a_row_that_ends_before_the_first_episode_of_its_day_waits(self) -> None:
        story = Story().absent("home", "2026-03-04T19:00").returned("home", "2026-03-04T23:00")
        assert story.absent("authority", "2026-03-04", "2026-03-04T12:00").waiting() == ["3"]


class TestOpenAndTurning18:
    def test_open_until_somebody_says_otherwise(self) -> None:
        assert Story().absent("home", "2026-03-09T19:00").spans() == [("2026-03-09T19:00", None, None)]

    def test_the_birthday_closes_what_is_counted_and_not_the_search(self) -> None:
        story = Story(born=date(2008, 2, 1)).absent("authority", "2026-01-09T19:00")
        assert story.spans() == [("2026-01-09T19:00", "2026-02-01T00:00", ADULT)]
        assert story.only().adult_still_missing

    def test_before_the_birthday_it_is_open(self) -> None:
        now = datetime(2026, 1, 31, 23, 59, tzinfo=UTC)
        story = Story(born=date(2008, 2, 1), now=now).absent("authority", "2026-01-09T19:00")
        assert story.only().ended_at is None and not story.only().adult_still_missing

    def test_at_midnight_the_birthday_has_come(self) -> None:
        midnight = datetime(2026, 2, 1, tzinfo=UTC)
        story = Story(born=date(2008, 2, 1), now=midnight).absent("authority", "2026-01-09T19:00")
        assert story.only().ended_by == ADULT

    def test_found_after_the_birthday_is_kept_as_said(self) -> None:
        story = Story(born=date(2008, 2, 1)).absent("home", "2026-01-09T19:00")
        story.known("home", "2026-01-20T10:00").returned("home", "2026-02-03T10:00")
        assert story.spans() == [("2026-01-09T19:00", "2026-02-01T00:00", ADULT)]
        assert said(story.only().returned_at) == "2026-02-03T10:00"
        assert not story.only().adult_still_missing
        assert stretches(story.only())[1] == ("A", "2026-01-20T10:00", "2026-02-01T00:00")

    def test_an_absence_after_the_birthday_is_kept_and_not_counted(self) -> None:
        story = Story(born=date(2008, 2, 1)).absent("home", "2026-02-01T00:00")
        story.returned("home", "2026-02-02T08:00")
        assert story.agreed().episodes == () and story.agreed().kept == ("1", "2")

    def test_who_was_born_on_29_february_turns_18_on_1_march(self) -> None:
        story = Story(born=date(2008, 2, 29)).absent("authority", "2026-01-09T19:00")
        assert said(story.only().ended_at) == "2026-03-01T00:00"


class TestDifferences:
    def test_an_hour_is_not_shown_and_a_minute_more_is(self) -> None:
        for start, shown in (("2026-03-03T20:00", set()), ("2026-03-03T20:01", {"start"})):
            story = Story().absent("home", "2026-03-03T19:00").absent("police", start)
            assert about(story.only()) == shown

    def test_who_says_nothing_of_it_is_named(self) -> None:
        story = Story().absent("home", "2026-03-03T19:00").returned("home", "2026-03-03T20:00")
        story.absent("police", "2026-03-08T19:00").found("police", "2026-03-08T22:00")
        first, second = story.agreed().episodes
        assert [(d.about, d.between) for d in first.differences] == [("no record", ("police:1",))]
        assert second.differences == ()

    def test_a_difference_says_who_and_when(self) -> None:
        story = Story().absent("home:Elm", "2026-03-03T20:45").absent("police:F1", "2026-03-03T23:20")
        (shown,) = story.only().differences
        assert shown.between == ("police:F1", "home:Elm")
        assert shown.text == (
            "The force says away since 23:20 on 3 March 2026; agreed is 20:45 on 3 March 2026, as the home says."
        )

    def test_two_forces_are_told_apart_by_their_names(self) -> None:
        story = Story().absent("home:Elm", "2026-03-03T20:45").absent("police:F1", "2026-03-03T21:00")
        (shown,) = story.absent("police:F2", "2026-03-03T23:20").only().differences
        assert shown.text.startswith("The force F2 says") and shown.between == ("police:F2", "home:Elm")


class TestCorrectionsAndErrors:
    def test_what_was_reported_in_error_has_no_effect(self) -> None:
        story = Story().absent("home", "2026-03-01T19:00").in_error("1").returned("home", "2026-03-01T20:00")
        assert story.agreed().episodes == () and story.agreed().kept == ("1", "2", "3")

    def test_an_error_reported_in_error_is_undone(self) -> None:
        story = Story().absent("home", "2026-03-01T19:00").in_error("1").in_error("2")
        assert story.only().claims == ("1",) and story.agreed().kept == ("2", "3")

    def test_errors_that_speak_of_each_other_end_with_the_last_word(self) -> None:
        story = Story().in_error("2").in_error("1", told_at=TOLD + timedelta(hours=1))
        assert story.absent("home", "2026-03-01T19:00").only().claims == ("3",)

    def test_a_correction_may_arrive_before_what_it_corrects(self) -> None:
        story = Story().corrected("2", start=parse("2026-03-01T17:30"), told_at=TOLD - timedelta(days=1))
        assert story.absent("home", "2026-03-01T19:00").spans()[0][0] == "2026-03-01T17:30"

    def test_a_correction_may_be_corrected(self) -> None:
        story = Story().absent("home", "2026-03-01T19:00").corrected("1", start=parse("2026-03-01T17:30"))
        story.corrected("2", start=parse("2026-03-01T18:00"))
        assert story.spans()[0][0] == "2026-03-01T18:00" and story.only().claims == ("1", "2", "3")

    def test_the_correction_told_last_wins_field_by_field(self) -> None:
        story = Story().absent("home", "2026-03-01T19:00").corrected("1", start=parse("2026-03-01T18:00"))
        later = {"whereabouts": Whereabouts.KNOWN, "told_at": TOLD + timedelta(hours=1)}
        assert stretches(story.corrected("1", **later).only()) == [("A", "2026-03-01T18:00", None)]

    def test_a_correction_made_in_error_is_undone(self) -> None:
        story = Story().absent("home", "2026-03-01T19:00").corrected("1", start=parse("2026-03-01T17:30"))
        assert story.in_error("2").spans()[0][0] == "2026-03-01T19:00"

    def test_a_correction_can_take_an_end_away(self) -> None:
        story = Story().absent("authority", "2026-03-01T19:00", "2026-03-01T21:00", end=End.OPEN)
        assert story.corrected("1", until=None).spans() == [("2026-03-01T19:00", None, None)]

    def test_what_is_about_a_claim_that_is_not_here_waits(self) -> None:
        assert Story().in_error("x").corrected("y").waiting() == ["1", "2"]


class TestTwoTimes:
    def test_what_was_known_then_can_be_replayed(self) -> None:
        story = Story().absent("home", "2026-03-01T19:00", told_at=TOLD)
        story.returned("home", "2026-03-01T22:00", told_at=TOLD + timedelta(hours=2))
        then = story.agreed(known_by=TOLD + timedelta(hours=1))
        assert then.episodes[0].ended_at is None
        assert story.agreed(known_by=NOW).episodes[0].ended_at is not None


class TestClocks:
    def test_the_night_the_clocks_go_forward(self) -> None:
        story = Story().absent("home", "2026-03-28T23:30").returned("home", "2026-03-29T03:30")
        (episode,) = story.agreed().episodes
        assert episode.ended_at is not None
        assert episode.ended_at.earliest - episode.started_at.earliest == timedelta(hours=3)

    def test_back_ten_past_one_after_leaving_half_past_one_the_night_the_clocks_go_back(self) -> None:
        story = Story().absent("home", "2026-10-25T01:30").returned("home", "2026-10-25T01:10")
        assert story.spans() == [("2026-10-25T01:30", "2026-10-25T01:10", RETURNED)]

    def test_a_time_that_did_not_exist_is_taken_as_said(self) -> None:
        story = Story().absent("home", "2026-03-29T01:30").returned("home", "2026-03-29T04:00")
        assert story.spans() == [("2026-03-29T01:30", "2026-03-29T04:00", RETURNED)]
