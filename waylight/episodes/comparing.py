"""Lays what the facts make of children beside what stands, and says where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection, sql

from waylight.episodes.columns import episode_columns
from waylight.episodes.computing import Row
from waylight.episodes.rebuilding import Child, computed

EPISODES = sql.SQL("SELECT child_id, {} FROM episodes_episode WHERE child_id = ANY(%s)")
LINKS = "SELECT child, fact, episode_id FROM episodes_episodeclaim WHERE child = ANY(%s)"
AWAYS = "SELECT child_id, id, since, until, forces FROM children_away WHERE child_id = ANY(%s)"
INTERESTS = """
SELECT child_id, id, node_id, person_id, relation, lower(during), upper(during), basis_kind, basis_id
FROM children_interest WHERE basis_kind <> 'break glass' AND child_id = ANY(%s)
"""
STRAYS = """
SELECT e.child_id, e.id FROM episodes_episode e WHERE NOT EXISTS (SELECT FROM children_child c WHERE c.id = e.child_id)
"""
STRAY_LINKS = """
SELECT l.child, l.fact FROM episodes_episodeclaim l WHERE NOT EXISTS (SELECT FROM children_child c WHERE c.id = l.child)
"""


@dataclass(frozen=True)
class Fault:
    """Where a projection says something else than the facts do. Ids and names of columns, nothing of a person."""

    table: str
    child: UUID
    row: UUID
    what: str

    def __str__(self) -> str:
        return f"{self.table}, child {self.child}, row {self.row}: {self.what}"


def differing(db: Connection[Any], children: Sequence[UUID]) -> Iterator[tuple[Child, tuple[Fault, ...]]]:
    """Each of these children with the faults of what stands; most have none. Needs a transaction of one snapshot."""
    names = episode_columns()
    episodes_of = _standing(db, EPISODES.format(sql.SQL(", ").join(map(sql.Identifier, names))), children)
    links_of, aways_of, interests_of = (_standing(db, query, children) for query in (LINKS, AWAYS, INTERESTS))
    for child in computed(db, children):
        id, made = child.id, child.projection
        episodes = {row[0]: dict(zip(names, row, strict=True)) for row in episodes_of[id]}
        yield child, (
            *_faults("episode", id, {row["id"]: row for row in made.episodes}, episodes),
            *_set_faults("claim of an episode", id, set(made.links), set(links_of[id])),
            *_set_faults("time away", id, {(a.id, a.since, a.until, a.forces) for a in made.aways},
                         {(*row[:-1], tuple(row[-1])) for row in aways_of[id]}),
            *_set_faults("interest", id, set(child.interests or ()), set(interests_of[id])),
        )  # fmt: skip


def strays(db: Connection[Any]) -> list[Fault]:
    """Rows of a child who is not in the record. The other tables have keys that let none in."""
    episodes = [
        Fault("episode", child, id, "is of a child who is not there") for child, id in db.execute(STRAYS)
    ]
    links = db.execute(STRAY_LINKS)
    return episodes + [
        Fault("claim of an episode", child, fact, "is of a child who is not there") for child, fact in links
    ]


def _standing(
    db: Connection[Any], query: str | sql.Composed, children: Sequence[UUID]
) -> Mapping[UUID, list[tuple[Any, ...]]]:
    """Rows by child, without the child."""
    found: defaultdict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for child, *row in db.execute(query, [list(children)]):
        found[child].append(tuple(row))
    return found


def _faults(table: str, child: UUID, made: dict[UUID, Row], stands: dict[UUID, Row]) -> Iterator[Fault]:
    for id in sorted(made.keys() | stands.keys()):
        if id not in stands:
            yield Fault(table, child, id, "is missing")
        elif id not in made:
            yield Fault(table, child, id, "follows from no fact")
        elif made[id] != stands[id]:
            wrong = [name for name, value in made[id].items() if stands[id][name] != value]
            yield Fault(table, child, id, f"says something else in {', '.join(wrong)}")


def _set_faults(table: str, child: UUID, made: set[Any], stands: set[Any]) -> Iterator[Fault]:
    if made == stands:
        return
    for row in made - stands:
        yield Fault(table, child, row[0], "is missing, or says something else")
    for row in stands - made:
        if row[0] not in {one[0] for one in made - stands}:
            yield Fault(table, child, row[0], "follows from no fact")
