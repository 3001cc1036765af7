"""How old the lists are from which the pages know who lives where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Min, Q

from waylight.agencies.models import Node, NodeReach
from waylight.children.models import Interest
from waylight.imports.models import Freshness


def oldest(
    *, children: Iterable[UUID], node: UUID | None, now: datetime, authorities: Iterable[UUID] = ()
) -> datetime | None:
    """Of the lists of placements of the authorities that look after these children, and of those named, the age of
    the oldest (UTC).

    Where there are none: of the authority that the node belongs to, or in whose area it lies; of a force, of the
    authorities in its area. None where none of them hands in lists: what is known was then typed in, and is as old as
    its last change.
    """
    responsible = Interest.objects.filter(
        child_id__in=list(children), relation=Interest.Relation.RESPONSIBLE, during__contains=now
    )
    nodes = {*responsible.values_list("node_id", flat=True), *authorities} - {None}
    if not nodes and node is not None:
        own = Node.objects.filter(pk=node).values_list("id", "area_id").first() or ()
        inside = Node.objects.filter(force_id=node, kind=Node.Kind.AUTHORITY).values_list("id", flat=True)
        nodes = {one for one in (*own, *inside) if one is not None}
    above = NodeReach.objects.filter(below_id__in=nodes).values("above_id")
    found = Freshness.objects.filter(Q(node_id__in=above), kind="placements").aggregate(oldest=Min("as_of"))
    as_of: datetime | None = found["oldest"]
    return as_of
