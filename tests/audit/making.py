"""Trails of a chosen size, written by the owner with times of our choosing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from psycopg import Connection

from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import ADMIN, OWNER
from waylight.ops.postgres.roles import connect

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
# Rows a minute apart, the youngest a minute before NOW.
ROWS = """
INSERT INTO audit_trail (at, person, actor_name, role, node, node_name, act, record, child, route, basis)
SELECT %s - make_interval(mins => %s - n), gen_random_uuid(), 'Person ' || n %% 40, 'night worker',
       gen_random_uuid(), 'Larch House', (ARRAY['read', 'listed', 'wrote', 'refused'])[1 + n %% 4], 'episode',
       gen_random_uuid(), 'episode',
       'night worker, caring: placed at Larch House'
FROM generate_series(0, %s - 1) n
"""


def fill(session: Connection[Any], count: int) -> None:
    """Add `count` rows; only the owner may choose their times."""
    session.execute(ROWS, (NOW, count, count))


@contextmanager
def as_owner(cluster: Cluster) -> Iterator[Connection[Any]]:
    """A transaction of the owner's, with the trigger that refuses changes taken away; rolled back at the end."""
    with connect(cluster.address(OWNER)) as session:
        session.autocommit = False
        for table in ("audit_trail", "audit_chain"):
            session.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        try:
            yield session
        finally:
            session.rollback()


def empty(cluster: Cluster) -> None:
    """As after a test."""
    with connect(cluster.address(ADMIN)) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("TRUNCATE audit_trail, audit_chain, audit_anchored")
