"""What was set, in the order in which it was set, becomes values that hold on days and never overlap."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.engine.local import Dated, in_force
from waylight.engine.owing.rows import Times
from waylight.engine.words import Clock, Undelayed, WorkingDays, days, hours, minutes, working_days
from waylight.protocols.rules import local_rules
from waylight.protocols.timeline import Said, in_days
from waylight.protocols.values import NoSuchValue, checked, filled, from_json, inputs, to_json

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def test_what_is_set_next_ends_what_runs() -> None:
    assert in_days([Said(3, MAY), Said(4, JULY)]) == (Dated(3, MAY, JULY), Dated(4, JULY))


def test_what_was_to_begin_later_does_not_begin_where_something_is_set_before_it() -> None:
    assert in_days([Said(3, MAY), Said(4, JULY), Said(5, JUNE)]) == (Dated(3, MAY, JUNE), Dated(5, JUNE))


def test_setting_nothing_is_going_back_to_the_rulebook() -> None:
    spans = in_days([Said(3, MAY), Said(None, JUNE)])
    assert [in_force("rule", 9, {"rule": spans}, day) for day in (MAY, JUNE)] == [3, 9]


def test_a_value_with_a_last_day_ends_by_itself() -> None:
    spans = in_days([Said(3, MAY, JUNE), Said(4, JULY)])
    assert spans == (Dated(3, MAY, JUNE), Dated(4, JULY))


DAYS = st.integers(0, 40).map(lambda n: MAY + timedelta(days=n))
SAID = st.lists(
    st.builds(
        lambda value, since, length: Said(value, since, since + timedelta(days=length) if length else None),
        st.integers(1, 5) | st.none(),
        DAYS,
        st.integers(0, 9),
    ),
    max_size=6,
)


def as_told(said: list[Said], day: date) -> Any:
    """The slow reader: the last thing said whose first day has come has the word."""
    last = [one for one in said if one.since <= day]
    holds = bool(last) and (last[-1].until is None or day < last[-1].until)
    return last[-1].value if holds else None


@given(SAID, DAYS)
def test_on_every_day_what_was_said_last_about_it_holds_and_nothing_else(said: list[Said], day: date) -> None:
    spans = in_days(said)
    assert [span.value for span in spans if span.holds(day)] == [v for v in [as_told(said, day)] if v]


def test_each_local_rule_keeps_its_type_through_the_table() -> None:
    assert len(local_rules()) >= 6
    for rule in local_rules().values():
        again = from_json(rule.value, to_json(rule.value))
        assert again == rule.value and type(again) is type(rule.value)


@pytest.mark.parametrize(
    ("own", "wrong"),
    [
        (hours(24), working_days(3)),
        (hours(24), 24),
        (hours(24), Clock(0)),
        (hours(24), Clock(-5)),
        (3, 0),
        (3, True),
        (3, "3"),
        (3, 2.5),
        (True, 1),
        ("by the home", "by anybody"),
    ],
)
def test_a_value_of_another_type_is_not_taken(own: Any, wrong: Any) -> None:
    with pytest.raises(NoSuchValue):
        checked(own, wrong)


def test_a_page_asks_for_the_numbers_of_a_value_in_units_that_people_use() -> None:
    asked = [(one.label, one.number) for one in inputs(Times(3, days(90)))]
    assert asked == [("times", 3), ("days", 90)]
    assert [(one.label, one.number) for one in inputs(Undelayed(hours(4)))] == [("hours", 4)]
    assert [(one.label, one.number) for one in inputs(working_days(5))] == [("working days", 5)]
    assert [(one.label, one.number) for one in inputs({"count": 3, "within_days": 90})] == [
        ("times", 3), ("within days", 90),
    ]  # fmt: skip


def test_what_a_page_was_given_is_put_in_place_in_the_rules_own_type() -> None:
    assert filled(Times(3, days(90)), (4, 30)) == Times(4, days(30))
    assert filled(Undelayed(hours(4)), (2,)) == Undelayed(hours(2))
    assert filled({"count": 3, "within_days": 90}, (4, 30)) == {"count": 4, "within_days": 30}
    assert isinstance(filled(working_days(5), (3,)), WorkingDays)
    for wrong in ((4,), (0, 30), (4, -1)):
        with pytest.raises(NoSuchValue):
            filled(Times(3, days(90)), wrong)


def test_a_number_of_another_name_is_not_a_patterns() -> None:
    with pytest.raises(NoSuchValue, match="these numbers: count, within_days"):
        checked({"count": 3, "within_days": 90}, {"count": 3, "nights": 90})


def test_duties_and_patterns_go_by_their_codes_and_other_rules_by_their_names() -> None:
    rules = local_rules()
    assert rules["EP01"].value == Undelayed(minutes(30))
    assert rules["REPEAT_90"].value == {"count": 3, "within_days": 90}
    assert rules["when a part of the pack is stale"].value == days(92)
