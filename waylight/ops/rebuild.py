"""`waylight rebuild`: compute every projection from the facts, say where they differ, and put them right."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

import psycopg
from psycopg import Connection

if TYPE_CHECKING:
    from waylight.episodes.rebuilding import Child

SHOWN = 100
WORTH_SHARING = 100_000
DIFFERS = 3
# Children whose reporters wait for each other, at the most, while they are put right.
AT_ONCE = 100
# Any number; keeps this lock apart from the others of the database.
REBUILDING = 3_735_928_560


@dataclass
class Count:
    """What was gone through."""

    children: int = 0
    episodes: int = 0
    faults: int = 0

    def add(self, more: Count) -> None:
        self.children += more.children
        self.episodes += more.episodes
        self.faults += more.faults


@dataclass
class Found(Count):
    """What one process says of its children: which differ, and lines to print."""

    wrong: list[UUID] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def child(self, child: Child, faults: Sequence[object] = ()) -> None:
        self.add(Count(1, len(child.projection.episodes), len(faults)))


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
        processes = _processes(db)
        if options.as_of is not None:
            with _out(options.out) as out:
                count = replay(db, options.as_of, out, processes=processes)
        else:
            count = (check if options.check else rebuild)(db, processes=processes)
    seconds = time.perf_counter() - began
    done = "differ" if options.check else "known then" if options.as_of else "put right"
    print(
        f"{count.children:,} children, {count.episodes:,} episodes, {seconds:.1f} s: "
        + (done if options.as_of else f"{count.faults:,} rows {done}")
        + ".",
        file=sys.stderr,
    )
    return DIFFERS if options.check and count.faults else 0


def check(db: Connection[Any], *, processes: int = 1) -> Count:
    """Prints where a projection differs from the facts, in one snapshot; changes nothing."""
    from waylight.episodes.comparing import strays
    from waylight.episodes.rebuilding import batches
    from waylight.episodes.sharing import shared

    count = Count()
    with _snapshot(db):
        lost = strays(db)
        print(*lost[:SHOWN], sep="\n", end="\n" if lost else "")
        count.faults = len(lost)
        for found in shared(db, _compared, batches(db), processes=processes, one_snapshot=True):
            for fault in found.said[: max(0, SHOWN - count.faults)]:
                print(fault)
            count.add(found)
    if count.faults > SHOWN:
        print(f"... and {count.faults - SHOWN:,} more.")
    return count


def rebuild(db: Connection[Any], *, processes: int = 1) -> Count:
    """Puts every projection right. An empty record is filled at one go; otherwise children that differ are
    computed anew under their locks, so that reports are filed meanwhile."""
    from waylight.episodes import filling, mending
    from waylight.episodes.comparing import strays
    from waylight.episodes.rebuilding import batches
    from waylight.episodes.sharing import shared

    with _alone(db):
        if not db.execute("SELECT EXISTS (SELECT FROM episodes_episode)").fetchone()[0]:  # type: ignore[index]
            children, episodes = filling.fill(db, processes=processes)
            return Count(children, episodes, episodes)
        count = Count(faults=len(strays(db)))
        mending.drop_strays(db)
        for found in shared(db, _put_right, batches(db), processes=processes):
            count.add(found)
    return count


def replay(db: Connection[Any], known_by: datetime, out: IO[str], *, processes: int = 1) -> Count:
    """Writes each episode as it was known at that time, one JSON object a line, in the order of children."""
    from waylight.episodes.rebuilding import batches
    from waylight.episodes.sharing import shared

    count = Count()
    with _snapshot(db):
        work = partial(_known_then, known_by)
        for found in shared(db, work, batches(db), processes=processes, one_snapshot=True):
            count.add(found)
            out.writelines(found.said)
    return count


def _compared(db: Connection[Any], ids: list[UUID]) -> Found:
    from waylight.episodes.comparing import differing

    found = Found()
    for child, faults in differing(db, ids):
        found.child(child, faults)
        if faults:
            found.wrong.append(child.id)
            found.said.extend(str(fault) for fault in faults[: max(0, SHOWN - len(found.said))])
    return found


def _put_right(db: Connection[Any], ids: list[UUID]) -> Found:
    from waylight.episodes.mending import mend

    with _snapshot(db):
        found = _compared(db, ids)
    for n in range(0, len(found.wrong), AT_ONCE):
        mend(db, found.wrong[n : n + AT_ONCE])
    return found


def _known_then(known_by: datetime, db: Connection[Any], ids: list[UUID]) -> Found:
    from waylight.episodes.computing import plain
    from waylight.episodes.rebuilding import computed

    found = Found()
    for child in computed(db, ids, known_by=known_by, interests=False):
        found.child(child)
        found.said += [json.dumps(plain(row), sort_keys=True) + "\n" for row in child.projection.episodes]
    return found


def _processes(db: Connection[Any]) -> int:
    """One where there is little to do: starting another takes longer than a few thousand children."""
    counted = "SELECT count(*) FROM (SELECT FROM facts_fact LIMIT %s) few"
    (facts,) = db.execute(counted, [WORTH_SHARING]).fetchone() or (0,)
    return os.cpu_count() or 1 if facts == WORTH_SHARING else 1


@contextmanager
def _snapshot(db: Connection[Any]) -> Iterator[None]:
    with db.transaction():
        db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def _alone(db: Connection[Any]) -> Iterator[None]:
    """One rebuild at a time: a second one waits, and then finds nothing to do."""
    db.execute("SELECT pg_advisory_lock(%s)", [REBUILDING])
    try:
        yield
    finally:
        db.execute("SELECT pg_advisory_unlock(%s)", [REBUILDING])


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
