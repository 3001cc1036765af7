"""`waylight rebuild`: compute every projection from the facts, say where they differ, and put them right."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import Connection

SHOWN = 100
WORTH_SHARING = 100_000
DIFFERS = 3


@dataclass
class Count:
    """What was gone through."""

    children: int = 0
    episodes: int = 0
    faults: int = 0


def rebuild_command(options: argparse.Namespace) -> int:
    """Returns 0 where everything is as the facts say or was put right, 3 where `--check` found a difference."""
    if options.check and options.as_of is not None:
        print(
            "Choose one: --check looks at what stands now, --as-of shows what was known then.",
            file=sys.stderr,
        )
        return 2
    os.environ |= {"DJANGO_SETTINGS_MODULE": "waylight.ops.settings", "WAYLIGHT_ROLE": "owner"}
    import django

    django.setup()
    began = time.perf_counter()
    with _owner() as db:
        if options.as_of is not None:
            with _out(options.out) as out:
                count = replay(db, options.as_of, out)
        else:
            count = (
                check(db, options.now)
                if options.check
                else rebuild(db, options.now, processes=_processes(db))
            )
    seconds = time.perf_counter() - began
    done = "differ" if options.check else "known then" if options.as_of else "put right"
    print(
        f"{count.children:,} children, {count.episodes:,} episodes, {seconds:.1f} s: "
        + (done if options.as_of else f"{count.faults:,} rows {done}")
        + ".",
        file=sys.stderr,
    )
    return DIFFERS if options.check and count.faults else 0


def check(db: Connection[Any], now: datetime) -> Count:
    """Prints where a projection differs from the facts, in one snapshot; changes nothing."""
    from waylight.episodes.rebuilding import differing

    count = Count()
    with _snapshot(db):
        for child, faults in differing(db, now):
            _add(count, child.projection.episodes, faults)
            for fault in faults[: max(0, SHOWN - count.faults + len(faults))]:
                print(fault)
    if count.faults > SHOWN:
        print(f"... and {count.faults - SHOWN:,} more.")
    return count


def rebuild(db: Connection[Any], now: datetime, *, processes: int = 1) -> Count:
    """Puts every projection right. An empty record is filled at one go; otherwise each child that differs is
    computed anew under its lock, so that reports are filed meanwhile."""
    from waylight.episodes import filling
    from waylight.episodes.mending import mend
    from waylight.episodes.rebuilding import differing

    if not db.execute("SELECT EXISTS (SELECT FROM episodes_episode)").fetchone()[0]:  # type: ignore[index]
        children, episodes = filling.fill(db, now, processes=processes)
        return Count(children, episodes, episodes)
    count, wrong = Count(), []
    with _snapshot(db):
        for child, faults in differing(db, now):
            _add(count, child.projection.episodes, faults)
            if faults:
                wrong.append(child.id)
    for id in wrong:
        mend(db, id)
    return count


def replay(db: Connection[Any], known_by: datetime, out: IO[str]) -> Count:
    """Writes each episode as it was known at that time, one JSON object a line, in the order of children."""
    from waylight.episodes.computing import plain
    from waylight.episodes.rebuilding import computed

    count = Count()
    with _snapshot(db):
        for child in computed(db, known_by, interests=False):
            _add(count, child.projection.episodes, ())
            for row in child.projection.episodes:
                out.write(json.dumps(plain(row), sort_keys=True) + "\n")
    return count


def _processes(db: Connection[Any]) -> int:
    """One where there is little to do: starting another takes longer than a few thousand children."""
    counted = "SELECT count(*) FROM (SELECT FROM facts_fact LIMIT %s) few"
    (facts,) = db.execute(counted, [WORTH_SHARING]).fetchone() or (0,)
    return os.cpu_count() or 1 if facts == WORTH_SHARING else 1


def _add(count: Count, episodes: Any, faults: Any) -> None:
    count.children += 1
    count.episodes += len(episodes)
    count.faults += len(faults)


@contextmanager
def _snapshot(db: Connection[Any]) -> Iterator[None]:
    with db.transaction():
        db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # A cursor is read to its end: plan for all rows, not for the first.
        db.execute("SET LOCAL cursor_tuple_fraction = 1.0")
        yield


@contextmanager
def _owner() -> Iterator[Connection[Any]]:
    """A plain session as the owner of the tables."""
    from django.db import connection

    settings = connection.get_connection_params()
    known = {
        name: settings[name] for name in ("dbname", "user", "password", "host", "port") if name in settings
    }
    with psycopg.connect(**known, autocommit=True, application_name="waylight rebuild") as db:
        db.execute("SET timezone TO 'UTC'")
        yield db
    connection.close()


@contextmanager
def _out(path: Path | None) -> Iterator[IO[str]]:
    if path is None:
        yield sys.stdout
        return
    # It names children by their ids: for its owner alone.
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8") as out:
        yield out
