from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import CarePeriod, Child, Placement
from waylight.engine.when import LONDON


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


@dataclass(frozen=True)
class InCare:
    """Who the child is, and the period of care that goes on: since which day, under which legal status (a code)."""

    child: Child
    since: date | None = None
    legal_status: str = ""


def in_care(*, actor: Actor, child_id: UUID, now: datetime, route: str = "") -> InCare | None:
    """None where who the child is is not open to the actor."""
    try:
        known = child(actor=actor, child_id=child_id, route=route)
    except NotThere:
        return None
    today = now.astimezone(LONDON).date()
    period = CarePeriod.objects.filter(child_id=child_id, during__contains=today).first()
    return InCare(known.child, period.during.lower, period.legal_status) if period else InCare(known.child)


def placements(*, actor: Actor, child_id: UUID, now: datetime, route: str = "") -> list[Placement]:
    """Where the child lives, lived and will live, the latest first; [] where that record is not open to the actor."""
    why = reach.reasons([child_id], "placement").get(child_id, "")
    if not why:
        return []
    note(actor=actor, act=Act.READ, record="placement", child=child_id, route=route, basis=why)
    # What was taken back lasted at no time.
    rows = Placement.objects.filter(child_id=child_id, during__isempty=False).select_related("node", "host")
    return sorted(rows, key=lambda row: row.during.lower or now, reverse=True)


def placement(*, actor: Actor, placement: UUID, route: str = "") -> Placement | None:
    """One placement that stands; None where there is none for the actor."""
    found = Placement.objects.filter(pk=placement, during__isempty=False).select_related("node").first()
    if found is not None:
        note(actor=actor, act=Act.READ, record="placement", child=found.child_id, subject=placement, route=route,
             basis=reach.reasons([found.child_id], "placement").get(found.child_id, ""))  # fmt: skip
    return found
