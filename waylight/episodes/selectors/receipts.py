"""What somebody who filed a report is shown: that it is kept, what happens next, who has read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import Child
from waylight.episodes.models import Episode, EpisodeClaim
from waylight.episodes.numbers import number_of
from waylight.episodes.selectors.children import ChildLine, child_line
from waylight.episodes.selectors.claims import Said, facts_of, said_of
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere


@dataclass(frozen=True)
class Receipt:
    """`episode` is None where the report waits for a person to place it, or is kept without being an episode."""

    number: str
    report: Said
    child: ChildLine | None
    episode: Episode | None
    police_know: bool
    told: tuple[Said, ...]
    read_by: tuple[Said, ...]


def receipt(*, actor: Actor, fact_id: UUID, now: datetime, route: str = "") -> Receipt:
    """Of a report that the actor may read, or that their agency made. Raises: NotThere."""
    fact = Fact.objects.filter(id=fact_id, kind="absent").select_related("by_node", "by_person").first()
    if fact is None:
        raise NotThere(record="episode", subject=fact_id)
    link = EpisodeClaim.objects.filter(fact=fact.id).select_related("episode").first()
    episode = link.episode if link else None
    said = said_of(facts_of(episode) if episode else _about(fact))
    child = Child.objects.filter(id=fact.child).first() if fact.child else None
    note(actor=actor, act=Act.READ, record="episode", child=fact.child, subject=fact.id, route=route)
    return Receipt(
        number_of(fact.id),
        next(one for one in said if one.id == fact.id),
        child_line(child, now) if child else None,
        episode,
        any(one.kind == "police reference" and not one.in_error for one in said),
        tuple(one for one in said if one.kind == "told" and not one.in_error),
        tuple(one for one in said if one.kind == "seen"),
    )


def _about(fact: Fact) -> list[Fact]:
    return [fact, *Fact.objects.filter(about=fact.id).select_related("by_node", "by_person")]
