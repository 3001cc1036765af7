"""The server is killed before it wrote down what the worker made of a fact: the fact is there, and it is made again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from waylight.ops.drills.server import KEEPS, kill, restart_with
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER, WORKER
from waylight.ops.postgres.roles import connect

pytestmark = pytest.mark.slow
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
# Durable as in earnest; but what need not be written down at once waits for ten seconds.
SLOW = {**KEEPS, "wal_writer_delay": "10s"}


@pytest.fixture
def child(server: Cluster, django_db_blocker: Any) -> Iterator[UUID]:
    """Reported away, and heard by nobody."""
    restart_with(server, SLOW)
    with connect(server.address(OWNER)) as owner:
        child = _reported(owner)
    with django_db_blocker.unblock():
        yield child
    restart_with(server, KEEPS)


def test_what_was_made_of_a_fact_and_lost_with_the_server_is_made_again_by_the_sweep(
    server: Cluster, child: UUID
) -> None:
    hear(server, child)
    assert kept(server, child) == (1, 1)
    cut(server)
    # Were anything still there, this would prove nothing of the sweep.
    assert kept(server, child) == (0, 0)
    sweep(server)
    assert kept(server, child) == (1, 1)
    assert faults(server, child) == []


def test_whatever_is_kept_durably_after_it_takes_it_along(server: Cluster, child: UUID) -> None:
    hear(server, child)
    with connect(server.address(OWNER)) as owner:
        _reported(owner)
    cut(server)
    assert kept(server, child) == (1, 1)
    assert faults(server, child) == []


def cut(server: Cluster) -> None:
    assert kill(server)
    server.start()


def kept(server: Cluster, child: UUID) -> tuple[int, int]:
    """Whether it is known how far the child was reckoned, and whether what was said of it counts as heard."""
    with connect(server.address(OWNER)) as owner:
        ((reckoned,),) = owner.execute(
            "SELECT count(*) FROM duties_reckoned WHERE child = %s", [child]
        ).fetchall()
        ((heard,),) = owner.execute("SELECT count(*) FROM alerts_heard WHERE child = %s", [child]).fetchall()
    return reckoned, heard


def hear(server: Cluster, child: UUID) -> None:
    from waylight.alerts.noticing.hearing import look_after
    from waylight.duties.reckoning import hear as reckon

    with connect(server.address(OWNER)) as owner:
        ((fact,),) = owner.execute("SELECT id FROM facts_fact WHERE child = %s", [child]).fetchall()
    with _works(server):
        reckon(fact, NOW)
        look_after(fact, NOW)


def sweep(server: Cluster) -> None:
    from waylight.alerts.noticing.sweeping import tick
    from waylight.duties.reckoning import sweep as reckon

    with _works(server):
        reckon(NOW)
        tick(NOW)


def faults(server: Cluster, child: UUID) -> Any:
    from waylight.duties.reckoning import faults as wrong

    with _works(server):
        return wrong(child, NOW)


@contextmanager
def _works(server: Cluster) -> Iterator[None]:
    """Django is the worker on this server; afterwards on none again, as other tests expect it."""
    from django.db import connection

    from waylight.ops.database import from_address

    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict |= from_address(server.address(WORKER))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= before


def _reported(owner: Any) -> UUID:
    """A child of whom one fact says that they are away."""
    child, node, fact = uuid4(), uuid4(), uuid4()
    owner.execute(
        "INSERT INTO agencies_node (id, kind, name, code, country, sends_files_only, since) "
        "VALUES (%s, 'home', 'A home', '', 'E', false, '2000-01-01')", [node],
    )  # fmt: skip
    owner.execute(
        "INSERT INTO children_child (id, given_names, family_name, known_as, born, sex, ethnicity, language, "
        "unaccompanied, trafficked, restricted, sealed, name_key, called_key) "
        "VALUES (%s, 'Kim', 'Invented', '', '2012-01-01', '', '', '', false, false, false, false, %s, '')",
        [child, str(child)],
    )  # fmt: skip
    owner.execute(
        "INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, "
        "child, by_node_id, door, source_key, body) "
        "VALUES (%s, 'absent', 1, 'episode core', %s, %s, '2026-06-10T13:00', %s, %s, %s, 'web', %s, %s)",
        [fact, NOW, NOW, NOW, child, node, str(fact),
         '{"whereabouts": "unknown", "concern": true, "reported": true}'],
    )  # fmt: skip
    return child
