"""Computes every projection from the facts alone, in the order of children, and lays it beside what stands.

Works on a plain connection of the tables' owner, with cursors that hold a few thousand rows at a time, so that a
million episodes need no more memory than ten.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection
from psycopg.rows import dict_row, tuple_row

from waylight.children.projecting import interests_from
from waylight.episodes.computing import Projection, Row, compute
from waylight.episodes.reading import core_fact

AT_A_TIME = 5_000
FACTS = """
SELECT f.child, f.id, f.kind, f.version, f.happened_earliest, f.happened_latest, f.happened_said, f.told, f.about,
       n.id, n.kind, n.force_id, f.body::text
FROM facts_fact f JOIN agencies_node n ON n.id = f.by_node_id
WHERE f.child BETWEEN %s AND %s AND f.record = 'episode core' AND f.told <= %s
ORDER BY f.child
"""
CHILDREN = """
SELECT c.id, c.born, children_basis(c.id)::text FROM children_child c WHERE c.id BETWEEN %s AND %s ORDER BY c.id
"""
BIRTHS = "SELECT c.id, c.born, NULL FROM children_child c WHERE c.id BETWEEN %s AND %s ORDER BY c.id"
EPISODES = "SELECT * FROM episodes_episode ORDER BY child_id, id"
LINKS = "SELECT child, fact, episode_id FROM episodes_episodeclaim ORDER BY child"
AWAYS = "SELECT child_id, id, since, until, forces FROM children_away ORDER BY child_id"
INTERESTS = """
SELECT child_id, id, node_id, person_id, relation, lower(during), upper(during), basis_kind, basis_id
FROM children_interest WHERE basis_kind <> 'break glass' ORDER BY child_id
"""


ALL = (UUID(int=0), UUID(int=2**128 - 1))


def parts(many: int) -> list[tuple[UUID, UUID]]:
    """All ids in so many ranges of the same width, both ends within."""
    edges = [2**128 * n // many for n in range(many + 1)]
    return [(UUID(int=low), UUID(int=high - 1)) for low, high in pairwise(edges)]


@dataclass(frozen=True)
class Child:
    """One child's projections as the facts make them. `interests` in the order of their columns; None where only
    episodes were asked for."""

    id: UUID
    projection: Projection
    interests: frozenset[tuple[Any, ...]] | None


@dataclass(frozen=True)
class Fault:
    """Where a projection says something else than the facts do. Ids and names of columns, nothing of a person."""

    table: str
    child: UUID
    row: UUID
    what: str

    def __str__(self) -> str:
        return f"{self.table}, child {self.child}, row {self.row}: {self.what}"


def computed(
    db: Connection[Any], known_by: datetime, *, interests: bool = True, within: tuple[UUID, UUID] = ALL
) -> Iterator[Child]:
    """Every child whose id is `within`, in the order of ids, as known at `known_by`. Needs a transaction."""
    told = groupby(_rows(db, FACTS, [*within, known_by]), key=itemgetter(0))
    waiting = next(told, None)
    for id, born, basis in _rows(db, CHILDREN if interests else BIRTHS, within):
        facts: list[Any] = []
        while waiting is not None and waiting[0] <= id:
            facts = list(waiting[1]) if waiting[0] == id else []
            waiting = next(told, None)
        yield _child(id, born, basis, facts)


def _child(id: UUID, born: date | None, basis: str | None, facts: Sequence[Sequence[Any]]) -> Child:
    projection = compute(id, [core_fact(row[1:]) for row in facts], born)
    if basis is None:
        return Child(id, projection, None)
    rows = interests_from(with_aways(json.loads(basis), projection))
    return Child(id, projection, frozenset(
        (row.id_for(id), row.node, row.person, row.relation, row.since, row.until, row.basis_kind, row.basis_id)
        for row in rows
    ))  # fmt: skip


def with_aways(basis: dict[str, Any], projection: Projection) -> dict[str, Any]:
    """What interests follow from, with the times away as they are computed, not as they stand."""
    aways = [
        {"id": str(a.id), "since": a.since.isoformat(), "until": a.until and a.until.isoformat(),
         "forces": [str(force) for force in a.forces]}
        for a in projection.aways
    ]  # fmt: skip
    return {**basis, "aways": aways}


def differing(db: Connection[Any], known_by: datetime) -> Iterator[tuple[Child, tuple[Fault, ...]]]:
    """Each child with the faults of what stands; most have none. Needs a transaction of one snapshot."""
    standing = [_Standing(db, query) for query in (EPISODES, LINKS, AWAYS, INTERESTS)]
    for child in computed(db, known_by):
        episodes, links, aways, interests = (table.of(child.id) for table in standing)
        yield child, (
            *_faults("episode", child.id, _by_id(child.projection.episodes), _by_id(episodes)),
            *_set_faults("claim of an episode", child.id, set(child.projection.links),
                         {(row["fact"], row["episode_id"]) for row in links}),
            *_set_faults("time away", child.id,
                         {(a.id, a.since, a.until, a.forces) for a in child.projection.aways},
                         {(a["id"], a["since"], a["until"], tuple(a["forces"])) for a in aways}),
            *_set_faults("interest", child.id, set(child.interests or ()),
                         {tuple(row.values())[1:] for row in interests}),
        )  # fmt: skip


class _Standing:
    """Rows of a table that come in the order of children, handed out child by child."""

    def __init__(self, db: Connection[Any], query: str) -> None:
        self._groups = groupby(_rows(db, query, dicts=True), key=lambda row: next(iter(_child_of(row))))
        self._next = next(self._groups, None)

    def of(self, child: UUID) -> list[Row]:
        """The child's rows. Rows of children who are not in the record are passed by."""
        while self._next is not None and self._next[0] < child:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != child:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


def _child_of(row: Row) -> Iterator[UUID]:
    yield row["child_id"] if "child_id" in row else row["child"]


def _by_id(rows: Sequence[Row]) -> dict[UUID, Row]:
    return {row["id"]: row for row in rows}


def _faults(table: str, child: UUID, made: dict[UUID, Row], stands: dict[UUID, Row]) -> Iterator[Fault]:
    for id in sorted(made.keys() | stands.keys()):
        if id not in stands:
            yield Fault(table, child, id, "is missing")
        elif id not in made:
            yield Fault(table, child, id, "follows from no fact")
        elif wrong := [name for name, value in made[id].items() if stands[id][name] != value]:
            yield Fault(table, child, id, f"says something else in {', '.join(wrong)}")


def _set_faults(table: str, child: UUID, made: set[Any], stands: set[Any]) -> Iterator[Fault]:
    for row in made - stands:
        yield Fault(table, child, row[0], "is missing, or says something else")
    for row in stands - made:
        if row[0] not in {one[0] for one in made - stands}:
            yield Fault(table, child, row[0], "follows from no fact")


def _rows(
    db: Connection[Any], query: str, values: Sequence[Any] = (), *, dicts: bool = False
) -> Iterator[Any]:
    """Rows of a query, fetched a few thousand at a time."""
    shape: Any = dict_row if dicts else tuple_row
    with db.cursor(f"rebuild_{uuid4().hex}", row_factory=shape) as cursor:
        cursor.itersize = AT_A_TIME
        cursor.execute(query, values)
        yield from cursor
