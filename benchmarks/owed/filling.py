"""Puts the year of a nation into a database: nodes, children, placements, care, interests, facts, agreed episodes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from benchmarks.owed.year import FORCE, HOME, TEAM, child
from waylight.duties.said import ChildSaid
from waylight.engine.when import When
from waylight.episodes.computing import compute, plain
from waylight.episodes.reading import core_fact
from waylight.facts.codec import to_json

AUTHORITY = UUID(int=4)
# Each has some sixteen of a nation's children over the year.
HOMES = 6_250
COLUMNS = {
    "agencies_node": ["id", "kind", "name", "code", "country", "sends_files_only", "since"],
    "agencies_nodereach": ["above_id", "below_id"],
    "children_child": ["id", "given_names", "family_name", "known_as", "born", "sex", "ethnicity", "language",
                       "unaccompanied", "trafficked", "restricted", "sealed", "name_key", "called_key"],
    "children_careperiod": ["id", "child_id", "node_id", "during", "legal_status"],
    "children_placement": ["id", "child_id", "node_id", "kind", "during", "host_id"],
    "children_interest": ["id", "child_id", "node_id", "relation", "during", "basis_kind", "basis_id", "why"],
    "facts_fact": ["id", "kind", "version", "record", "happened_earliest", "happened_latest", "happened_said", "told",
                   "child", "about", "by_node_id", "door", "source_key", "body"],
}  # fmt: skip


def child_of(n: int, seed: int) -> ChildSaid:
    """The child of that number in the nation of that seed."""
    return child(n + seed * 10_000_000)


def filled(owner: Any, children: int, seed: int) -> list[int]:
    """Writes it all, and says which children were away."""
    put(owner, "agencies_node", _nodes())
    put(owner, "agencies_nodereach", [(one, one) for one, *_ in _nodes()] + [(AUTHORITY, TEAM)])
    away: list[int] = []
    for start in range(0, children, 2_000):
        with owner.transaction():
            away += _some(owner, range(start, min(start + 2_000, children)), seed)
    return away


def _some(owner: Any, numbers: range, seed: int) -> Iterator[int]:
    """These children; says which of them were away."""
    some = [(n, child_of(n, seed)) for n in numbers]
    for table, rows in _tables(some):
        put(owner, table, rows)
    for n, one in some:
        if any(said.fact.kind == "absent" for said in one.said):
            _project(owner, one.id, [said.fact for said in one.said if said.record == "episode core"])
            yield n


def put(owner: Any, table: str, rows: Iterable[Any]) -> None:
    with owner.cursor().copy(f"COPY {table} ({', '.join(COLUMNS[table])}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def put_episodes(owner: Any, child: UUID) -> None:
    """The child's episodes as its facts have them."""
    rows = owner.execute(
        "SELECT f.id, f.kind, f.version, f.happened_earliest, f.happened_latest, f.happened_said, f.told, f.about, "
        "n.id, n.kind, n.force_id, f.body::text FROM facts_fact f JOIN agencies_node n ON n.id = f.by_node_id "
        "WHERE f.child = %s AND f.record = 'episode core'",
        [child],
    ).fetchall()
    owner.execute("DELETE FROM episodes_episode WHERE child_id = %s", [child])
    _project(owner, child, [core_fact(row) for row in rows])


def _project(owner: Any, child: UUID, facts: list[Any]) -> None:
    rows = [plain(row) for row in compute(child, facts, None).episodes]
    owner.execute(
        "INSERT INTO episodes_episode SELECT * FROM jsonb_populate_recordset(NULL::episodes_episode, %s::jsonb)",
        [json.dumps(rows)],
    )


def _home(n: int, place: int) -> UUID:
    return UUID(int=1_000_000 + (n * (place + 1) * 31 + place) % HOMES)


def _nodes() -> list[tuple[Any, ...]]:
    named = [(AUTHORITY, "authority", "An authority"), (TEAM, "team", "A team"), (FORCE, "force", "A force")]
    homes = [(UUID(int=1_000_000 + h), "home", f"Home {h}") for h in range(HOMES)]
    return [(*one, "", "E", False, "2000-01-01") for one in (*named, *homes)]


def fact_row(child: UUID, n: int, id: UUID, kind: str, when: When, told: datetime, about: UUID | None, node: str,
             record: str, door: str, body: object) -> tuple[Any, ...]:  # fmt: skip
    by = {"team": TEAM, "force": FORCE}.get(node) or _home(n, 0)
    return (id, kind, 1, record, when.earliest, when.latest, when.as_said, told, child, about, by, door, str(id),
            json.dumps(to_json(body)))  # fmt: skip


def _tables(some: list[tuple[int, ChildSaid]]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    yield (
        "children_child",
        [
            (c.id, f"Given{n}", f"Family{n}", "", c.born, "", "", "", False, False, False, False, str(n), "")
            for n, c in some
        ],
    )
    yield "children_careperiod", [(uuid4(), c.id, TEAM, "[2020-01-01,)", "") for _, c in some]
    yield "children_placement", [
        (lived.id, c.id, _home(n, place), "K2", _during(lived.since, lived.until),
         AUTHORITY if lived.out_of_area else None)
        for n, c in some for place, lived in enumerate(c.lived)
    ]  # fmt: skip
    yield "children_interest", [
        (uuid4(), c.id, _home(n, 0) if tie.node == HOME else tie.node, tie.relation, _during(tie.since, tie.until), "",
         tie.basis, "")
        for n, c in some for tie in c.ties
    ]  # fmt: skip
    yield "facts_fact", [
        fact_row(c.id, n, s.fact.id, s.fact.kind, s.fact.when, s.fact.told, s.fact.about, s.fact.node_kind, s.record,
                 s.door, s.fact.body)
        for n, c in some for s in c.said
    ]  # fmt: skip


def _during(since: datetime, until: datetime | None) -> str:
    return f"[{since.isoformat()},{until.isoformat() if until else ''})"
