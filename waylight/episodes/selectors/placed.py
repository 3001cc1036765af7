"""A placing: which report a person placed with which child, and what came over with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.episodes.selectors.claims import Said, said_of
from waylight.episodes.selectors.reach import may_write
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere


@dataclass(frozen=True)
class Placing:
    """`carried`: what was said of the report, in its senders' names. `taken_back`: somebody did so already."""

    child: ChildLine
    placed: Said
    carried: tuple[Said, ...]
    taken_back: bool


def placing(*, actor: Actor, placed_id: UUID, now: datetime, route: str = "") -> Placing:
    """Raises: NotThere, also to whoever may not add to the child's times away."""
    row = Fact.objects.filter(id=placed_id, kind="placed").select_related("by_node", "by_person").first()
    if row is None or row.child is None or not may_write("episode", row.child):
        raise NotThere(record="episode", subject=placed_id)
    carried = Fact.objects.filter(child=row.child, source_key__startswith=f"placed {row.id} ")
    note(actor=actor, act=Act.READ, record="episode", child=row.child, route=route)
    (placed,) = said_of([row])
    return Placing(
        lines([row.child], now)[row.child],
        placed,
        said_of(carried.select_related("by_node", "by_person")),
        Fact.objects.filter(kind="unplaced", about=placed_id).exists(),
    )
