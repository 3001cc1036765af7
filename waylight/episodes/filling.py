"""Fills empty projections by COPY: for a record that was loaded in bulk, or restored without them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import cache
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import psycopg
from psycopg import Connection, sql

from waylight.episodes.computing import Row
from waylight.episodes.rebuilding import ALL, Child, computed, parts

JSON = ("stretches", "differences")
LINKS = ("fact", "episode_id", "child")
AWAYS = ("id", "child_id", "since", "until", "forces")
INTERESTS = (
    "id", "child_id", "node_id", "person_id", "relation", "during", "basis_kind", "basis_id", "why",
)  # fmt: skip
AT_A_TIME = 2_000


def fill(db: Connection[Any], now: datetime, *, processes: int = 1) -> tuple[int, int]:
    """Computes every child and writes the rows; writers of facts wait meanwhile. Returns how many children and
    episodes. Interests that a projection makes are replaced; break-glass stays.

    With several processes each takes a range of ids, on a connection of its own; where one fails nothing stays.
    """
    _empty(db)
    with db.transaction():
        db.execute("LOCK TABLE facts_fact IN SHARE MODE")
        try:
            counts = [_fill(db, now, ALL)] if processes == 1 else _share(db, now, processes)
        except BaseException:
            # What the others wrote is in transactions of their own.
            if processes > 1:
                _empty(db)
            raise
    db.execute("ANALYZE episodes_episode, episodes_episodeclaim, children_away, children_interest")
    return sum(count[0] for count in counts), sum(count[1] for count in counts)


@cache
def _columns() -> tuple[str, ...]:
    # Loaded late: a process of its own sets Django up after it has found this module.
    from waylight.episodes.models import Episode

    return tuple(str(field.column) for field in Episode._meta.concrete_fields)


def _empty(db: Connection[Any]) -> None:
    with db.transaction():
        db.execute("TRUNCATE episodes_episodeclaim, episodes_episode, children_away")
        db.execute("DELETE FROM children_interest WHERE basis_kind <> 'break glass'")


def _share(db: Connection[Any], now: datetime, processes: int) -> list[tuple[int, int]]:
    # Nothing of this process is copied: a connection must not have two owners.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_set_up) as pool:
        way_in = {**db.info.get_parameters(), "password": db.info.password}
        tasks = [pool.submit(_fill_part, way_in, now, part) for part in parts(processes)]
        return [task.result() for task in tasks]


def _set_up() -> None:
    import django

    django.setup()


def _fill_part(way_in: dict[str, str], now: datetime, within: tuple[UUID, UUID]) -> tuple[int, int]:
    with psycopg.connect(**way_in, autocommit=True) as db:  # type: ignore[arg-type]
        db.execute("SET timezone TO 'UTC'")
        with db.transaction():
            return _fill(db, now, within)


def _fill(db: Connection[Any], now: datetime, within: tuple[UUID, UUID]) -> tuple[int, int]:
    children = episodes = 0
    # A cursor is read to its end: plan for all rows, not for the first.
    db.execute("SET LOCAL cursor_tuple_fraction = 1.0")
    batch: list[Child] = []
    for child in computed(db, now, within=within):
        batch.append(child)
        children += 1
        episodes += len(child.projection.episodes)
        if len(batch) == AT_A_TIME:
            _write(db, batch)
            batch.clear()
    _write(db, batch)
    return children, episodes


def _write(db: Connection[Any], batch: Sequence[Child]) -> None:
    _copy(db, "episodes_episode", _columns(), (_values(row) for c in batch for row in c.projection.episodes))
    _copy(db, "episodes_episodeclaim", LINKS, ((*link, c.id) for c in batch for link in c.projection.links))
    _copy(db, "children_away", AWAYS, (
        (a.id, c.id, a.since, a.until, list(a.forces)) for c in batch for a in c.projection.aways
    ))  # fmt: skip
    _copy(db, "children_interest", INTERESTS, (
        (id, c.id, node, person, str(relation), _range(since, until), kind, basis, "")
        for c in batch
        for id, node, person, relation, since, until, kind, basis in sorted(c.interests or (), key=str)
    ))  # fmt: skip


def _copy(db: Connection[Any], table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with db.cursor() as cursor:
        query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
        with cursor.copy(query) as copy:
            for row in rows:
                copy.write_row(row)


def _values(row: Row) -> list[Any]:
    return [json.dumps(row[name]) if name in JSON else _value(row[name]) for name in _columns()]


def _value(value: Any) -> Any:
    # An enumeration of text is text.
    return str(value) if isinstance(value, str) else value


def _range(since: datetime, until: datetime | None) -> str:
    return f"[{since.isoformat()},{until.isoformat() if until else ''})"
