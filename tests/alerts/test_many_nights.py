"""Whoever was away with a child is found among everybody's nights without reading them all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection

from tests.support.roles import worker
from waylight.alerts.noticing import together
from waylight.facts.asked import asked
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

pytestmark = pytest.mark.django_db(transaction=True)
NIGHTS, HOMES, OWN = 4_000, 200, 10
COLUMNS = "episode, child, began, until, night, sector, home, named"


def test_the_nights_of_all_others_are_not_read_to_find_those_that_touch(
    cluster: Cluster, now: datetime
) -> None:
    child = uuid4()
    _fill(cluster, child, now)
    question = together.asking(child, [child], now)
    with worker(cluster):
        for _ in range(6):
            assert asked(*question) == []
        read = sum(_read(node) for node in _nodes(_plan(question)))
    assert 0 < read < NIGHTS / 20


def _fill(cluster: Cluster, child: UUID, now: datetime) -> None:
    """The child's own nights, and far more of others, in other homes, from hour to hour."""
    homes = [uuid4() for _ in range(HOMES)]
    with connect(cluster.address(OWNER)) as owner:
        with owner.cursor().copy(f"COPY alerts_night ({COLUMNS}) FROM STDIN") as copy:
            for n in range(NIGHTS):
                began = now - timedelta(hours=1 + n)
                own = n % (NIGHTS // OWN) == 0
                copy.write_row(
                    (uuid4(), child if own else uuid4(), began, began + timedelta(minutes=30), began.date(),
                     "", uuid4() if own else homes[n % HOMES], "{}")
                )  # fmt: skip
        owner.execute("ANALYZE alerts_night")


def _plan(question: Any) -> dict[str, Any]:
    """What the server did, with the plan that the worker's connection keeps."""
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", question.statement)))
    with psycopg.ClientCursor(connection.connection) as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE statement LIKE '%naming%'")
        ((name,),) = cursor.fetchall()
        given = cursor.mogrify(f"({', '.join(['%s'] * len(names))})", [question.values[one] for one in names])
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE {name} {given}")
        ((found,),) = cursor.fetchall()
    said = json.loads(found) if isinstance(found, str) else found
    plan: dict[str, Any] = said[0]["Plan"]
    return plan


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def _read(node: dict[str, Any]) -> float:
    """Rows of the table that the step looked at, also those that it then left out."""
    if node.get("Relation Name") != "alerts_night":
        return 0
    left_out = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return float((node["Actual Rows"] + left_out) * node["Actual Loops"])
