"""Two records of one child say at once that the child is away: a person says that it is one time away."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from waylight.children.selectors.same import one_child
from waylight.episodes.models import Episode
from waylight.episodes.selectors.reach import may_write
from waylight.episodes.services.endings import in_error
from waylight.episodes.services.filing import CLAIMS, episode_of
from waylight.facts import services as facts
from waylight.facts.filing import Filing
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere, Refused


@transaction.atomic
def one_time_away(filing: Filing, *, stays: UUID, goes: UUID, why: str) -> Episode:
    """What was said of `goes` stands from now on as made in error, where it stays to be read; `stays` goes on.

    Raises: Refused; NotThere where the two are not one child's, or the actor may not write both.
    """
    first, other = both(stays, goes)
    if not why.strip():
        raise Refused("Say how you know that it is one time away: others read it.", field="why")
    facts.lock(first.child_id, other.child_id)
    if filing.sent_before is None and not (first.searching and other.searching):
        raise Refused("One of them has ended meanwhile. Open the page again to read it.")
    if other.police_reference_at is not None and first.police_reference_at is None:
        raise Refused(
            f"Police know of {other.number} and not yet of {first.number}. Let {other.number} stay, or enter the "
            f"reference on {first.number} first.",
            field="stays",
        )
    said = Fact.objects.filter(id__in=other.claims, kind__in=CLAIMS)
    # The report last: with it the time away is gone.
    for n, claim in enumerate(sorted(said, key=lambda one: (one.kind == "absent", one.told, one.id))):
        words = (
            f"{why.strip()} It is the same time away as {first.number}, of the other record of this child."
        )
        in_error(filing.part(str(n)) if n else filing, claim_id=claim.id, why=words)
    return first


def both(stays: UUID, goes: UUID) -> tuple[Episode, Episode]:
    """The two, where they are of two records of one child and the actor may write both. Raises: NotThere."""
    first, other = episode_of(stays), episode_of(goes)
    same = one_child([first.child_id]).get(first.child_id, ())
    if first.child_id == other.child_id or other.child_id not in same:
        raise NotThere(record="episode", child=other.child_id, subject=goes)
    for one in (first, other):
        if not may_write("episode", one.child_id):
            raise NotThere(record="episode", child=one.child_id, subject=one.id)
    return first, other
