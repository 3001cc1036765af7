"""Claims about a known child of which nobody could say yet to which time away they belong."""

from __future__ import annotations

from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.episodes.models import EpisodeClaim
from waylight.episodes.selectors.claims import Said, said_of
from waylight.facts.models import Fact


def waiting_claims(*, actor: Actor, child_id: UUID, route: str = "") -> tuple[Said, ...]:
    """Absences that are in no episode and that nobody took back: those that wait for a person, and those kept
    without being an episode (known where, no concern, nobody told)."""
    in_one = EpisodeClaim.objects.filter(child=child_id).values("fact")
    rows = Fact.objects.filter(child=child_id, kind="absent").exclude(id__in=in_one)
    said = Fact.objects.filter(child=child_id, kind="in error")
    note(actor=actor, act=Act.READ, record="episode", child=child_id, route=route)
    both = [*rows.select_related("by_node", "by_person"), *said.select_related("by_node", "by_person")]
    return tuple(one for one in said_of(both) if one.kind == "absent" and not one.in_error)
