"""How old the lists are from which the pages know who lives where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Min, Q

from waylight.agencies.models import Node, NodeReach
from waylight.children.models import Interest
from waylight.imports.models import Freshness


def oldest(*, children: Iterable[UUID], node: UUID | None, now: datetime) -> datetime | None:
    """Of the lists of placements of the authorities that look after these children, the age of the oldest (UTC).

    Where no child is listed: of the authority that the node belongs to, or in whose area it lies. None where none of
    them hands in lists: what is known was then typed in, and is as old as its last change.
    """
    responsible = Interest.objects.filter(
        child_id__in=list(children), relation=Interest.Relation.RESPONSIBLE, during__contains=now
    )
    nodes = set(responsible.values_list("node_id", flat=True)) - {None}
    if not nodes and node is not None:
        own = Node.objects.filter(pk=node).values_list("id", "area_id").first() or ()
        nodes = {one for one in own if one is not None}
    above = NodeReach.objects.filter(below_id__in=nodes).values("above_id")
    found = Freshness.objects.filter(Q(node_id__in=above), kind="placements").aggregate(oldest=Min("as_of"))
    as_of: datetime | None = found["oldest"]
    return as_of
