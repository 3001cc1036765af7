"""Loads all that is known of some children, as a task sees it: five queries for any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from waylight.duties.said import ChildSaid, Lived, Said, Tie
from waylight.engine.local import Dated, Settings
from waylight.episodes.reading import core_fact
from waylight.protocols.selectors import settings_of

FACTS = """
SELECT f.child, f.record, f.door, f.id, f.kind, f.version, f.happened_earliest, f.happened_latest, f.happened_said,
       f.told, f.about, n.id, n.kind, n.force_id, f.body::text
FROM facts_fact f JOIN agencies_node n ON n.id = f.by_node_id
WHERE f.child = ANY(%s) ORDER BY f.told, f.id
"""
LIVED = """
SELECT p.child_id, p.id, p.node_id, n.kind, lower(p.during), upper(p.during), p.host_id IS NOT NULL
FROM children_placement p JOIN agencies_node n ON n.id = p.node_id
WHERE p.child_id = ANY(%s) ORDER BY lower(p.during)
"""
TIES = """
SELECT child_id, node_id, relation, lower(during), upper(during), basis_id FROM children_interest
WHERE child_id = ANY(%s) AND person_id IS NULL AND relation IN ('responsible', 'caring', 'police')
ORDER BY lower(during)
"""
# The authority that each team belongs to.
CARE = """
SELECT c.child_id, a.id, lower(c.during), upper(c.during)
FROM children_careperiod c JOIN agencies_nodereach r ON r.below_id = c.node_id
JOIN agencies_node a ON a.id = r.above_id AND a.kind = 'authority'
WHERE c.child_id = ANY(%s)
"""
BORN = "SELECT id, born FROM children_child WHERE id = ANY(%s)"


def load(children: Sequence[UUID]) -> list[ChildSaid]:
    """Facts, placements, interests, and what the responsible authorities set for themselves, of each of them."""
    said, lived, ties, care, born = (_rows(query, children) for query in (FACTS, LIVED, TIES, CARE, BORN))
    own = _Own()
    return [
        ChildSaid(
            child,
            born[child][0][0] if child in born else None,
            [Said(core_fact(row), record, door) for record, door, *row in said.get(child, ())],
            [Lived(*row) for row in lived.get(child, ())],
            [Tie(*row) for row in ties.get(child, ())],
            own.during(care.get(child, ())),
        )
        for child in children
    ]


def _rows(query: str, children: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """The rows of each child, in the query's order, without the child's id."""
    found: dict[UUID, list[Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(query, [list(children)])
        for child, *row in cursor.fetchall():
            found.setdefault(child, []).append(row)
    return found


class _Own:
    """What authorities set for themselves, asked once of each."""

    def __init__(self) -> None:
        self._known: dict[UUID, Settings[Any]] = {}

    def during(self, care: Iterable[tuple[UUID, date, date | None]]) -> Mapping[str, Any]:
        """The own values of each authority for the days on which it looked after the child."""
        own: dict[str, tuple[Dated[Any], ...]] = {}
        for authority, since, until in care:
            if authority not in self._known:
                self._known[authority] = settings_of(authority)
            for name, values in self._known[authority].items():
                own[name] = (*own.get(name, ()), *_clipped(values, since, until))
        return own


def _clipped(values: Iterable[Dated[Any]], since: date, until: date | None) -> Iterator[Dated[Any]]:
    for one in values:
        ends = [end for end in (one.until, until) if end is not None]
        clipped = replace(one, since=max(one.since, since), until=min(ends, default=None))
        if clipped.until is None or clipped.since < clipped.until:
            yield clipped
