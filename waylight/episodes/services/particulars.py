"""Who a child is, put right, with what follows from it at once: a birth date decides when counting ends."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from waylight.children import services as children
from waylight.children.models import Child
from waylight.episodes.projecting import project
from waylight.facts import services as facts
from waylight.facts.filing import Filing


@transaction.atomic
def rectify(filing: Filing, *, child: UUID, who: children.Particulars, why: str, mark: str = "") -> None:
    """As the room of children does it; where the birth date changed, the episodes are computed anew in the same
    transaction. The only way in for pages and lists. Raises: Refused, NotThere."""
    # A report that comes in meanwhile waits, and is computed with the date that then stands.
    facts.lock(child)
    before = _born(child)
    children.rectify(filing, child=child, who=who, why=why, mark=mark)
    if _born(child) != before:
        project(child)


def _born(child: UUID) -> object:
    return Child.objects.filter(pk=child).values_list("born", flat=True).first()
