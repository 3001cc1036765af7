"""The database server is killed under four writers: what was acknowledged is there, once, with its row on the trail."""

from __future__ import annotations

from random import Random

import pytest

from waylight.ops.drills.killing import kill_under_writers
from waylight.ops.drills.seeding import Seeded, seed
from waylight.ops.drills.server import KEEPS, LOSES, restart_with
from waylight.ops.postgres import Cluster

pytestmark = pytest.mark.slow
KILLS, CONTROL = 20, 3


@pytest.fixture(scope="module")
def seeded(server: Cluster) -> Seeded:
    return seed(server)


def test_nothing_acknowledged_is_lost_doubled_or_half_kept_in_twenty_kills(
    server: Cluster, seeded: Seeded
) -> None:
    outcome = kill_under_writers(server, seeded, kills=KILLS, rng=Random(1))
    assert outcome.acknowledged > 10 * KILLS
    assert outcome.kept, str(outcome)


def test_a_server_that_says_done_too_soon_loses_some_so_the_drill_can_see(
    server: Cluster, seeded: Seeded
) -> None:
    restart_with(server, LOSES)
    outcome = kill_under_writers(server, seeded, kills=CONTROL, rng=Random(2))
    restart_with(server, KEEPS)
    assert outcome.lost > 0, str(outcome)
