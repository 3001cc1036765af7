"""Every row has one class and a reason in plain words."""

from __future__ import annotations

from tests.reconcile.settle.stories import Story, classes, minutes
from waylight.reconcile.settle import words


def reasons(told) -> dict[str, str]:
    return dict(zip(told.rows["id"], told.rows["reason"], strict=True))


def test_a_pair_is_matched_on_both_sides():
    story = Story().report("i", "2026-03-01T19:00", "2026-03-01T23:00")
    told = story.row("m", "2026-03-01T19:10", "2026-03-01T22:50").match("i", "m").told()
    assert classes(told) == {"i": words.MATCHED, "m": words.MATCHED}


def test_a_doubtful_pair_is_matched_and_sent_to_the_desk():
    story = Story().report("i", "2026-03-01T19:00", "2026-03-01T23:00")
    told = story.row("m", "2026-03-01T19:10", "2026-03-01T22:50").match("i", "m", 0.6).told()
    assert classes(told) == {"i": words.MATCHED, "m": words.MATCHED}
    assert "for the desk" in reasons(told)["i"]


def test_a_pair_below_even_odds_stays_apart():
    story = Story().report("i", "2026-03-01T19:00", "2026-03-01T23:00")
    told = story.row("m", "2026-03-02T03:10", "2026-03-02T06:50").match("i", "m", 0.4).told()
    assert set(classes(told).values()) == {words.ONLY_HERE}
    assert "8 h later" in reasons(told)["i"]
    assert "8 h earlier" in reasons(told)["m"]


def test_a_report_typed_twice_is_a_duplicate_whether_matched_or_not():
    story = Story().report("i1", "2026-03-01T19:00", "2026-03-01T23:00")
    story.report("i2", "2026-03-01T19:05", "2026-03-01T23:30", force="F2")
    story.row("m", "2026-03-01T19:10", "2026-03-01T22:50").match("i1", "m").match("i2", "m")
    story.report("i3", "2026-04-01T19:00", "2026-04-01T23:00").report("i4", "2026-04-01T19:00", None)
    found = classes(story.told())
    assert found["i1"] == words.MATCHED and found["m"] == words.MATCHED
    assert found["i3"] == words.ONLY_HERE
    assert found["i2"] == found["i4"] == words.DUPLICATE


def test_a_row_for_a_weekend_is_part_of_a_merge_with_each_night():
    story = Story().report("i1", "2026-03-06T21:00", "2026-03-07T09:00")
    story.report("i2", "2026-03-07T20:30", "2026-03-08T10:00")
    told = story.row("m", "2026-03-06T21:00", "2026-03-08T10:00").match("i1", "m").match("i2", "m").told()
    assert set(classes(told).values()) == {words.SPLIT}
    assert told.episodes.height == 2
    assert told.episodes["authority_rows"].to_list() == ["m", "m"]
    assert told.bridge["join"]["authority"]["further times that one row covers"] == 1


def test_one_absence_cut_in_two_reports_is_one_time_away():
    story = Story().report("i1", "2026-03-06T21:00", "2026-03-06T23:00")
    story.report("i2", "2026-03-06T23:20", "2026-03-07T10:00")
    told = story.row("m", "2026-03-06T21:00", "2026-03-07T10:00").match("i1", "m").match("i2", "m").told()
    assert set(classes(told).values()) == {words.SPLIT}
    assert told.episodes.select("police_incidents", "authority_rows").rows() == [("i1;i2", "m")]


def test_a_row_per_night_of_one_long_absence_is_one_time_away():
    story = Story().report("i", "2026-03-06T21:00", "2026-03-09T10:00")
    for day in (6, 7, 8):
        story.row(f"m{day}", f"2026-03-0{day}T22:00", f"2026-03-0{day + 1}T07:00").match("i", f"m{day}")
    told = story.told()
    assert told.episodes.height == 1
    assert set(classes(told).values()) == {words.SPLIT}


def test_two_absences_that_the_other_side_keeps_apart_stay_two_though_a_log_closed_late():
    story = Story().report("i1", "2026-03-01T18:00", "2026-03-02T09:00")
    story.report("i2", "2026-03-01T23:30", "2026-03-02T06:00")
    story.row("m1", "2026-03-01T18:00", "2026-03-01T20:00").row("m2", "2026-03-01T23:30", "2026-03-02T06:00")
    told = story.match("i1", "m1").match("i2", "m2").told()
    assert set(classes(told).values()) == {words.MATCHED}
    assert told.episodes.height == 2


def test_a_row_of_category_a_is_not_expected_at_police_unless_they_have_it():
    story = Story().row("m1", "2026-03-01T18:00", "2026-03-01T20:00", kind="A")
    story.row("m2", "2026-04-01T18:00", "2026-04-01T20:00", kind="A")
    story.report("i", "2026-04-01T18:00", "2026-04-01T20:00").match("i", "m2")
    told = story.told()
    assert classes(told) == {"i": words.MATCHED, "m1": words.AWAY, "m2": words.MATCHED}
    both = told.episodes.filter(told.episodes["seen_by"] == "both").row(0, named=True)
    assert both["category"] == "M" and "category" in both["differences"]


def test_a_stranger_and_a_report_without_any_identity_have_reasons_of_their_own():
    story = Story().report("i1", "2026-03-01T19:00", None, None)
    told = story.report("i2", "2026-03-01T19:00", None, None, forename=None).told()
    assert classes(told) == {"i1": words.NO_CHILD, "i2": words.CANNOT_PLACE}


def test_a_report_from_before_care_lies_outside_the_authoritys_period():
    story = Story().placed("C1", "2026-03-01").report("i", "2026-01-10T19:00", "2026-01-10T23:00")
    told = story.row("m", "2026-01-05T19:10", "2026-01-05T22:50").told()
    assert classes(told)["i"] == words.OUTSIDE
    assert "not in care" in reasons(told)["i"]
    assert told.episodes["authority_rows"].to_list() == ["m"]
    assert told.bridge["episodes"]["total"] == 1


def test_what_begins_outside_the_dates_asked_for_says_so():
    story = Story().report("i", "2026-01-10T19:00", "2026-01-10T23:00")
    story.row("m", "2026-02-05T19:10", "2026-02-05T22:50")
    told = story.told(window=(minutes("2026-02-01"), minutes("2026-03-01")))
    assert classes(told) == {"i": words.OUTSIDE, "m": words.ONLY_HERE}


def test_an_authority_without_rows_cannot_have_the_report():
    told = Story().report("i", "2026-01-10T19:00", "2026-01-10T23:00").told()
    assert classes(told) == {"i": words.OUTSIDE}
    assert "gave no rows" in reasons(told)["i"]


def test_a_home_where_no_given_force_ever_has_a_report_lies_outside_their_areas():
    story = Story(children={f"C{n}": (n, "A1") for n in range(8)})
    for n in range(4):  # four children of whom the police have everything
        story.placed(f"C{n}", "2025-01-01", postcode=f"LS1 {n}AA")
        for month in range(1, 10):
            day = f"2025-{month:02}-{n + 1:02}"
            story.report(f"i{n}{month}", f"{day}T18:00", f"{day}T20:00", f"C{n}")
            story.row(f"m{n}{month}", f"{day}T18:00", f"{day}T20:00", f"C{n}").match(
                f"i{n}{month}", f"m{n}{month}"
            )
    for n in range(4, 8):  # four of whom they have nothing, at one home
        story.placed(f"C{n}", "2025-01-01", postcode="CA9 9ZZ")
        for month in range(1, 10):
            day = f"2025-{month:02}-{n + 1:02}"
            story.row(f"m{n}{month}", f"{day}T18:00", f"{day}T20:00", f"C{n}")
    found = classes(story.told())
    assert found["m45"] == found["m71"] == words.OUTSIDE
    assert found["m05"] == words.MATCHED


def test_a_date_alone_on_a_day_with_other_rows_waits_for_a_person():
    story = Story().row("m", "2026-03-04", "2026-03-04")
    story.report("i1", "2026-03-04T09:00", "2026-03-04T12:00").report(
        "i2", "2026-03-04T19:00", "2026-03-04T23:00"
    )
    found = classes(story.told())
    assert found == {"m": words.CANNOT_PLACE, "i1": words.ONLY_HERE, "i2": words.ONLY_HERE}


def test_rows_that_could_not_be_read_are_counted_with_their_line():
    story = Story().set_aside("police", "bad1").set_aside("missing", "bad2").set_aside("placements", "C9")
    told = story.told()
    assert classes(told) == {"bad1": words.CANNOT_READ, "bad2": words.CANNOT_READ}
    assert "Line 9" in reasons(told)["bad1"]
    assert told.bridge["police"]["rows"] == told.bridge["authority"]["rows"] == 1


def test_a_linked_report_without_a_start_cannot_be_placed():
    told = Story().report("i", None, None).row("m", None, "2026-03-04T12:00").told()
    assert classes(told) == {"i": words.CANNOT_PLACE, "m": words.CANNOT_PLACE}


def test_a_list_that_ends_in_spring_cannot_hold_a_report_of_the_autumn():
    story = Story().report("i", "2026-10-10T19:00", "2026-10-10T23:00")
    for day in range(1, 29):
        story.row(f"m{day}", f"2026-03-{day:02}T18:00", f"2026-03-{day:02}T20:00")
    told = story.told()
    assert classes(told)["i"] == words.OUTSIDE
    assert "does not reach" in reasons(told)["i"]
