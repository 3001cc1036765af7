"""Puts the projections of children right, under their locks, as the owner of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection

from waylight.episodes.columns import lines
from waylight.episodes.comparing import differing
from waylight.episodes.filling import copy
from waylight.facts.services import LOCKS

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))"
# Of the child; and what should be the child's and stands with another.
EMPTY = (
    "DELETE FROM episodes_episodeclaim WHERE child = ANY(%(children)s) OR episode_id = ANY(%(episodes)s)",
    "DELETE FROM episodes_episode WHERE child_id = ANY(%(children)s) OR id = ANY(%(episodes)s)",
    "DELETE FROM children_away WHERE child_id = ANY(%(children)s) OR id = ANY(%(episodes)s)",
    "DELETE FROM children_interest WHERE basis_kind <> 'break glass' "
    "AND (child_id = ANY(%(children)s) OR id = ANY(%(interests)s))",
)
STRAYS = (
    "DELETE FROM episodes_episodeclaim l USING episodes_episode e WHERE e.id = l.episode_id "
    "AND NOT EXISTS (SELECT FROM children_child c WHERE c.id = e.child_id)",
    "DELETE FROM episodes_episodeclaim l WHERE NOT EXISTS (SELECT FROM children_child c WHERE c.id = l.child)",
    "DELETE FROM episodes_episode e WHERE NOT EXISTS (SELECT FROM children_child c WHERE c.id = e.child_id)",
)


def drop_strays(db: Connection[Any]) -> None:
    """Rows of children who are not in the record; what they hid of another child is put right child by child."""
    with db.transaction():
        for statement in STRAYS:
            db.execute(statement)


def mend(db: Connection[Any], children: Sequence[UUID]) -> None:
    """Whoever reports about one of these children meanwhile waits, and comes after; their rows change all at once."""
    with db.transaction():
        # In the order in which every writer takes them, so that nobody waits in a circle.
        for child in sorted(children, key=str):
            db.execute(LOCK, [str(child), LOCKS])
        wrong = [child for child, faults in differing(db, children) if faults]
        values = {
            "children": [child.id for child in wrong],
            "episodes": [row["id"] for child in wrong for row in child.projection.episodes],
            "interests": [row[0] for child in wrong for row in child.interests or ()],
        }
        for statement in EMPTY:
            db.execute(statement, values)
        copy(db, lines(wrong))
