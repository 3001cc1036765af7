"""A child who turns 18 while away: the counted episode closes, the search goes on. Done by the clock, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import connection, transaction

from waylight.engine.agreed import birthday
from waylight.engine.when import LONDON, at, on
from waylight.episodes.kinds.handling import Eighteenth
from waylight.episodes.projecting import project
from waylight.facts import services as facts
from waylight.rulebook.agreed import RULES

DUE = """
SELECT e.id, e.child_id, c.born, f.by_node_id, n.name
FROM episodes_episode e
JOIN children_child c ON c.id = e.child_id
JOIN facts_fact f ON f.id = e.id
JOIN agencies_node n ON n.id = f.by_node_id
WHERE e.open AND c.born <= %s
"""


@dataclass(frozen=True)
class Clock:
    """What acts when nobody does, in the name of the agency whose report is open."""

    node: UUID
    node_name: str
    person_id: UUID | None = None
    name: str = "Waylight"
    role: str = ""


def close_at_18(*, now: datetime) -> int:
    """Run as the worker. Closes each open episode of a child who has turned 18; returns how many."""
    today = now.astimezone(LONDON).date()
    with connection.cursor() as cursor:
        # A day more than may be due, for those born on 29 February; the rule itself decides below.
        cursor.execute(DUE, [birthday(today, -RULES.adult_at.value)])
        due = [row for row in cursor.fetchall() if birthday(row[2], RULES.adult_at.value) <= today]
    return sum(_close(*row, now=now) for row in due)


@transaction.atomic
def _close(episode: UUID, child: UUID, born: date, node: UUID, node_name: str, *, now: datetime) -> bool:
    facts.lock(child)
    midnight = on(birthday(born, RULES.adult_at.value)).earliest
    added = facts.add(
        actor=Clock(node, node_name),
        kind="eighteenth birthday",
        child=child,
        happened=at(midnight),
        told=now,
        body=Eighteenth(),
        # By what it is about: a clock that runs twice adds it once.
        key=f"eighteenth birthday {uuid5(episode, born.isoformat())}",
        door="door",
        about=episode,
    )
    if not added.already:
        project(child)
    return not added.already
