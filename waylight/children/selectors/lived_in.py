"""Places where children live, as somebody who records a move looks for one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from waylight.agencies.models import Node

LIVED_IN = (Node.Kind.HOME, Node.Kind.CARER, Node.Kind.SUPPORTED, Node.Kind.PARENTS, Node.Kind.OTHER)
MOST = 20


def places_named(words: str, *, day: date) -> list[Node]:
    """Places open on that day whose name has the words in it, or whose code they are: at most twenty, by name.

    A name says nothing of where a place is: that stands on the register alone.
    """
    words = " ".join(words.split())
    if not words:
        return []
    open_ = Node.objects.filter(Q(until=None) | Q(until__gte=day), kind__in=LIVED_IN, since__lte=day)
    named = open_.filter(Q(name__icontains=words) | Q(code__iexact=words))
    return list(named.select_related("area", "parent").order_by("name", "id")[:MOST])


def place_of(node: UUID | None) -> Node | None:
    """None where nobody lives at a place of that id."""
    if node is None:
        return None
    return Node.objects.filter(pk=node, kind__in=LIVED_IN).select_related("area", "force").first()
