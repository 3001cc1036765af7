"""A thousand tamperings with the trail: all found with the head that was kept outside."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from waylight.ops.drills.harm import HARMS
from waylight.ops.drills.tampering import Found, tamper
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

pytestmark = pytest.mark.slow
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
# Found only because a head is kept outside: within the database everything fits together again.
NEEDS_THE_HEAD = ("cut the end", "rewrite the rest")


@pytest.fixture(scope="module")
def thousand(request: pytest.FixtureRequest) -> Found:
    request.getfixturevalue("django_db_setup")
    cluster: Cluster = request.getfixturevalue("cluster")
    with connect(cluster.address(OWNER)) as session:
        return tamper(session, count=1000, seed=1, now=NOW)


def test_all_of_a_thousand_tamperings_are_found_with_the_anchored_head(thousand: Found) -> None:
    assert sum(thousand.tried.values()) == 1000
    assert min(thousand.tried.values()) > 150
    assert thousand.with_head == thousand.tried


@pytest.mark.parametrize("kind", NEEDS_THE_HEAD)
def test_without_the_head_a_cut_end_and_a_rewritten_rest_are_not_found(thousand: Found, kind: str) -> None:
    assert thousand.without[kind] == 0


@pytest.mark.parametrize("kind", [kind for kind in HARMS if kind not in (*NEEDS_THE_HEAD, "insert")])
def test_the_other_harms_are_found_even_without_it(thousand: Found, kind: str) -> None:
    assert thousand.without[kind] == thousand.tried[kind]
