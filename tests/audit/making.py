"""Trails of a chosen size, written by the owner with times of our choosing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from psycopg import Connection

from waylight.ops.drills import trails
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def fill(session: Connection[Any], count: int) -> None:
    """Add rows two minutes apart, the youngest two minutes before NOW; only the owner may choose their times."""
    trails.fill(session, count, now=NOW)


@contextmanager
def as_owner(cluster: Cluster) -> Iterator[Connection[Any]]:
    """A transaction of the owner's, with the trigger that refuses changes taken away; rolled back at the end."""
    with connect(cluster.address(OWNER)) as session:
        session.autocommit = False
        trails.unguarded(session)
        try:
            yield session
        finally:
            session.rollback()
