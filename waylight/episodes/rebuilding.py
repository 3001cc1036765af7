"""Computes every projection of many children from the facts alone, read at one go.

Works on a plain connection of the tables' owner, some hundred children at a time, so that a million episodes need no
more memory than a thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import tuple_row

from waylight.children.gathering import Basis, bases
from waylight.children.interests import Gone, interests_of
from waylight.episodes.computing import Projection, compute
from waylight.episodes.reading import CoreFact, core_fact
from waylight.rulebook.access import POLICE_AFTER_RETURN

AT_A_TIME = 500
CHILDREN = "SELECT id FROM children_child ORDER BY id"
BIRTHS = "SELECT id, born FROM children_child WHERE id = ANY(%s) ORDER BY id"
FACTS = """
SELECT f.child, f.id, f.kind, f.version, f.happened_earliest, f.happened_latest, f.happened_said, f.told, f.about,
       n.id, n.kind, n.force_id, f.body::text
FROM facts_fact f JOIN agencies_node n ON n.id = f.by_node_id
WHERE f.child = ANY(%s) AND f.record = 'episode core' AND f.told <= %s::timestamptz
"""
Interest = tuple[Any, ...]


@dataclass(frozen=True)
class Child:
    """One child's projections as the facts make them. `interests`, in no order, each as its columns; None where only
    episodes were asked for."""

    id: UUID
    projection: Projection
    interests: tuple[Interest, ...] | None


def batches(db: Connection[Any]) -> list[list[UUID]]:
    """The ids of all children in their order, some hundred at a time."""
    with db.cursor(row_factory=tuple_row) as cursor:
        ids = [id for (id,) in cursor.execute(CHILDREN)]
    return [ids[n : n + AT_A_TIME] for n in range(0, len(ids), AT_A_TIME)]


def computed(
    db: Connection[Any], children: Sequence[UUID], *, known_by: datetime | None = None, interests: bool = True
) -> Iterator[Child]:
    """These children in the order of their ids, as known at `known_by` (aware), or now."""
    ids = list(children)
    told: defaultdict[UUID, list[CoreFact]] = defaultdict(list)
    for child, *row in db.execute(FACTS, [ids, known_by or "infinity"], binary=True).fetchall():
        told[child].append(core_fact(row))
    basis = bases(db, ids) if interests else None
    for id, born in db.execute(BIRTHS, [ids]).fetchall():
        projection = compute(id, told.pop(id, ()), born)
        yield Child(id, projection, None if basis is None else interests_from(id, basis[id], projection))


def interests_from(child: UUID, basis: Basis, projection: Projection) -> tuple[Interest, ...]:
    """With the times away as they are computed, not as they stand."""
    rows = interests_of(
        care=basis.care,
        placements=basis.placements,
        cases=basis.cases,
        aways=[Gone(away.id, away.since, away.until, away.forces) for away in projection.aways],
        police_after=POLICE_AFTER_RETURN.span,
    )
    return tuple(
        (
            row.id_for(child),
            row.node,
            row.person,
            row.relation,
            row.since,
            row.until,
            row.basis_kind,
            row.basis_id,
        )
        for row in rows
    )
