"""Search by name among the actor's own children. A POST: what is typed stands in no address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from waylight.agencies.actor import Actor
from waylight.children.names import folded

MOST = 20
# Fewer letters would list half of everybody.
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """`nearness` is 1 for the same name, 0.9 for words that begin so, less for a near spelling."""

    id: UUID
    given_names: str
    family_name: str
    known_as: str
    born: date | None
    nearness: float


def search(
    *, actor: Actor, words: str, born: date | None = None, most: int = MOST, route: str = ""
) -> list[Hit]:
    """The nearest first, at most `most`. The database's function filters, limits, and writes the trail, also where
    nothing is found; a search without a name of two letters and without a birth date finds nothing."""
    key = folded(words)
    if len(key) < SHORTEST and born is None:
        key, born = "", None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM children_search(%s, %s, %s, %s, %s, %s, %s)",
            [key, born, most, actor.role, actor.node, actor.node_name, route],
        )
        return [Hit(*row) for row in cursor.fetchall()]
