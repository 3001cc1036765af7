"""The oldest PostgreSQL that Waylight promises to run on, where this machine has it: tables, reports, kills, proof."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from waylight.ops.drills.killing import kill_under_writers
from waylight.ops.drills.seeding import seed
from waylight.ops.drills.server import drill_server
from waylight.ops.postgres import Cluster, PostgresError, binaries
from waylight.ops.postgres.connection import ADMIN
from waylight.ops.postgres.roles import connect
from waylight.ops.startup import OLDEST_SERVER

MAJOR = OLDEST_SERVER // 10_000
# Where Debian and its kin keep the programs of each version.
HERE = Path(os.environ.get("WAYLIGHT_POSTGRES_OLDEST", f"/usr/lib/postgresql/{MAJOR}/bin"))


@pytest.fixture
def oldest(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    if not (HERE / "postgres").exists():
        pytest.skip(
            f"There is no PostgreSQL {MAJOR} here. Install it with: apt-get install postgresql-{MAJOR}"
        )
    monkeypatch.setenv(binaries.INSTEAD, str(HERE))
    with drill_server() as cluster:
        yield cluster


@pytest.mark.slow
def test_the_oldest_server_takes_every_table_and_loses_nothing_that_it_acknowledged(oldest: Cluster) -> None:
    with connect(oldest.address(ADMIN)) as admin:
        version = admin.execute("SELECT current_setting('server_version_num')::int").fetchone()
    assert version is not None
    assert version[0] // 10_000 == MAJOR
    outcome = kill_under_writers(oldest, seed(oldest), kills=2, rng=Random(1))
    assert outcome.acknowledged > 0
    assert outcome.kept, str(outcome)


def test_a_folder_without_a_server_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(binaries.INSTEAD, str(tmp_path))
    with pytest.raises(PostgresError, match=f"names {tmp_path}, where no PostgreSQL is"):
        Cluster(tmp_path / "made", "test").start()
