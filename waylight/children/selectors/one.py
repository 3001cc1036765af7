from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import Child, Placement


@dataclass(frozen=True)
class Known:
    """A child with the reason for which the actor sees them."""

    child: Child
    reason: str


def child(*, actor: Actor, child_id: UUID, route: str = "") -> Known:
    """The child, on the trail as read. Raises: NotThere, which looks the same whether there is none or not for them."""
    why = reach.reasons([child_id], "child core").get(child_id, "")
    found = Child.objects.filter(pk=child_id).first() if why else None
    if found is None:
        raise NotThere(record="child core", child=child_id, reason="no cell and no interest")
    note(actor=actor, act=Act.READ, record="child core", child=child_id, route=route, basis=why)
    return Known(found, why)


def placements(*, actor: Actor, child_id: UUID, now: datetime, route: str = "") -> list[Placement]:
    """Where the child lives, lived and will live, the latest first; [] where that record is not open to the actor."""
    why = reach.reasons([child_id], "placement").get(child_id, "")
    if not why:
        return []
    note(actor=actor, act=Act.READ, record="placement", child=child_id, route=route, basis=why)
    rows = Placement.objects.filter(child_id=child_id).select_related("node", "host")
    return sorted(rows, key=lambda row: row.during.lower or now, reverse=True)
