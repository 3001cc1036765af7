"""Work on many children by several processes, each with a connection of its own."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

import psycopg
from psycopg import Connection

Part = TypeVar("Part")
Result = TypeVar("Result")
# Results that wait to be taken, for each process: enough that none is idle, few enough to hold in memory.
AHEAD = 3

_own: Connection[Any]


def shared(
    db: Connection[Any],
    work: Callable[[Connection[Any], Part], Result],
    parts: Iterable[Part],
    *,
    processes: int,
    one_snapshot: bool = False,
) -> Iterator[Result]:
    """What `work` makes of each part, in the order of the parts.

    With one process it is done here, on `db`. With several each signs in as `db` does; `work` is then a function of a
    module. `one_snapshot`: all see what `db` sees, which is in a transaction of isolation level repeatable read.
    """
    if processes == 1:
        yield from (work(db, part) for part in parts)
        return
    snapshot = _exported(db) if one_snapshot else None
    way_in = {**db.info.get_parameters(), "password": db.info.password}
    # Nothing of this process is copied: a connection must not have two owners.
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(way_in, snapshot)
    ) as pool:
        left = iter(parts)
        ahead: deque[Future[Result]] = deque(
            pool.submit(_do, work, part) for part in islice(left, AHEAD * processes)
        )
        try:
            while ahead:
                done = ahead.popleft().result()
                ahead.extend(pool.submit(_do, work, part) for part in islice(left, 1))
                yield done
        finally:
            pool.shutdown(cancel_futures=True)


def _exported(db: Connection[Any]) -> str:
    (name,) = db.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
    return str(name)


def _begin(way_in: dict[str, str], snapshot: str | None) -> None:
    global _own
    import django

    django.setup()
    # What is made of a child is let go of at once, since no objects hold each other (a test looks): searching for such
    # took a fifth of the time.
    gc.disable()
    _own = psycopg.connect(**way_in, autocommit=True)  # type: ignore[arg-type]
    _own.execute("SET timezone TO 'UTC'")
    if snapshot:
        _own.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        _own.execute("SET TRANSACTION SNAPSHOT " + psycopg.sql.quote(snapshot))


def _do(work: Callable[[Connection[Any], Part], Result], part: Part) -> Result:
    return work(_own, part)
