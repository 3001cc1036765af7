"""Reads of people and nodes. Nothing here says anything of a child."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor, Grant
from waylight.agencies.models import Node, NodeReach, OnDuty, Person, RoleGrant


def actor_of(person: Person | UUID, now: datetime, *, choose: UUID | None = None, via: str = "") -> Actor:
    """The person with every grant that holds at `now`, or with one: `choose` is the id of the grant of this sitting.

    Somebody whose account is closed holds nothing. Raises: Person.DoesNotExist.
    """
    someone = person if isinstance(person, Person) else Person.objects.get(pk=person)
    held: list[RoleGrant] = []
    if someone.is_active:
        held = list(
            RoleGrant.objects.filter(person=someone, during__contains=now)
            .select_related("node")
            .order_by("role", "node__name", "id")
        )
    chosen = [grant for grant in held if grant.id == choose]
    grants = tuple(Grant(g.role, g.node_id, g.node.name, g.node.kind) for g in chosen or held)
    return Actor(someone.id, someone.name, grants, via, chosen[0].id if chosen else None)


def below(nodes: Iterable[UUID]) -> frozenset[UUID]:
    """The nodes and everything that stands under them."""
    return frozenset(NodeReach.objects.filter(above_id__in=list(nodes)).values_list("below_id", flat=True))


def authority_of(node_id: UUID) -> Node | None:
    """The authority that a team, a service or the authority itself belongs to."""
    above = NodeReach.objects.filter(below_id=node_id).values("above_id")
    return Node.objects.filter(id__in=above, kind=Node.Kind.AUTHORITY).first()


def on_duty(node_id: UUID, role: str, now: datetime) -> list[Person]:
    """Who answers for the node in that role at `now`, by name."""
    rows = OnDuty.objects.filter(node_id=node_id, role=role, during__contains=now).select_related("person")
    # Somebody who signed in on two computers answers once.
    return sorted({row.person for row in rows}, key=lambda person: person.name)
