"""Whatever a sound record says, what is built from it passes the checks, and adds up."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given

from tests.support.looked_after import YEAR, children
from tests.support.looked_after import built as build
from waylight.statutory_return.build_checks import modules
from waylight.statutory_return.build_words import LookedAfter, Row, Year
from waylight.statutory_return.check import faults

LAST_YEAR = Year(2025)


def rows(child: LookedAfter, year: Year, lodged: list[Row] | None = None) -> list[Row]:
    return [line.row for line in build([child], year, lodged) if line.row]


@pytest.mark.slow
@given(children())
def test_the_checks_find_nothing_in_what_a_sound_record_gives(child: LookedAfter) -> None:
    before = build([child], LAST_YEAR)
    lines = build([child], YEAR, [line.row for line in before if line.row])
    found = faults(modules(lines, [child], YEAR), modules(before, [child], LAST_YEAR), YEAR.name)
    # 580 asks why care ended, which these do not say.
    assert found.filter(found["rule"] != "580").rows() == []


@given(children())
def test_every_row_lies_in_the_year_or_reaches_into_it(child: LookedAfter) -> None:
    for row in rows(child, YEAR):
        assert row.start <= YEAR.last
        assert row.end is None or YEAR.first <= row.end <= YEAR.last
        assert row.end is None or row.start <= row.end


@given(children())
def test_the_days_of_the_rows_are_the_days_away_in_care(child: LookedAfter) -> None:
    """Cut or not, no day is lost and none is added."""
    grown = child.born.replace(year=child.born.year + 18) if child.born else date.max
    last = min(child.care[0].last or date.max, grown, YEAR.last)
    away = set()
    for one in child.aways:
        until = one.stretches[-1].until
        end = min(until.day if until else date.max, last)
        away |= set(_days(max(one.stretches[0].since.day, YEAR.first), end))
    told = {day for row in rows(child, YEAR) for day in _days(max(row.start, YEAR.first), row.end or last)}
    assert told == away


@given(children())
def test_what_is_open_at_the_end_of_a_year_begins_the_next_with_the_same_start(child: LookedAfter) -> None:
    left_open = {row.start for row in rows(child, LAST_YEAR) if row.end is None}
    again = {row.start for row in rows(child, YEAR)}
    assert left_open <= again


@given(children())
def test_rows_of_one_child_do_not_overlap(child: LookedAfter) -> None:
    for one, other in pairwise(sorted(rows(child, YEAR), key=lambda row: row.place)):
        assert one.end is not None
        assert one.end <= other.start


@given(children())
def test_a_cut_is_never_another_time_away(child: LookedAfter) -> None:
    lines = [line for line in build([child], YEAR) if line.row]
    assert len({line.episode for line in lines}) <= len(child.aways)
    assert all(line.episode in {one.id for one in child.aways} for line in lines)


@given(children())
def test_the_order_in_which_the_record_is_read_makes_no_difference(child: LookedAfter) -> None:
    twice = [child, child.__class__(**{**child.__dict__, "number": "C2"})]
    assert build(twice, YEAR) == build(list(reversed(twice)), YEAR)


@given(children())
def test_a_return_that_was_handed_in_as_the_record_says_needs_no_correction(child: LookedAfter) -> None:
    handed_in = rows(child, LAST_YEAR)
    assert build([child], YEAR, handed_in) == build([child], YEAR)


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
