"""An authority's own values stand beside the rulebook's, each with its days."""

from __future__ import annotations

from datetime import date

from waylight.engine.local import Dated, in_force

OWN = {"repeatedly": (Dated(3, date(2024, 4, 1), date(2025, 4, 1)), Dated(2, date(2025, 4, 1)))}


def test_the_value_of_the_day_decides() -> None:
    asked = [date(2024, 3, 31), date(2024, 4, 1), date(2025, 3, 31), date(2025, 4, 1)]
    assert [in_force("repeatedly", 5, OWN, day) for day in asked] == [5, 3, 3, 2]


def test_a_rule_that_nobody_set_keeps_the_rulebooks_value() -> None:
    assert in_force("another", 5, OWN, date(2024, 4, 1)) == 5
