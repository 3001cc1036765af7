"""Stories of children, and the rows that follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.support.looked_after import YEAR, away, child, moment, told
from tests.support.looked_after import built as build
from waylight.statutory_return import build_reasons as why
from waylight.statutory_return.build_checks import modules
from waylight.statutory_return.build_words import Cared, Line, Lived, LookedAfter, What, Year
from waylight.statutory_return.check import faults

FIFTH = away("M 2026-03-05T20:00", "2026-03-08T10:00")


def reasons(lines: tuple[Line, ...]) -> list[tuple[str, ...]]:
    return [line.why for line in lines]


def rows_of(*aways_of: LookedAfter, year: Year = YEAR) -> list[str]:
    return told(build(aways_of, year))


def wrong(one: LookedAfter, year: Year = YEAR) -> set[str]:
    return set(faults(modules(build([one], year), [one], year), None, year.name)["rule"])


def test_forty_minutes_away_are_a_row() -> None:
    assert rows_of(child(away("M 2026-03-05T20:00", "2026-03-05T20:40"))) == ["M 05/03-05/03"]


def test_whereabouts_that_become_known_make_a_row_of_each_category_without_a_gap() -> None:
    story = away("M 2026-03-05T20:00", "A 2026-03-06T09:00", "2026-03-08T10:00")
    assert rows_of(child(story)) == ["M 05/03-06/03", "A 06/03-08/03"]


def test_days_are_londons() -> None:
    """Half past midnight in summer is still the day before by the clocks of the database."""
    assert rows_of(child(away("M 2025-07-01T00:30", "2025-07-01T23:30"))) == ["M 01/07-01/07"]


def test_a_placement_that_ends_while_the_child_is_missing_splits_the_row_there() -> None:
    moved = child(FIFTH, lived="2026-03-06T15:00")
    lines = build([moved], YEAR)
    assert told(lines) == ["M 05/03-06/03", "M 06/03-08/03"]
    assert reasons(lines) == [(why.SPLIT,), (why.GOES_ON,)]
    assert len({line.episode for line in lines}) == 1
    assert wrong(moved) == set()


def test_an_open_row_goes_on_from_the_day_after_so_that_no_check_takes_it_for_the_old_placement() -> None:
    moved = child(away("M 2026-03-05T20:00"), lived="2026-03-10T15:00")
    assert rows_of(moved) == ["M 05/03-10/03", "M 11/03-"]
    assert wrong(moved) == set()


def test_a_move_before_the_child_went_missing_that_day_splits_nothing() -> None:
    assert rows_of(child(FIFTH, lived="2026-03-05T10:00")) == ["M 05/03-08/03"]


def test_a_move_on_the_day_of_the_return_splits_nothing() -> None:
    assert rows_of(child(FIFTH, lived="2026-03-08T09:00")) == ["M 05/03-08/03"]


def test_a_placement_that_ends_without_another_leaves_an_open_row_for_the_checks_to_find() -> None:
    gone = replace(
        child(away("M 2026-03-05T20:00")), lived=(Lived(moment("2020-01-01"), moment("2026-03-10T15:00")),)
    )
    assert rows_of(gone) == ["M 05/03-10/03", "M 10/03-"]
    assert "575" in wrong(gone)


def test_who_is_away_on_31_march_has_an_open_row_and_the_same_start_the_next_year() -> None:
    over = child(away("M 2026-03-20T20:00", "2026-04-05T10:00"))
    assert rows_of(over) == ["M 20/03-"]
    assert rows_of(over, year=Year(2027)) == ["M 20/03-05/04"]
    assert wrong(over) == wrong(over, Year(2027)) == set()


def test_a_move_on_31_march_closes_the_row_there_since_the_checks_ask_for_an_end() -> None:
    moved = child(away("M 2026-03-20T20:00", "2026-04-05T10:00"), lived="2026-03-31T15:00")
    assert rows_of(moved) == ["M 20/03-31/03"]
    assert rows_of(moved, year=Year(2027)) == ["M 01/04-05/04"]
    assert wrong(moved) == wrong(moved, Year(2027)) == set()


@pytest.mark.parametrize("story", [
    away("M 2025-03-05T20:00", "2025-03-31T23:00"), away("M 2026-04-01T00:10", "2026-04-02T10:00"),
])  # fmt: skip
def test_what_lies_in_another_year_is_neither_a_row_nor_a_reason(story: object) -> None:
    assert build([child(story)], YEAR) == ()  # type: ignore[arg-type]


def test_a_row_lies_within_care() -> None:
    care = (Cared(date(2026, 3, 6), date(2026, 3, 7)),)
    lines = build([child(FIFTH, care=care)], YEAR)
    assert told(lines) == ["M 06/03-07/03"]
    assert lines[0].why == (why.CARE_BEGAN, why.CARE_ENDED)


def test_outside_care_nothing_is_written_and_a_reason_says_so() -> None:
    lines = build([child(FIFTH, care=(Cared(date(2026, 3, 20), None),))], YEAR)
    assert [(line.what, line.why, line.away) for line in lines] == [
        (What.LEFT_OUT, (why.NOT_IN_CARE,), "W-one")
    ]


def test_two_periods_of_care_cut_one_time_away() -> None:
    care = (Cared(date(2020, 1, 1), date(2026, 3, 5)), Cared(date(2026, 3, 8), None))
    assert rows_of(child(FIFTH, care=care)) == ["M 05/03-05/03", "M 08/03-08/03"]


def test_the_18th_birthday_ends_the_row() -> None:
    lines = build([child(away("M 2026-03-05T20:00"), born=date(2008, 3, 10))], YEAR)
    assert told(lines) == ["M 05/03-10/03"]
    assert lines[0].why == (why.ADULT,)


def test_a_birthday_that_is_to_come_ends_nothing() -> None:
    story = child(away("M 2026-03-05T20:00"), born=date(2008, 3, 10))
    lines = build([story], YEAR, today=date(2026, 3, 8))
    assert told(lines) == ["M 05/03-"]
    assert lines[0].why == (why.OPEN_SO_FAR,)


def test_a_child_without_a_number_is_said_and_not_invented() -> None:
    lines = build([child(FIFTH, number="")], YEAR)
    assert [(line.what, line.row, line.why) for line in lines] == [(What.LEFT_OUT, None, (why.NO_NUMBER,))]


def test_a_child_without_a_birth_date_has_a_row_and_a_reason() -> None:
    (line,) = build([child(FIFTH, born=None)], YEAR)
    assert why.NO_BIRTH in line.why


def test_an_end_that_nobody_recorded_is_left_open_and_said() -> None:
    lines = build([child(away("M 2026-03-05", going_on=False))], YEAR)
    assert told(lines) == ["M 05/03-"]
    assert lines[0].why == (why.END_UNKNOWN,)


def test_an_end_that_nobody_recorded_does_not_come_back_each_year_unless_it_was_handed_in() -> None:
    story = child(away("M 2025-03-05", going_on=False))
    assert build([story], YEAR)[0].why == (why.END_UNKNOWN_BEFORE,)
    handed_in = [line.row for line in build([story], Year(2025)) if line.row]
    lines = build([story], YEAR, handed_in)
    assert told(lines) == ["M 05/03-"]
    assert len(lines) == 1


def test_a_changed_start_of_a_row_that_was_left_open_is_explained() -> None:
    before = child(away("M 2025-03-20T20:00", "2025-04-05T10:00"))
    handed_in = [line.row for line in build([before], Year(2025)) if line.row]
    after = child(away("M 2025-03-18T20:00", "2025-04-05T10:00"))
    lines = build([after], YEAR, handed_in)
    assert told(lines) == ["M 18/03-05/04"]
    said = [line.why[0] for line in lines if line.what is What.LAST_YEAR]
    assert any("Check 576 will ask" in one and "20/03/2025" in one and "18/03/2025" in one for one in said)
    found = faults(
        modules(lines, [after], YEAR), modules(build([before], Year(2025)), [before], Year(2025)), 2026
    )
    assert set(found["rule"]) == {"576"}


def test_an_open_row_of_which_it_is_told_later_that_it_had_ended_is_explained() -> None:
    handed_in = [line.row for line in build([child(away("M 2025-03-20T20:00"))], Year(2025)) if line.row]
    lines = build([child(away("M 2025-03-20T20:00", "2025-03-25T10:00"))], YEAR, handed_in)
    assert told(lines) == []
    assert {line.what for line in lines} == {What.LAST_YEAR}
    assert any("has no row of this child for this year" in line.why[0] for line in lines)


def test_a_record_changed_after_it_was_handed_in_is_an_amendment_of_last_year() -> None:
    before = child(away("M 2025-02-05T20:00", "2025-02-06T10:00"))
    handed_in = [line.row for line in build([before], Year(2025)) if line.row]
    lines = build([child(away("M 2025-02-05T20:00", "2025-02-07T10:00"))], YEAR, handed_in)
    assert [line.what for line in lines] == [What.LAST_YEAR, What.LAST_YEAR]
    assert "to 07/02/2025" in lines[0].why[0]
    assert "to 06/02/2025" in lines[1].why[0]


def test_two_records_of_one_child_tell_of_a_night_once() -> None:
    one = away("M 2026-03-05T20:00", "2026-03-07T10:00", id="one", record="a")
    other = away("M 2026-03-05T21:00", "2026-03-08T09:00", id="other", record="b")
    assert rows_of(child(one, other)) == ["M 05/03-07/03", "M 07/03-08/03"]
    within = away("M 2026-03-05T21:00", "2026-03-06T09:00", id="other", record="b")
    lines = build([child(one, within)], YEAR)
    assert told(lines) == ["M 05/03-07/03"]
    assert lines[1].why == (why.ONLY_TWIN,)


def test_two_nights_on_one_day_by_two_records_stay_two() -> None:
    one = away("M 2026-03-05T01:00", "2026-03-05T02:00", id="one", record="a")
    other = away("M 2026-03-05T20:00", "2026-03-05T21:00", id="other", record="b")
    assert rows_of(child(one, other)) == ["M 05/03-05/03", "M 05/03-05/03"]


def test_short_breaks_are_pointed_out() -> None:
    (line,) = build([child(FIFTH, care=(Cared(date(2020, 1, 1), None, "V4"),))], YEAR)
    assert why.SHORT_BREAKS in line.why
