"""Which children a node has to do with now: those of a home, a team, an authority, a force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from waylight.agencies.actor import Actor
from waylight.agencies.selectors import below
from waylight.children.models import Allocation, Interest


def of_node(*, actor: Actor, node: UUID, relations: Iterable[str], now: datetime) -> frozenset[UUID]:
    """The children to whom the node, or one below it, is one of these relations now, as far as the actor may know.

    Nothing of a child is shown, so no line goes on the trail: whoever lists them writes it.
    """
    ties = Interest.objects.filter(
        node_id__in=below([node]), relation__in=list(relations), during__contains=now
    )
    mine = Q(person=None) | Q(person_id=actor.person_id)
    return frozenset(ties.filter(mine).values_list("child_id", flat=True))


def of_person(*, person: UUID, now: datetime) -> frozenset[UUID]:
    """The children whose case is this person's now."""
    rows = Allocation.objects.filter(person_id=person, during__contains=now)
    return frozenset(rows.values_list("child_id", flat=True))
