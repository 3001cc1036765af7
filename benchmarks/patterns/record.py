"""One new fact in a record of a nation's size: the worker looks at the child again, in a real database."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from benchmarks.owed.record import Took, columns, timed
from benchmarks.patterns.told import BORN, child_id
from benchmarks.patterns.truth import NOW, SPACE, World, uuid5
from benchmarks.rebuild import server
from waylight.engine.patterns import Line, Out

NODE = uuid5(SPACE, "the authority")
SAMPLE = 300


def one_new_fact(world: World, agreed: dict[int, Line], outs: list[Out]) -> dict[str, Any]:
    """Fills a throw-away database with the nation's year, and lets the worker hear of a child, as of a new fact."""
    with server() as cluster:
        from tests.support.roles import worker
        from waylight.ops.postgres.connection import OWNER
        from waylight.ops.postgres.roles import connect

        with connect(cluster.address(OWNER)) as owner:
            for table, columns, rows in tables(world, agreed, outs):
                with owner.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            owner.execute("ANALYZE")
        with worker(cluster):
            return measured(sorted(agreed))


def measured(children: list[int]) -> dict[str, Any]:
    """Each child twice: as it is noticed first, with all its rows to write, and again after one more fact."""
    from waylight.alerts.noticing.chances import chances_on
    from waylight.alerts.noticing.children import recompute
    from waylight.alerts.noticing.hearing import KINDS
    from waylight.ops.worker import settle

    chances_on(NOW)
    # As the worker does at its start: what is only here because a nation was made is not walked through each time.
    settle()
    first: list[Took] = []
    again: list[Took] = []
    for child in random.Random(5).sample(children, min(SAMPLE, len(children))):
        for times in (first, again):
            times.append(timed(partial(recompute, child_id(child), NOW, kinds=KINDS)))
    return {"first time": columns(first), "after one more fact": columns(again)}


def tables(
    world: World, agreed: dict[int, Line], outs: list[Out]
) -> Iterator[tuple[str, list[str], Iterator[Any]]]:
    """What the worker reads of a nation: nodes, children, where they live, episodes and nights, a report of each."""
    homes = sorted(set(world.home))
    yield (
        "agencies_node",
        ["id", "kind", "name", "code", "country", "sends_files_only", "since"],
        (
            (id, kind, name, "", "E", False, "2000-01-01")
            for id, kind, name in [
                (NODE, "authority", "An authority"),
                *((home_id(h), "home", f"Home {h}") for h in homes),
            ]
        ),
    )
    yield "children_child", [
        "id", "given_names", "family_name", "known_as", "born", "sex", "ethnicity", "language", "unaccompanied",
        "trafficked", "restricted", "sealed", "name_key", "called_key",
    ], (
        (child_id(n), f"Given{n}", f"Family{n}", "", BORN, "", "", "", False, False, False, False, str(n), "")
        for n in range(world.children)
    )  # fmt: skip
    yield (
        "children_careperiod",
        ["id", "child_id", "node_id", "during", "legal_status"],
        ((uuid4(), child_id(n), NODE, "[2020-01-01,)", "") for n in range(world.children)),
    )
    yield (
        "children_placement",
        ["id", "child_id", "node_id", "kind", "during"],
        ((uuid4(), child_id(n), home_id(world.home[n]), "", "[2020-01-01,)") for n in range(world.children)),
    )
    yield (
        "episodes_episode",
        EPISODE,
        (_episode(line, away) for line in agreed.values() for away in line.aways),
    )
    yield "facts_fact", FACT, (_report(line, away) for line in agreed.values() for away in line.aways)
    yield (
        "alerts_night",
        ["episode", "child", "began", "until", "night", "sector", "home", "named"],
        (
            (
                out.id,
                out.child,
                out.began,
                out.until,
                out.night,
                out.found.sector if out.found else "",
                out.home,
                "{}",
            )
            for out in outs
        ),
    )


def home_id(home: int) -> UUID:
    return uuid5(SPACE, f"home {home}")


EPISODE = [
    "id", "number", "version", "child_id", "started_earliest", "started_latest", "started_said", "ended_earliest",
    "ended_latest", "ended_said", "ended_by", "category", "precision", "open", "searching", "stretches",
    "differences", "claims", "seen_by", "told_at", "police_reference", "grade",
]  # fmt: skip
FACT = [
    "id", "kind", "version", "record", "happened_earliest", "happened_latest", "happened_said", "told", "child",
    "by_node_id", "door", "source_key", "body",
]  # fmt: skip


def _episode(line: Line, away: Any) -> tuple[Any, ...]:
    end = away.end
    ended = (end.earliest, end.latest, end.as_said) if end else (None, None, "")
    return (
        away.id, "W-1", 1, line.child, away.start.earliest, away.start.latest, away.start.as_said, *ended, "returned",
        "M", "minute", away.open, away.open, '[{"category": "M"}]', "[]", "{" + str(away.id) + "}", "{home}",
        away.told_at, "", "",
    )  # fmt: skip


def _report(line: Line, away: Any) -> tuple[Any, ...]:
    told: datetime = away.told_at
    return (
        away.id, "absent", 1, "episode core", away.start.earliest, away.start.latest, away.start.as_said, told,
        line.child, NODE, "import", str(away.id), '{"whereabouts": "unknown", "concern": true, "reported": true}',
    )  # fmt: skip
