"""What each measure counts, told as a few rows."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid5

import pytest

from waylight.engine.measuring import Lead
from waylight.engine.owing import Word
from waylight.engine.when import LONDON, When, at, on
from waylight.measures.counting import COUNTS, by_place, figures
from waylight.measures.figures import Figure
from waylight.measures.told import Cared, Duty, TimeAway, Told, once
from waylight.rulebook.measures import MEASURES
from waylight.statutory_return.build_words import Year

SPACE = UUID("6f6b2f4e-0000-4000-8000-000000000198")
YEAR = Year(2026)


def named(name: str) -> UUID:
    return uuid5(SPACE, name)


def when(text: str) -> When:
    if len(text) == 10:
        return on(date.fromisoformat(text))
    return at(datetime.fromisoformat(text).replace(tzinfo=LONDON))


def away(child: str, began: str, ended: str = "", *, missing: bool = True, lived: str = "home") -> TimeAway:
    id = named(f"{child} {began} {ended}")
    return TimeAway(id, named(child), when(began), when(ended) if ended else None, missing, lived)


def told(*aways: TimeAway, children: str = "", duties: tuple[Duty, ...] = ()) -> Told:
    """`children`: those looked after, with * where they live outside the area, ? where nobody knows, - where care ended
    before the last day."""
    cared = [
        Cared(named(name.strip("*?-")), "-" not in name, None if "?" in name or "-" in name else "*" in name)
        for name in children.split()
    ]
    return Told(YEAR, cared, once(aways), duties)


def figure(code: str, of: Told) -> Figure:
    (found,) = figures([one for one in MEASURES if one.code == code], of)
    return found


def numbers(code: str, of: Told) -> tuple[int, int, int]:
    found = figure(code, of)
    return found.that.number, found.of.number, found.without


def test_every_kind_of_count_of_the_catalogue_is_counted_and_used() -> None:
    assert {type(one.counted) for one in MEASURES} == set(COUNTS)
    assert len({one.code for one in MEASURES}) == len(MEASURES)


def test_a_child_missing_over_the_turn_of_the_year_counts_in_both_and_the_time_in_the_first() -> None:
    said = told(away("a", "2025-03-30T20:00", "2025-04-02T09:00"), children="a b c")
    assert numbers("S01", said) == (1, 3, 0)
    assert numbers("S02", said) == (0, 0, 0)
    assert figure("S02", said).value is None


def test_whoever_was_away_at_a_known_place_did_not_go_missing() -> None:
    said = told(away("a", "2025-06-01T20:00", "2025-06-01T23:00", missing=False), children="a b")
    assert numbers("S01", said) == (0, 2, 0)
    assert numbers("S04", said) == (1, 1, 0)


def test_a_child_of_another_authority_by_then_is_not_among_the_looked_after() -> None:
    assert numbers("S01", told(away("gone", "2025-06-01T20:00", "2025-06-02T23:00"), children="a b")) == (
        0,
        2,
        0,
    )


def test_times_each_are_times_over_children() -> None:
    said = told(
        away("a", "2025-06-01T20:00", "2025-06-01T23:00"),
        away("a", "2025-07-01T20:00", "2025-07-01T23:00"),
        away("b", "2025-08-01T20:00"),
        children="a b",
    )
    assert numbers("S02", said) == (3, 2, 0)
    assert figure("S02", said).value == 1.5


@pytest.mark.parametrize(("third", "often"), [("2025-08-30T20:00", 1), ("2025-08-30T20:01", 0)])
def test_often_is_three_times_within_ninety_days_to_the_minute(third: str, often: int) -> None:
    said = told(
        away("a", "2025-06-01T20:00", "2025-06-01T23:00"),
        away("a", "2025-07-01T20:00", "2025-07-01T23:00"),
        away("a", third),
        away("b", "2025-06-01T20:00", "2025-06-01T23:00"),
    )
    assert numbers("S03", said) == (often, 2, 0)


def test_what_has_no_end_and_what_is_too_rough_to_tell_is_said_and_in_neither_number() -> None:
    said = told(
        away("a", "2025-06-01T20:00", "2025-06-02T19:59"),
        away("b", "2025-06-01T20:00", "2025-06-02T20:00"),
        away("c", "2025-06-01", "2025-06-02"),
        away("d", "2025-06-01T20:00"),
    )
    assert numbers("W01", said) == (1, 2, 2)


def test_a_night_that_two_records_of_a_child_tell_of_counts_once_and_two_nights_twice() -> None:
    same = once([
        away("a", "2025-06-01T22:00", "2025-06-02T08:00"),
        away("a", "2025-06-01T20:00", "2025-06-02T07:00", missing=False),
    ])  # fmt: skip
    assert [(one.began, one.ended, one.missing) for one in same] == [
        (when("2025-06-01T20:00"), when("2025-06-02T08:00"), True)
    ]
    two = [
        away("a", "2025-06-01T20:00", "2025-06-02T07:00"),
        away("a", "2025-06-02T07:00", "2025-06-02T09:00"),
    ]
    assert len(once(two)) == 2
    assert len(once([away("a", "2025-06-01T20:00", "2025-06-02T07:00"), away("b", "2025-06-01T21:00")])) == 2


def test_outside_is_of_those_who_are_there_with_a_place_on_record() -> None:
    assert numbers("S12", told(children="a b* c* d? e-")) == (2, 3, 1)


def duty(code: str, word: Word) -> Duty:
    return Duty(named(f"{code} {word}"), named("a"), code, word)


def every(code: str) -> Told:
    return told(duties=tuple(duty(code, word) for word in Word))


def test_a_duty_counts_by_how_it_stands() -> None:
    # Met, met late and late are judged; due, ended and cannot tell are in neither number.
    assert numbers("W02", every("EP02a")) == (1, 3, 3)
    assert numbers("S14", every("PL06")) == (1, 3, 3)
    assert numbers("S08", every("RT02")) == (2, 3, 3)
    # Of what was held, what was held in time; what cannot be told is said.
    assert numbers("S09", every("RT02b")) == (1, 2, 1)


def test_a_duty_of_another_code_is_of_no_concern() -> None:
    assert numbers("S08", every("RT02b")) == (0, 0, 0)


def test_each_figure_leads_to_rows_of_one_kind_and_as_many() -> None:
    said = told(away("a", "2025-06-01T20:00"), children="a b")
    assert (figure("S01", said).that.lead, figure("S01", said).that.rows) == (Lead.CHILDREN, (named("a"),))
    assert figure("W02", every("EP02a")).of.lead is Lead.DUTIES


def test_an_authority_of_which_nothing_is_known_has_figures_of_nothing() -> None:
    for one in figures(MEASURES, told()):
        assert (one.value, one.interval, one.that.number, one.of.number) == (None, None, 0, 0)


def test_times_missing_stand_by_the_kind_of_place_whatever_the_placement() -> None:
    said = told(
        away("a", "2025-06-01T20:00", lived="carer"),
        away("b", "2025-06-01T20:00", lived="home"),
        away("c", "2025-06-01T20:00", lived="carer"),
        away("d", "2025-06-01T20:00", lived=""),
        away("e", "2025-06-01T20:00", lived="parents", missing=False),
    )
    assert by_place(said) == [("carer", 2), ("", 1), ("home", 1)]


@pytest.mark.parametrize(
    ("began", "counts"),
    [("2025-04-01T00:00", 1), ("2025-03-31T23:59", 0), ("2026-03-31T23:59", 1), ("2026-04-01T00:00", 0)],
)
def test_the_year_begins_and_ends_at_midnight_in_london(began: str, counts: int) -> None:
    assert numbers("S02", told(away("a", began)))[0] == counts
