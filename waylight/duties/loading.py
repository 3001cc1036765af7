"""Loads all that is known of one child, as a task sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from waylight.duties.said import ChildSaid, Lived, Said, Tie
from waylight.engine.local import Dated
from waylight.episodes.reading import core_fact
from waylight.protocols.selectors import settings_of

FACTS = """
SELECT f.record, f.door, f.id, f.kind, f.version, f.happened_earliest, f.happened_latest, f.happened_said, f.told,
       f.about, n.id, n.kind, n.force_id, f.body::text
FROM facts_fact f JOIN agencies_node n ON n.id = f.by_node_id
WHERE f.child = %s ORDER BY f.told, f.id
"""
LIVED = """
SELECT p.id, p.node_id, n.kind, lower(p.during), upper(p.during), p.host_id IS NOT NULL
FROM children_placement p JOIN agencies_node n ON n.id = p.node_id
WHERE p.child_id = %s ORDER BY lower(p.during)
"""
TIES = """
SELECT node_id, relation, lower(during), upper(during), basis_id FROM children_interest
WHERE child_id = %s AND person_id IS NULL AND relation IN ('responsible', 'caring', 'police') ORDER BY lower(during)
"""
# The authority that each team belongs to.
CARE = """
SELECT a.id, lower(c.during), upper(c.during)
FROM children_careperiod c JOIN agencies_nodereach r ON r.below_id = c.node_id
JOIN agencies_node a ON a.id = r.above_id AND a.kind = 'authority'
WHERE c.child_id = %s
"""


def load(child: UUID) -> ChildSaid:
    """Facts, placements, interests, care, and what the responsible authority set for itself."""
    with connection.cursor() as cursor:
        cursor.execute(FACTS, [child])
        said = [Said(core_fact(row), record, door) for record, door, *row in cursor.fetchall()]
        cursor.execute(LIVED, [child])
        lived = [Lived(*row) for row in cursor.fetchall()]
        cursor.execute(TIES, [child])
        ties = [Tie(*row) for row in cursor.fetchall()]
        cursor.execute(CARE, [child])
        care = cursor.fetchall()
        cursor.execute("SELECT born FROM children_child WHERE id = %s", [child])
        (born,) = cursor.fetchone() or (None,)
    return ChildSaid(child, born, said, lived, ties, _settings(care))


def _settings(care: Iterable[tuple[UUID, date, date | None]]) -> Mapping[str, Any]:
    """The own values of each authority for the days on which it looked after the child."""
    own: dict[str, tuple[Dated[Any], ...]] = {}
    for authority, since, until in care:
        for name, values in settings_of(authority).items():
            own[name] = (*own.get(name, ()), *_clipped(values, since, until))
    return own


def _clipped(values: Iterable[Dated[Any]], since: date, until: date | None) -> Iterator[Dated[Any]]:
    for one in values:
        ends = [end for end in (one.until, until) if end is not None]
        clipped = replace(one, since=max(one.since, since), until=min(ends, default=None))
        if clipped.until is None or clipped.since < clipped.until:
            yield clipped
