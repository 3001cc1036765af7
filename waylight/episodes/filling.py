"""Fills empty projections by COPY: for a record that was loaded in bulk, or restored without them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from psycopg import Connection, sql

from waylight.episodes.computing import Row
from waylight.episodes.models import Episode
from waylight.episodes.rebuilding import Child, computed

COLUMNS = tuple(str(field.column) for field in Episode._meta.concrete_fields)
JSON = ("stretches", "differences")
LINKS = ("fact", "episode_id", "child")
AWAYS = ("id", "child_id", "since", "until", "forces")
INTERESTS = (
    "id", "child_id", "node_id", "person_id", "relation", "during", "basis_kind", "basis_id", "why",
)  # fmt: skip
AT_A_TIME = 2_000


def fill(db: Connection[Any], now: datetime) -> tuple[int, int]:
    """Computes every child and writes the rows, in one transaction that holds off writers of facts.

    Returns how many children and episodes. Interests that a projection makes are replaced; break-glass stays.
    """
    children = episodes = 0
    with db.transaction():
        db.execute("LOCK TABLE facts_fact IN SHARE MODE")
        db.execute("SET LOCAL cursor_tuple_fraction = 1.0")
        db.execute("TRUNCATE episodes_episodeclaim, episodes_episode, children_away")
        db.execute("DELETE FROM children_interest WHERE basis_kind <> 'break glass'")
        batch: list[Child] = []
        for child in computed(db, now):
            batch.append(child)
            children += 1
            episodes += len(child.projection.episodes)
            if len(batch) == AT_A_TIME:
                _write(db, batch)
                batch.clear()
        _write(db, batch)
    db.execute("ANALYZE episodes_episode, episodes_episodeclaim, children_away, children_interest")
    return children, episodes


def _write(db: Connection[Any], batch: Sequence[Child]) -> None:
    _copy(db, "episodes_episode", COLUMNS, (_values(row) for c in batch for row in c.projection.episodes))
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
    return [json.dumps(row[name]) if name in JSON else _value(row[name]) for name in COLUMNS]


def _value(value: Any) -> Any:
    # An enumeration of text is text.
    return str(value) if isinstance(value, str) else value


def _range(since: datetime, until: datetime | None) -> str:
    return f"[{since.isoformat()},{until.isoformat() if until else ''})"
