"""The definitions, dated; and what police have called it, mapped and never overwritten."""

from __future__ import annotations

from datetime import date

import pytest

from waylight.engine.claims import Whereabouts
from waylight.engine.definitions import Category, category
from waylight.engine.words import Clock, WorkingDays, days, hours, minutes, working_days
from waylight.rulebook.agreed import RULES
from waylight.rulebook.definitions import DFE_DEFINITION
from waylight.rulebook.police import GRADES, WORDINGS


@pytest.mark.parametrize(
    ("whereabouts", "followed", "counts"),
    [
        (Whereabouts.UNKNOWN, True, Category.MISSING),
        (Whereabouts.UNKNOWN, False, Category.MISSING),
        (Whereabouts.KNOWN, True, Category.AWAY),
        (Whereabouts.KNOWN, False, None),
    ],
)
def test_one_definition_decides(whereabouts: Whereabouts, followed: bool, counts: Category | None) -> None:
    assert category(DFE_DEFINITION.value, whereabouts, followed) is counts


def test_police_have_had_four_wordings_each_in_force_in_its_time() -> None:
    in_force = {
        year: {w.code for w in WORDINGS if w.source.since and w.source.holds(date(year, 6, 1))}
        for year in (2012, 2015, 2020)
    }
    assert in_force == {2012: {"POL2010"}, 2015: {"POL2013_MISSING", "POL2013_ABSENT"}, 2020: {"POL2017"}}
    assert len({w.code.split("_M")[0].split("_A")[0] for w in WORDINGS}) == 4


def test_absent_of_2013_does_not_say_whether_the_whereabouts_were_known() -> None:
    assert [w.code for w in WORDINGS if w.category is None] == ["POL2013_ABSENT"]


def test_both_names_of_the_lowest_level_are_kept() -> None:
    lowest = {grade.code for grade in GRADES if grade.order == 3}
    assert lowest == {"NO_APPARENT", "VERY_LOW"}


def test_72_hours_and_5_working_days_cannot_be_added() -> None:
    for one, other in ((hours(72), working_days(5)), (working_days(5), hours(72)), (hours(1), hours(1))):
        with pytest.raises(TypeError):
            one + other  # type: ignore[operator]
    with pytest.raises(TypeError):
        assert hours(72) < working_days(5)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (minutes(60), "1 hour"),
        (minutes(90), "90 minutes"),
        (hours(2), "2 hours"),
        (hours(24), "24 hours"),
        (hours(72), "72 hours"),
        (days(30), "30 days"),
        (working_days(5), "5 working days"),
    ],
)
def test_spans_read_as_people_say_them(span: Clock | WorkingDays, words: str) -> None:
    assert str(span) == words


def test_only_the_threshold_of_a_difference_is_for_an_authority_to_set() -> None:
    rows = {name: getattr(RULES, name) for name in RULES.__dataclass_fields__}
    assert [name for name, row in rows.items() if row.local] == ["differs"]
