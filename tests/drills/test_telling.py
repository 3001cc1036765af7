"""The promise that everybody is told: a thousand alerts, no mail gateway, and workers killed twenty times."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from waylight.ops.drills.server import drill_server
from waylight.ops.drills.telling.drill import tell_under_kills
from waylight.ops.drills.telling.workers import CARELESS
from waylight.ops.postgres import Cluster

pytestmark = pytest.mark.slow
ALERTS, HOMES, KILLS, QUIET = 1_000, 250, 20, 20


@pytest.fixture
def apart() -> Iterator[Cluster]:
    """A server of its own: what is counted is everything in it."""
    with drill_server() as cluster:
        yield cluster


def test_nobody_is_left_untold_or_told_twice_in_twenty_kills_with_the_gateway_away(apart: Cluster) -> None:
    outcome = tell_under_kills(apart, alerts=ALERTS, homes=HOMES, kills=KILLS, quiet=QUIET, rng=Random(1))
    print(outcome)
    assert outcome.kills == KILLS
    assert outcome.mail.repeats <= KILLS // 2
    assert outcome.kept, str(outcome)


def test_workers_that_say_sent_too_soon_and_never_look_back_lose_some_so_the_drill_can_see(
    apart: Cluster,
) -> None:
    outcome = tell_under_kills(apart, alerts=60, homes=40, kills=6, quiet=2, rng=Random(2), kind=CARELESS)
    print(outcome)
    assert outcome.untold + outcome.mail.lost > 0, str(outcome)
    assert not outcome.kept
