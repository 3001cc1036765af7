"""A slip of the pen in a row of the rulebook stops the program; it is never a rule that does not fire."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.engine.patterns.lines import NOW, evenings, fired
from waylight.engine.access import Cell
from waylight.engine.local import Dated
from waylight.engine.patterns import ABSENT, changed, effect, local_numbers
from waylight.engine.words import days, hours, working_days
from waylight.rulebook.access import CELLS
from waylight.rulebook.patterns import ACTIONS, FROM_HOME, PATTERNS, SAME_NAME, TOGETHER

REPEAT = next(row for row in PATTERNS if row.code == "REPEAT_90")


@pytest.mark.parametrize("slip", ["wihtin", "withn", "count", "lasts"])
def test_a_word_that_is_not_in_the_catalogue_cannot_be_written(slip: str) -> None:
    with pytest.raises(AttributeError):
        getattr(ABSENT, slip)


def test_a_row_cannot_ask_for_no_time_at_all() -> None:
    with pytest.raises(ValueError, match="At least one"):
        ABSENT.within(days(90)) >= 0  # noqa: B015


def test_an_authority_cannot_set_a_number_that_the_rule_does_not_have() -> None:
    with pytest.raises(
        ValueError, match="'wihtin_days' is not a number of this rule: it has count, within_days"
    ):
        changed(REPEAT.when, {"wihtin_days": 60})
    with pytest.raises(ValueError, match="whole number of one or more"):
        changed(REPEAT.when, {"count": 0})


def test_the_numbers_of_a_row_are_said_by_name() -> None:
    assert local_numbers(REPEAT.when) == {"count": 3, "within_days": 90}
    assert changed(REPEAT.when, {"count": 4, "within_days": 60}) == (ABSENT.within(days(60)) >= 4)
    assert local_numbers(ABSENT.lasting >= hours(24)) == {"at_least_days": 1}


def test_every_row_tells_roles_of_the_grid_and_asks_for_an_action_of_the_list() -> None:
    roles = {cell.role for cell in CELLS if isinstance(cell, Cell)}
    actions = {code.code for code in ACTIONS}
    rows = (*PATTERNS, TOGETHER, FROM_HOME, SAME_NAME)
    assert [row.code for row in rows if not row.tell or set(row.tell) - roles] == []
    assert [row.code for row in rows if row.asks_for not in actions] == []
    assert len({row.code for row in rows}) == len(rows)


def test_an_authoritys_own_number_holds_from_its_day() -> None:
    two = {"REPEAT_90": (Dated({"count": 2}, since=date(2026, 3, 1)),)}
    told = evenings("2026-01-20", "2026-02-10", "2026-02-20", "2026-03-05")
    assert [one.count for one in fired(told, "REPEAT_90")] == [3, 4]
    assert [one.count for one in fired(evenings("2026-02-10", "2026-03-05"), "REPEAT_90", two)] == [2]
    assert fired(evenings("2026-01-20", "2026-02-10"), "REPEAT_90", two) == ()


def test_a_row_that_is_not_local_keeps_the_rulebooks_number() -> None:
    own = {"RUN_TWICE": (Dated({"count": 3}, since=date(2026, 1, 1)),)}
    assert len(fired(evenings("2026-03-01", "2026-03-02"), "RUN_TWICE", own)) == 1


def test_the_effect_of_a_threshold_on_the_last_year_is_counted() -> None:
    often = evenings("2026-08-01", "2026-08-11", "2026-08-21", "2026-08-31")
    seldom = replace(evenings("2026-08-01", "2026-09-11"), child=often.child)
    before = evenings("2024-08-01", "2024-08-11", "2024-08-21")
    found = effect([often, seldom, before], REPEAT, [{"count": 2}, {"count": 3}, {"count": 5}], NOW)
    assert [(one.own, one.children, one.alerts) for one in found] == [
        ((("count", 2),), 2, 4),
        ((("count", 3),), 1, 2),
        ((("count", 5),), 0, 0),
    ]


def test_working_days_are_no_span_by_the_clock() -> None:
    with pytest.raises(TypeError, match="by the clock"):
        ABSENT.within(working_days(90)) >= 3  # type: ignore[arg-type]  # noqa: B015
