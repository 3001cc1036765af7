"""How long a rebuild takes, and what filing a report costs the database, beside many episodes.

    python -m benchmarks.rebuild [--children 10000]

Makes a throw-away server with ten times away a child in facts alone, rebuilds everything from them, checks it, replays
an earlier day, then files reports and returns as the pages' role. Says seconds by the clock, and on the processors of
this machine: of the programs of the rebuild and of the server. Nobody in it exists.
"""

from __future__ import annotations

import argparse
import io
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.record.filing import file_all
from benchmarks.record.population import make_population

CORRUPTION = (
    "UPDATE episodes_episode SET ended_by = 'found' "
    "WHERE id = (SELECT min(id::text)::uuid FROM episodes_episode WHERE ended_by = 'returned')"
)


def main() -> None:
    """Prints one line a measure."""
    parser = argparse.ArgumentParser(prog="benchmarks.rebuild")
    parser.add_argument("--children", type=int, default=10_000)
    children: int = parser.parse_args().children
    with server() as cluster, owner_of(cluster) as owner:
        timed("facts made", lambda: f"{make_population(owner, children=children):,} facts")
        for _ in measure(owner):
            pass
        for filing in file_all():
            print(filing, flush=True)


@contextmanager
def server() -> Iterator[Any]:
    """A throw-away server that waits for the disk as one in earnest does, its tables made."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "waylight.ops.settings_test"
    import django

    django.setup()
    from tests.support.throwaway import migrate
    from waylight.ops.postgres import Cluster

    folder = Path(tempfile.mkdtemp(prefix="waylight-bench-"))
    folder.chmod(0o711)
    cluster = Cluster(folder, "demo")
    cluster.start()
    try:
        migrate(cluster)
        yield cluster
    finally:
        cluster.destroy()


@contextmanager
def owner_of(cluster: Any) -> Iterator[psycopg.Connection[Any]]:
    """Signed in as the owner of the tables."""
    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    with connect(cluster.address(OWNER)) as owner:
        owner.execute("SET timezone TO 'UTC'")
        yield owner


def measure(owner: psycopg.Connection[Any], *, whole: bool = True) -> Iterator[tuple[str, float, float]]:
    """Each command with its seconds by the clock and on the processors; not `whole`: those that matter most."""
    from waylight.ops.rebuild import check, rebuild, replay

    many, then = os.cpu_count() or 1, datetime.now(UTC) - timedelta(days=365)
    yield timed("rebuild", lambda: f"{rebuild(owner, processes=many).episodes:,} episodes")
    yield timed("rebuild --check", lambda: f"{check(owner, processes=many).faults:,} faults")
    if not whole:
        return
    owner.execute(CORRUPTION)
    yield timed(
        "rebuild of one row that was changed", lambda: f"{rebuild(owner, processes=many).faults:,} put right"
    )
    yield timed(
        "rebuild --as-of a year ago",
        lambda: f"{replay(owner, then, io.StringIO(), processes=many).episodes:,} episodes",
    )


def timed(what: str, act: Callable[[], str]) -> tuple[str, float, float]:
    """Does it and says how long it took."""
    wall, own = time.perf_counter(), _spent()
    said = act()
    took, spent = time.perf_counter() - wall, _spent() - own
    print(f"{what}: {said}, {took:.1f} s, of it {spent:.1f} s of these processes", flush=True)
    return what, took, spent


def _spent() -> float:
    """Processor seconds of this process and of those it started and waited for."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
