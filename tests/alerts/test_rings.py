"""Five children away together are found from their nights; each sees of it what they may, and no hint of more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.alerts.five import NAMES, Five, five, lonely_nights, tell_nights
from tests.alerts.telling import out_and_back
from waylight.access.acting import acting
from waylight.alerts import services
from waylight.alerts.selectors import ring, rings, worklist
from waylight.facts.filing import Filing
from waylight.facts.refusals import NotThere, Refused

Minute = Callable[[datetime], int]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(region: Any, now: datetime, minute: Minute) -> Five:
    made = five(region)
    lonely_nights(region, made, now)
    tell_nights(region, made, now)
    minute(now)
    return made


def seen(actor: Any, now: datetime) -> list[set[str]]:
    """The groups that somebody sees, by given name."""
    with acting(actor):
        return [{child.name.split()[0] for child in one.children} for one in rings(actor=actor, now=now)]


def the_ring(actor: Any, now: datetime) -> Any:
    with acting(actor):
        (one,) = rings(actor=actor, now=now)
        return ring(actor=actor, alert_id=one.id, now=now)


def test_five_children_over_three_homes_are_found_and_shown_to_the_coordinator(
    cast: Five, now: datetime
) -> None:
    assert seen(cast.coordinator, now) == [set(NAMES)]
    found = the_ring(cast.coordinator, now)
    assert all(pair.alert.count >= 2 for pair in found.pairs)
    assert all(pair.alert.evidence["expected"] < 0.1 for pair in found.pairs)
    assert len(found.episodes) == 12


def test_a_manager_sees_only_the_children_of_the_home(cast: Five, now: datetime) -> None:
    assert seen(cast.managers[0], now) == [{"Ada", "Bea"}]
    assert seen(cast.managers[1], now) == [{"Cem", "Dan"}]
    assert seen(cast.managers[2], now) == []


def test_whoever_sees_three_sees_no_hint_of_two_more(region: Any, cast: Five, now: datetime) -> None:
    from django.db import connection

    assert seen(cast.other_social_worker, now) == [{"Cem", "Dan", "Eli"}]
    hidden = {str(child) for child in cast.children[:2]}
    with acting(cast.other_social_worker), connection.cursor() as cursor:
        # Everything of the room that the pages' role can read at all, without any selector.
        cursor.execute("SELECT to_jsonb(a)::text FROM alerts_alert a")
        rows = [row[0] for row in cursor.fetchall()]
    assert rows
    assert [row for row in rows if any(child in row for child in hidden)] == []
    ours = {str(row[0]) for row in region.record.rows("SELECT id FROM episodes_episode WHERE child_id = ANY (%s)",
                                                      list(cast.children[:2]))}  # fmt: skip
    assert [row for row in rows if any(episode in row for episode in ours)] == []


def test_a_stranger_sees_nothing(region: Any, cast: Five, now: datetime) -> None:
    far = region.record.node("force", "A far force")
    stranger = region.record.person("Far Coordinator", "missing coordinator", far)
    assert seen(stranger, now) == []
    id = the_ring(cast.coordinator, now).id
    with acting(stranger), pytest.raises(NotThere):
        ring(actor=stranger, alert_id=id, now=now)


def test_a_person_confirms_it_and_it_expires(cast: Five, now: datetime) -> None:
    found = the_ring(cast.coordinator, now)
    pairs = tuple(pair.alert.id for pair in found.pairs)
    with acting(cast.coordinator):
        services.confirm(
            Filing(cast.coordinator, now, str(uuid4())), alert_ids=pairs, why="Seen together by patrol."
        )
    confirmed = the_ring(cast.coordinator, now + timedelta(minutes=1))
    assert confirmed.confirmed
    assert not confirmed.open
    assert (confirmed.done[0].by, confirmed.done[0].said) == ("Cora Coordinator", "Seen together by patrol.")
    assert seen(cast.coordinator, now + timedelta(days=89)) == [set(NAMES)]
    assert seen(cast.coordinator, now + timedelta(days=91)) == []


def test_dismissed_it_is_gone_until_they_are_away_together_again(
    region: Any, cast: Five, now: datetime, minute: Minute
) -> None:
    found = the_ring(cast.coordinator, now)
    pairs = tuple(pair.alert.id for pair in found.pairs)
    with acting(cast.coordinator):
        services.dismiss(Filing(cast.coordinator, now, str(uuid4())), alert_ids=pairs, why="A football team.")
    later = now + timedelta(days=5)
    minute(later)
    assert seen(cast.coordinator, later) == []
    tell_nights(region, cast, later, {1: (0, 1)})
    minute(later)
    assert seen(cast.coordinator, later) == [{"Ada", "Bea"}]


def test_the_group_grows_with_another_night(region: Any, cast: Five, now: datetime, minute: Minute) -> None:
    new = region.another("Fay")
    later = now + timedelta(days=8)
    for days in (5, 1):
        tell_nights(region, cast, later, {days: (0,)})
        out_and_back(region, later, days, child=new, place="Underpass, LS9 8AB", hours=5)
    minute(later)
    assert {"Ada", "Bea", "Fay"} in seen(cast.managers[0], later)


def test_a_night_said_in_error_takes_the_pair_away(region: Any, now: datetime, minute: Minute) -> None:
    from tests.alerts.telling import do
    from waylight.episodes.services.endings import in_error

    cast = five(region)
    tell_nights(region, cast, now, {9: (0, 2)})
    wrong = out_and_back(region, now, 4, child=cast.children[0], place="Underpass, LS9 8AB", hours=5)
    out_and_back(region, now, 4, child=cast.children[2], who=cast.workers[1], place="LS9 8AB", hours=5)
    minute(now)
    assert seen(cast.coordinator, now) == [{"Ada", "Cem"}]
    do(in_error, region.night_worker, now, claim_id=wrong, why="It was Bea.")
    minute(now)
    assert seen(cast.coordinator, now) == []


def test_who_may_read_and_not_act_is_told_so(region: Any, cast: Five, now: datetime) -> None:
    director = region.record.person("Dee Director", "director", region.authority)
    with acting(director):
        (one,) = rings(actor=director, now=now)
        with pytest.raises(Refused, match="may read this alert, and not act on it"):
            services.dismiss(
                Filing(director, now, str(uuid4())), alert_ids=(one.pairs[0].alert.id,), why="No."
            )


def test_pairs_do_not_stand_in_the_worklist_a_second_time(cast: Five, now: datetime) -> None:
    with acting(cast.coordinator):
        shown = worklist(actor=cast.coordinator, now=now)
    assert {one.alert.pattern for group in shown for one in group.reasons} & {"TOGETHER"} == set()
