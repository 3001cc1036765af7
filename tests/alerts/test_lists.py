"""The worklist, what came of alerts, and the effect of a threshold: as somebody with a role sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.alerts.telling import out_and_back, report
from waylight.access.acting import acting
from waylight.alerts import services
from waylight.alerts.selectors import Group, behind, effect, one, shares, worklist
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused

Minute = Callable[[datetime], int]
pytestmark = pytest.mark.django_db(transaction=True)


def listed(actor: Any, now: datetime, *, waiting: bool = True) -> tuple[Group, ...]:
    with acting(actor):
        return worklist(actor=actor, now=now, waiting=waiting)


def reasons(group: Group) -> list[str]:
    return [one.row.code for one in group.reasons]


def the_alert(actor: Any, now: datetime, code: str) -> UUID:
    return next(o.alert.id for group in listed(actor, now) for o in group.reasons if o.row.code == code)


def test_several_patterns_of_one_child_are_one_line_and_each_is_shown_once(
    region: Any, now: datetime, minute: Minute
) -> None:
    # At hours of the day that differ by more than a change of the clocks: else the same hour is a pattern too.
    for days in (50.1, 30, 9.9, 5):
        out_and_back(region, now, days)
    minute(now)
    (group,) = listed(region.social_worker, now)
    assert sorted(reasons(group)) == ["REPEAT_30", "REPEAT_90", "RUN_TWICE"]
    ninety = next(o for o in group.reasons if o.row.code == "REPEAT_90")
    assert (ninety.alert.count, ninety.before) == (4, 1)


def test_what_cannot_wait_comes_first(region: Any, now: datetime, minute: Minute) -> None:
    for days in (50, 30, 10, 5):
        out_and_back(region, now, days)
    young = region.another("Pia", born=date(now.year - 10, 1, 1))
    report(region, now - timedelta(hours=2), now - timedelta(hours=1), child=young)
    minute(now)
    first, second = listed(region.social_worker, now)
    assert ([child.name for child in first.children], reasons(first)) == (["Pia Invented"], ["UNDER_13"])
    assert (first.at_once, second.at_once) == (True, False)


def three_times_and_acted_on(region: Any, now: datetime, minute: Minute, pattern: str, action: str) -> UUID:
    """A child away three times in 50 days, and what the social worker did about the alert of the pattern."""
    for days in (50, 30, 10):
        out_and_back(region, now, days)
    minute(now)
    id = the_alert(region.social_worker, now, pattern)
    with acting(region.social_worker):
        services.act_on(Filing(region.social_worker, now, str(uuid4())), alert_ids=(id,), action=action)
    return id


def test_what_was_done_takes_it_off_the_list_until_it_is_seen_again(
    region: Any, now: datetime, minute: Minute
) -> None:
    social_worker = region.social_worker
    id = three_times_and_acted_on(region, now, minute, "REPEAT_90", "plan review")
    assert "REPEAT_90" not in [code for group in listed(social_worker, now) for code in reasons(group)]
    (ended,) = listed(social_worker, now, waiting=False)
    assert reasons(ended) == ["REPEAT_90"]
    with acting(social_worker):
        (said,) = one(actor=social_worker, alert_id=id, now=now).done
    assert (said.by, said.body.action) == ("Sal Social", "plan review")
    later = now + timedelta(days=3)
    out_and_back(region, later, 1)
    minute(later)
    assert "REPEAT_90" in [code for group in listed(social_worker, later) for code in reasons(group)]


def test_the_share_acted_on_is_counted_pattern_by_pattern(region: Any, now: datetime, minute: Minute) -> None:
    social_worker = region.social_worker
    three_times_and_acted_on(region, now, minute, "RUN_TWICE", "interview")
    with acting(social_worker):
        found = {row.row.code: row for row in shares(actor=social_worker, now=now)}
    # Both times that it was not the first were before what was done.
    assert (found["RUN_TWICE"].alerts, found["RUN_TWICE"].acted, found["RUN_TWICE"].percent) == (2, 2, 100)
    assert (found["REPEAT_90"].alerts, found["REPEAT_90"].acted) == (1, 0)


def test_each_figure_of_what_came_of_alerts_leads_to_its_alerts(
    region: Any, now: datetime, minute: Minute
) -> None:
    # Given three times away, and a word about the alert of the second
    social_worker = region.social_worker
    three_times_and_acted_on(region, now, minute, "RUN_TWICE", "interview")
    with acting(social_worker):
        found = {row.row.code: row for row in shares(actor=social_worker, now=now)}
        rows = {code: behind(actor=social_worker, code=code, now=now) for code in found}
    # Then as many rows stand behind each figure, the latest first, with who acted
    for code, share in found.items():
        assert len(rows[code]) == share.alerts
        assert sum(row.came == "acted" for row in rows[code]) == share.acted
        assert len({child.id for row in rows[code] for child in row.children}) == share.children
    times = [row.alert.at for row in rows["RUN_TWICE"]]
    assert times == sorted(times, reverse=True)
    assert [row.done and row.done.by for row in rows["RUN_TWICE"]] == ["Sal Social", "Sal Social"]
    # And nothing behind a pattern that there is not
    with acting(social_worker):
        assert behind(actor=social_worker, code="NO_SUCH", now=now) == ()


@pytest.mark.parametrize(
    ("service", "more", "refusal"),
    [
        (services.act_on, {"action": "nothing of the list"}, "choose one of the actions"),
        (services.act_on, {"action": "other"}, "in a few words what you did"),
        (services.put_off, {"until": timedelta(days=15), "why": "later"}, "within the next 14 days"),
        (services.put_off, {"until": timedelta(days=-1), "why": "later"}, "within the next 14 days"),
        (services.put_off, {"until": timedelta(days=3), "why": " "}, "Say why"),
        (services.dismiss, {"why": ""}, "Say why"),
        (services.confirm, {"why": ""}, "Say why"),
    ],
)
def test_an_act_needs_what_whoever_comes_after_will_ask(
    region: Any, now: datetime, service: Any, more: dict[str, Any], refusal: str
) -> None:
    sent = {k: now + v if isinstance(v, timedelta) else v for k, v in more.items()}
    with acting(region.social_worker), pytest.raises(Refused, match=refusal):
        service(Filing(region.social_worker, now, str(uuid4())), alert_ids=(uuid4(),), **sent)


def test_sent_twice_it_is_said_once(region: Any, now: datetime, minute: Minute) -> None:
    for days in (50, 30):
        out_and_back(region, now, days)
    minute(now)
    id, key = the_alert(region.social_worker, now, "RUN_TWICE"), str(uuid4())
    for _ in range(2):
        with acting(region.social_worker):
            services.dismiss(Filing(region.social_worker, now, key), alert_ids=(id,), why="With family.")
    ((many,),) = region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'alert dismissed'")
    assert many == 1


def test_the_effect_of_a_threshold_is_counted_over_the_authoritys_children(
    region: Any, now: datetime, minute: Minute
) -> None:
    for days in (50, 30, 10):
        out_and_back(region, now, days)
    other = region.another()
    for days in (40, 20):
        out_and_back(region, now, days, child=other)
    with acting(region.social_worker):
        found = effect(
            authority=region.authority, rule="REPEAT_90", values=[{"count": 2}, {"count": 3}, {"count": 4}],
            now=now,
        )  # fmt: skip
    assert [(e.children, e.alerts) for e in found] == [(2, 3), (1, 1), (0, 0)]


def test_a_stranger_counts_nothing_by_it(region: Any, now: datetime) -> None:
    out_and_back(region, now, 30)
    out_and_back(region, now, 10)
    far = region.record.node("team", "A far team")
    stranger = region.record.person("Far Social", "social worker", far)
    with acting(stranger):
        found = effect(authority=region.authority, rule="REPEAT_90", values=[{"count": 1}], now=now)
    assert [(e.children, e.alerts) for e in found] == [(0, 0)]
