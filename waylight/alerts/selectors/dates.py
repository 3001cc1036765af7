"""The days that stand before a child, as far as the actor may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.access.reach import may_children
from waylight.agencies.actor import Actor
from waylight.alerts.kinds import DATE_AHEAD, HEALTH
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.episodes.selectors.claims import Said, said_of
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere


@dataclass(frozen=True)
class DatesAhead:
    """`ahead` in the order in which they come; `may_add`: whether the actor's role puts such days down."""

    child: ChildLine
    ahead: tuple[Said, ...]
    may_add: bool


def dates_of(*, actor: Actor, child_id: UUID, now: datetime, route: str = "") -> DatesAhead:
    """Raises: NotThere."""
    if child_id not in may_children(HEALTH, "read"):
        raise NotThere(record=HEALTH, child=child_id)
    facts = Fact.objects.filter(child=child_id, kind=DATE_AHEAD, happened_latest__gte=now)
    said = [one for one in said_of(facts.select_related("by_node", "by_person")) if not one.in_error]
    note(actor=actor, act=Act.READ, record=HEALTH, child=child_id, route=route)
    return DatesAhead(
        lines([child_id], now)[child_id],
        tuple(sorted(said, key=lambda one: (one.when.earliest, one.id))),
        child_id in may_children(HEALTH, "write"),
    )
