"""One new fact in a record of a nation's size: what is owed and what is noticed, anew, in a real database.

Each child of the sample is looked at whole first. Then two facts come, one after the other: the child is reported away,
and police grade it; of each the worker hears, as it does of every fact.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import Any
from uuid import UUID, uuid4

from benchmarks.owed.filling import child_of, fact_row, filled, put, put_episodes
from benchmarks.owed.year import NEW_YEAR, YEAR
from benchmarks.record.asking import spent
from waylight.engine.when import at
from waylight.episodes.kinds import claims, updates

NOW = NEW_YEAR + YEAR
SAMPLE = 300
# By the clock, of this process's processor, and of the server's.
Took = tuple[float, float, float]
Times = dict[str, list[Took]]


def one_new_fact(children: int, seed: int) -> dict[str, Any]:
    """Milliseconds of each room, and of both, for each of the two facts."""
    from tests.support.roles import worker
    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    with nation(children, seed) as (cluster, away), connect(cluster.address(OWNER)) as owner, worker(cluster):
        return measured(owner, random.Random(5).sample(away, min(SAMPLE, len(away))), seed)


@contextmanager
def nation(children: int, seed: int) -> Iterator[tuple[Any, list[int]]]:
    """A throw-away database that holds the year; with the numbers of the children who were away in it."""
    from tests.support.throwaway import sign_in, throwaway_cluster
    from waylight.ops.drills.server import KEEPS
    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    # Durable, as in earnest: what a commit waits for is part of what a fact takes.
    for cluster in throwaway_cluster(KEEPS):
        sign_in(cluster)
        with connect(cluster.address(OWNER)) as owner:
            away = filled(owner, children, seed)
        with connect(cluster.address(OWNER)) as owner:
            owner.execute("VACUUM ANALYZE")
        yield cluster, away


def measured(owner: Any, children: list[int], seed: int) -> dict[str, Any]:
    """Whole, then a report, then a grade."""
    from waylight.alerts.noticing.chances import chances_on
    from waylight.alerts.noticing.children import recompute as notice
    from waylight.alerts.noticing.hearing import KINDS
    from waylight.duties.reckoning import recompute
    from waylight.ops.worker import settle

    chances_on(NOW)
    # As the worker does at its start: what is only here because a nation was made is not walked through each time.
    settle()
    for n in children:
        child = child_of(n, seed).id
        recompute([child], NOW)
        notice(child, NOW, kinds=KINDS)
    reported, graded = _times(), _times()
    for n in children:
        first = uuid4()
        _tell(owner, n, seed, first, "absent", claims.Absent("unknown", True, True), None, reported)
        _tell(owner, n, seed, first, "risk graded", updates.RiskGraded("HIGH"), first, graded)
    return {"a child is reported away": spread(reported), "police grade it": spread(graded)}


def _times() -> Times:
    return {"owed": [], "noticed": [], "both": []}


def _tell(
    owner: Any, n: int, seed: int, first: UUID, kind: str, body: object, about: UUID | None, times: Times
) -> None:
    """Keeps the fact and the child's episodes; then hears of it, which alone is timed."""
    from waylight.alerts.noticing.hearing import look_after
    from waylight.duties.reckoning import hear

    child = child_of(n, seed).id
    id, moment = (
        (first, NOW - timedelta(minutes=50)) if about is None else (uuid4(), NOW - timedelta(minutes=5))
    )
    put(owner, "facts_fact", [fact_row(child, n, id, kind, at(moment), moment, about, "home", "episode core", "web",
                                       body)])  # fmt: skip
    put_episodes(owner, child)
    owed, noticed = timed(partial(hear, id, NOW)), timed(partial(look_after, id, NOW))
    both = (owed[0] + noticed[0], owed[1] + noticed[1], owed[2] + noticed[2])
    for name, one in zip(times, (owed, noticed, both), strict=True):
        times[name].append(one)


def timed(work: Callable[[], object]) -> Took:
    """What it took of each, in milliseconds."""
    from django.db import connection

    connection.ensure_connection()
    server, own, began = spent(connection.connection), process_time(), perf_counter()
    work()
    done, worked = perf_counter(), process_time()
    return (done - began) * 1000, (worked - own) * 1000, spent(connection.connection) - server


def spread(times: Times) -> dict[str, dict[str, float]]:
    """Median, and what all but one in twenty stay under."""
    return {room: columns(some) for room, some in times.items()}


def columns(some: Sequence[Took]) -> dict[str, float]:
    """By the clock, with what the database does; of the worker's processor; of the server's."""
    found: dict[str, float] = {}
    for column, name in enumerate(("clock", "processor", "server's processor")):
        ordered = sorted(time[column] for time in some)
        found[f"{name} p50 ms"] = round(median(ordered), 2)
        found[f"{name} p95 ms"] = round(ordered[len(ordered) * 95 // 100], 2)
    return found
