"""The promise that everybody is told: a thousand alerts, no mail gateway, workers killed twenty times; and how soon."""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random

import pytest

from tests.support.throwaway import throwaway_cluster
from waylight.ops.drills.server import KEEPS
from waylight.ops.drills.telling.drill import tell_under_kills
from waylight.ops.drills.telling.steady import SLOW, tell_steadily
from waylight.ops.drills.telling.workers import CARELESS
from waylight.ops.postgres import Cluster

pytestmark = pytest.mark.slow
ALERTS, HOMES, KILLS = 1_000, 250, 20


@pytest.fixture
def apart() -> Iterator[Cluster]:
    """A server of its own: what is counted is everything in it."""
    yield from throwaway_cluster(KEEPS)


def test_nobody_is_left_untold_or_told_twice_or_of_a_child_who_is_back_in_twenty_kills_with_the_gateway_away(
    apart: Cluster,
) -> None:
    outcome = tell_under_kills(apart, alerts=ALERTS, homes=HOMES, kills=KILLS, rng=Random(1))
    print(outcome)
    assert outcome.kills == KILLS
    assert outcome.mail.repeats <= KILLS // 2
    assert outcome.back == ALERTS // 20
    assert outcome.kept, str(outcome)


def test_workers_that_say_sent_too_soon_and_never_look_back_lose_some_so_the_drill_can_see(
    apart: Cluster,
) -> None:
    outcome = tell_under_kills(apart, alerts=60, homes=40, kills=6, rng=Random(2), kind=CARELESS)
    print(outcome)
    assert outcome.untold + outcome.mail.lost > 0, str(outcome)
    # Nor do they look whether a child is still away.
    assert outcome.back and outcome.stale, str(outcome)
    assert not outcome.kept


def test_when_all_is_well_ninety_nine_of_a_hundred_messages_are_handed_over_within_ten_seconds(
    apart: Cluster,
) -> None:
    if os.getloadavg()[0] > 2 * (os.cpu_count() or 1):
        pytest.skip(
            "Other work waits for this machine: the clock says nothing. Run it when the machine is idle."
        )
    outcome = tell_steadily(apart, reports=8, every=1.0)
    print(outcome)
    assert outcome.kept, str(outcome)


def test_a_gateway_that_cannot_keep_up_hands_over_too_few_in_time_and_loses_none(apart: Cluster) -> None:
    outcome = tell_steadily(apart, reports=4, every=0.5, pause=SLOW)
    print(outcome)
    assert outcome.notices == outcome.wanted
    assert not outcome.kept, str(outcome)
