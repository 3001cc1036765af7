"""Two records that two people said are one child: what is noticed is counted over both, for those who may read both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from tests.alerts.telling import codes, do, out_and_back

Minute = Callable[[datetime], int]
pytestmark = pytest.mark.django_db(transaction=True)


def said_to_be_one(region: Any, now: datetime, twin: UUID) -> UUID:
    from waylight.episodes.services import sameness

    second = region.record.person("Tom Second", "social worker", region.team)
    asked = do(
        sameness.ask_same, region.social_worker, now, child_id=region.child, other_id=twin, why="One face."
    )
    decided = do(
        sameness.decide_same, second, now, asked_id=asked.id, same=True, why="One birth certificate."
    )
    return UUID(str(decided.id))


@pytest.fixture
def twin(region: Any) -> UUID:
    return UUID(str(region.another("Kimmy")))


def test_three_nights_over_two_records_are_three_nights_of_one_child(
    region: Any, now: datetime, minute: Minute, twin: UUID
) -> None:
    out_and_back(region, now, 40)
    out_and_back(region, now, 20)
    out_and_back(region, now, 2, child=twin)
    minute(now)
    assert "REPEAT_90" not in codes(region) | codes(region, twin)
    said_to_be_one(region, now, twin)
    minute(now)
    assert codes(region)["REPEAT_90"] == codes(region, twin)["REPEAT_90"] == 3
    ((children,),) = region.record.rows("SELECT children FROM alerts_alert WHERE pattern = 'REPEAT_90'")
    assert children == sorted([region.child, twin])
    assert minute(now) == 0


def test_a_night_that_stands_in_both_records_counts_once(
    region: Any, now: datetime, minute: Minute, twin: UUID
) -> None:
    out_and_back(region, now, 20)
    out_and_back(region, now, 2)
    out_and_back(region, now, 1.95, child=twin)
    said_to_be_one(region, now, twin)
    minute(now)
    assert codes(region)["RUN_TWICE"] == 2
    assert "REPEAT_90" not in codes(region) | codes(region, twin)


def test_a_child_is_not_together_with_its_own_other_record(
    region: Any, now: datetime, minute: Minute, twin: UUID
) -> None:
    from waylight.alerts.noticing.chances import forget

    for days in (17, 13, 9, 4):
        for child in (region.child, twin):
            out_and_back(region, now, days, child=child, place="In the underpass, LS9 8AA")
    minute(now)
    assert "TOGETHER" in codes(region)
    said_to_be_one(region, now, twin)
    forget()
    minute(now)
    assert "TOGETHER" not in codes(region)


def test_undone_each_record_counts_for_itself_again(
    region: Any, now: datetime, minute: Minute, twin: UUID
) -> None:
    from waylight.episodes.services import sameness

    for days in (30, 20, 10):
        out_and_back(region, now, days, child=twin)
    out_and_back(region, now, 40)
    out_and_back(region, now, 15)
    same = said_to_be_one(region, now, twin)
    minute(now)
    assert codes(region)["REPEAT_90"] == 5
    do(sameness.undo_same, region.social_worker, now, same_id=same, why="Two sisters.")
    minute(now)
    assert "REPEAT_90" not in codes(region)
    assert codes(region, twin)["REPEAT_90"] == 3


def test_whoever_may_read_one_of_the_records_alone_sees_no_alert_made_from_both(
    region: Any, now: datetime, minute: Minute, twin: UUID
) -> None:
    from waylight.access.acting import acting
    from waylight.alerts.models import Alert

    out_and_back(region, now, 40)
    out_and_back(region, now, 20)
    out_and_back(region, now, 2, child=twin)
    said_to_be_one(region, now, twin)
    minute(now)
    far = region.record.node("team", "Far team", parent=region.authority)
    only_one = region.record.person("One Worker", "social worker", far)
    region.record.interest(region.child, "responsible", far)
    with acting(only_one):
        shown = set(Alert.objects.values_list("pattern", flat=True))
    with acting(region.social_worker):
        every = set(Alert.objects.values_list("pattern", flat=True))
    assert "REPEAT_90" in every
    assert "REPEAT_90" not in shown
    assert "RUN_TWICE" in shown


def test_the_preview_of_a_threshold_counts_the_child_once_over_both_records(
    region: Any, now: datetime, minute: Minute, twin: UUID
) -> None:
    from waylight.access.acting import acting
    from waylight.alerts.selectors.effects import effect

    def seen() -> list[tuple[int, int]]:
        values = [{"count": count, "within_days": 90} for count in (2, 3)]
        with acting(region.social_worker):
            found = effect(authority=region.authority, rule="REPEAT_90", values=values, now=now)
        return [(one.children, one.alerts) for one in found]

    out_and_back(region, now, 40)
    out_and_back(region, now, 20)
    out_and_back(region, now, 6, child=twin)
    assert seen() == [(1, 1), (0, 0)]
    said_to_be_one(region, now, twin)
    assert seen() == [(1, 2), (1, 1)]
