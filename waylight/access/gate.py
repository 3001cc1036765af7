"""The second reader of the grid, in Python: may this person do this, and which two rows say so?

The first reader is the database (`may_children`). A test compares them in every cell of the grid. The decision is a
pure function of what is handed in; `may` fetches that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from waylight.access.grid import opened
from waylight.agencies.actor import Actor, Grant


@dataclass(frozen=True)
class Tie:
    """What a node, or one person at it, is to one child. Times UTC; `until` None while it lasts."""

    relation: str
    node: UUID
    person: UUID | None
    since: datetime
    until: datetime | None
    basis: str = ""


@dataclass(frozen=True)
class Held:
    """A grant with every node that it reaches."""

    grant: Grant
    reach: frozenset[UUID]


@dataclass(frozen=True)
class Asking:
    """Who asks: the grants they hold now, whom they stand in for, the homes that they inspect now."""

    person: UUID
    held: tuple[Held, ...]
    covers: frozenset[UUID] = frozenset()
    inspects: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Allowed:
    """They may, by this grant and this tie; `reason` is what the trail keeps and the child's page shows."""

    grant: Grant
    tie: Tie

    @property
    def reason(self) -> str:
        by_name = ", by name" if self.tie.person else ""
        return f"{self.grant.role} at {self.grant.node_name}; {self.tie.relation}{by_name}"

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Refused:
    """They may not. To whoever asked it looks as if nothing were there; the reason is for the trail."""

    reason: str

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Refused


def decide(
    asking: Asking, ties: Iterable[Tie], *, action: str, record: str, narrowed: bool, now: datetime
) -> Answer:
    """Whether a cell of the grid and a tie that holds at `now` meet. `narrowed`: restricted or sealed child.

    Pure. The narrower tie (by name) is preferred as the reason.
    """
    holding = [t for t in ties if t.since <= now and (t.until is None or now < t.until)]
    found: Allowed | None = None
    for held in asking.held:
        relations = opened(held.grant.role, record, action)
        for tie in holding:
            if _opens(asking, held, tie, relations, narrowed):
                if tie.person is not None:
                    return Allowed(held.grant, tie)
                found = found or Allowed(held.grant, tie)
    if found:
        return found
    roles = ", ".join(sorted({held.grant.role for held in asking.held})) or "no role"
    return Refused(f"{roles}: no cell and no interest to {action} {record}")


def _opens(asking: Asking, held: Held, tie: Tie, relations: frozenset[str], narrowed: bool) -> bool:
    if tie.relation in relations and tie.node in held.reach:
        if tie.person is None:
            return not narrowed
        return tie.person == asking.person or (tie.person in asking.covers and not narrowed)
    # An inspection in the asker's own name opens the children who live in that home.
    inspected = "inspecting" in relations and tie.relation == "caring" and tie.node in asking.inspects
    return inspected and tie.person is None and not narrowed


def may(
    actor: Actor, action: str, record: str, child: UUID, now: datetime, *, through: str | None = None
) -> Answer:
    """Whether the actor may do the action ("count", "read" or "write") to the record of the child at `now`.

    `through` asks whether this one relation alone would open it.

    Asks the database only for what is the actor's own: their ties to the child, their cover and inspections.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_ties(%s)", [child])
        (own,) = cursor.fetchone()
    # Django's driver hands JSON on as text.
    found = json.loads(own)
    if through is not None:
        found["ties"] = [tie for tie in found["ties"] if tie["relation"] == through]
    return answer(actor, found, action=action, record=record, now=now)


def answer(actor: Actor, own: Mapping[str, Any], *, action: str, record: str, now: datetime) -> Answer:
    """The decision about what `access_ties` answered with, as JSON."""
    held = tuple(
        Held(grant, frozenset(UUID(node) for node in own["reach"].get(str(grant.node_id), ())))
        for grant in actor.grants
    )
    asking = Asking(
        actor.person_id,
        held,
        frozenset(UUID(person) for person in own["covers"]),
        frozenset(UUID(node) for node in own["inspects"]),
    )
    ties = [_tie(tie) for tie in own["ties"]]
    return decide(asking, ties, action=action, record=record, narrowed=own["narrowed"], now=now)


def _tie(row: Mapping[str, Any]) -> Tie:
    return Tie(
        row["relation"],
        UUID(row["node"]),
        UUID(row["person"]) if row["person"] else None,
        datetime.fromisoformat(row["since"]),
        datetime.fromisoformat(row["until"]) if row["until"] else None,
        row["basis"],
    )
