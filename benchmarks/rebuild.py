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
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

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
        timed(owner, "facts by COPY", lambda: f"{make_population(owner, children=children):,} facts")
        for _ in measure(owner):
            pass
        for filing in file_all():
            print(filing, flush=True)


@contextmanager
def server() -> Iterator[Any]:
    """A throw-away server, its tables made; it waits for the disk as one in earnest does."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "waylight.ops.settings_test"
    import django

    django.setup()
    from tests.support.throwaway import sign_in, throwaway_cluster
    from waylight.ops.drills.server import KEEPS

    with contextmanager(throwaway_cluster)(KEEPS) as cluster:
        sign_in(cluster)
        yield cluster


@contextmanager
def owner_of(cluster: Any) -> Iterator[psycopg.Connection[Any]]:
    """Signed in as the owner of the tables."""
    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    with connect(cluster.address(OWNER)) as owner:
        owner.execute("SET timezone TO 'UTC'")
        yield owner


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and on the processors: of these processes, and of the server's."""

    what: str
    said: str
    clock: float
    own: float
    server: float


def measure(owner: psycopg.Connection[Any], *, whole: bool = True) -> Iterator[Took]:
    """Each command with its seconds; not `whole`: those that matter most."""
    from waylight.ops.rebuild import check, rebuild, replay

    many, then = os.cpu_count() or 1, datetime.now(UTC) - timedelta(days=365)
    yield timed(owner, "rebuild", lambda: f"{rebuild(owner, processes=many).episodes:,} episodes")
    yield timed(owner, "rebuild --check", lambda: f"{check(owner, processes=many).faults:,} faults")
    if not whole:
        return
    owner.execute(CORRUPTION)
    yield timed(
        owner,
        "rebuild of one row that was changed",
        lambda: f"{rebuild(owner, processes=many).faults:,} put right",
    )
    yield timed(
        owner,
        "rebuild --as-of a year ago",
        lambda: f"{replay(owner, then, io.StringIO(), processes=many).episodes:,} episodes",
    )


def timed(owner: psycopg.Connection[Any], what: str, act: Callable[[], str]) -> Took:
    """Does it and says how long it took. `owner`: any session of the server."""
    clock, own, server = time.perf_counter(), _spent(), _server_spent(owner)
    said = act()
    took = Took(what, said, time.perf_counter() - clock, _spent() - own, _server_spent(owner) - server)
    print(
        f"{what}: {said}, {took.clock:.1f} s by the clock; on the processors {took.own:.1f} s of these processes, "
        f"{took.server:.1f} s of the server's",
        flush=True,
    )
    return took


def _spent() -> float:
    """Processor seconds of this process and of those it started and waited for."""
    return sum(os.times()[:4])


def _server_spent(db: psycopg.Connection[Any]) -> float:
    """Processor seconds of all of the server's processes, those that have ended among them; 0 where this machine does
    not tell."""
    backend = _process(Path(f"/proc/{db.info.backend_pid}"))
    if backend is None:
        return 0.0
    found = [process for path in Path("/proc").glob("[0-9]*") if (process := _process(path))]
    running = sum(process.own for process in found if process.parent == backend.parent)
    return running + sum(process.own + process.ended for process in found if process.id == backend.parent)


class _Process(NamedTuple):
    """Processor seconds of its own, and of its children that have ended."""

    id: int
    parent: int
    own: float
    ended: float


def _process(path: Path) -> _Process | None:
    """None where it has just ended, or where this machine keeps no such list."""
    try:
        text = (path / "stat").read_text("utf-8")
    except OSError:
        return None
    # The name stands in brackets and may hold anything; numbers follow it.
    fields = text.rpartition(")")[2].split()
    own, ended = (sum(map(int, fields[n : n + 2])) / os.sysconf("SC_CLK_TCK") for n in (11, 13))
    return _Process(int(path.name), int(fields[1]), own, ended)


if __name__ == "__main__":
    main()
