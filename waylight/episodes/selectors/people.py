"""Who is reported, and who can be asked to look for a child whom nobody here knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.agencies.models import Node, NodeReach
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import Child
from waylight.episodes.models import Episode
from waylight.episodes.selectors.children import age_on
from waylight.facts.refusals import NotThere


@dataclass(frozen=True)
class ToReport:
    """The child as the report speaks of them. `away`: the episode that is open already, to which a report adds."""

    id: UUID
    called: str
    name: str
    age: int | None
    away: UUID | None


def to_report(*, actor: Actor, child_id: UUID, now: datetime, route: str = "") -> ToReport:
    """The child whom the actor may read. Raises: NotThere."""
    child = Child.objects.filter(id=child_id).first()
    if child is None:
        raise NotThere(record="child core", child=child_id)
    away = Episode.objects.filter(child_id=child_id, searching=True).values_list("id", flat=True).first()
    note(actor=actor, act=Act.READ, record="child core", child=child.id, route=route)
    called = child.known_as or child.given_names.split(" ")[0]
    return ToReport(
        child.id, called, f"{child.given_names} {child.family_name}", age_on(child.born, now), away
    )


def receivers(*, actor: Actor) -> tuple[Node, ...]:
    """The authorities and forces to which a report about an unknown child can go: those of the actor's own place,
    and those of its area. In alphabetical order."""
    if actor.node is None:
        return ()
    above = list(NodeReach.objects.filter(below_id=actor.node).values_list("above_id", flat=True))
    own = Node.objects.filter(id__in=above)
    near = {node for pair in own.values_list("area_id", "force_id") for node in pair if node}
    kinds = (Node.Kind.AUTHORITY, Node.Kind.FORCE)
    found = Node.objects.filter(id__in={*above, *near}, kind__in=kinds)
    # Of a force, the authorities in its area.
    inside = Node.objects.filter(force_id__in=above, kind=Node.Kind.AUTHORITY)
    return tuple(sorted({*found, *inside}, key=lambda node: node.name))
