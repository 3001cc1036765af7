"""Inspections that are open in the name of whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.children.models import Inspection, Interest


@dataclass(frozen=True)
class Inspected:
    """A home that an inspection opens, until when, and the records of the children who live there."""

    home: UUID
    name: str
    until: datetime
    children: frozenset[UUID]


def inspections_of(*, actor: Actor, now: datetime) -> tuple[Inspected, ...]:
    """The actor's own, by the name of the home. Nobody is named, so no line goes on the trail."""
    rows = Inspection.objects.filter(person_id=actor.person_id, during__contains=now)
    return tuple(
        Inspected(row.node_id, row.node.name, row.during.upper, _living(row.node_id, now))
        for row in rows.select_related("node").order_by("node__name", "id")
    )


def _living(home: UUID, now: datetime) -> frozenset[UUID]:
    """As far as row security opens them."""
    ties = Interest.objects.filter(
        node_id=home, relation=Interest.Relation.CARING, person=None, during__contains=now
    )
    return frozenset(ties.values_list("child_id", flat=True))
