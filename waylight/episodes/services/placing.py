"""What a person decides of claims: whose child a report is about, and which claims are one time away."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from waylight.episodes.kinds.claims import InError
from waylight.episodes.kinds.handling import Grouping, Placed, Unplaced
from waylight.episodes.models import EpisodeClaim
from waylight.episodes.numbers import number_of
from waylight.episodes.projecting import project
from waylight.episodes.services.filing import Filed
from waylight.facts import services as facts
from waylight.facts.filing import Filing, keep
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere, Refused


@transaction.atomic
def place_claim(filing: Filing, *, claim_id: UUID, child_id: UUID, why: str) -> Filed:
    """A person says whose report this is. What its sender said goes to the child in the sender's name.

    Raises: Refused where it was placed already; NotThere.
    """
    claim = Fact.objects.filter(id=claim_id, child=None, kind="absent").first()
    if claim is None:
        raise NotThere(record="episode", subject=claim_id)
    facts.lock(child_id)
    added = keep(filing, "placed", Placed(), child=child_id, about=claim_id, words={"why": why})
    if not added.already:
        if _placed_before(claim_id, added.id):
            raise Refused("Somebody placed this report already. Open it from the child's record.")
        carry(claim_id)
    copies = Fact.objects.filter(about=claim_id, child=child_id, kind="absent").values("id")
    episode = EpisodeClaim.objects.filter(fact__in=copies).values_list("episode_id", flat=True).first()
    return Filed(added.id, episode, number_of(claim_id), added.already)


@transaction.atomic
def take_back_placing(filing: Filing, *, placed_id: UUID, why: str) -> Filed:
    """It was another child's report. What was carried over is in error there; the report waits again."""
    fact = Fact.objects.filter(id=placed_id, kind="placed").first()
    if fact is None or fact.child is None:
        raise NotThere(record="episode", subject=placed_id)
    if not why.strip():
        raise Refused(
            "Say why it is not this child's, so that others who read the report understand.", field="why"
        )
    facts.lock(fact.child)
    added = keep(filing, "unplaced", Unplaced(), child=fact.child, about=fact.id, words={"why": why})
    if not added.already:
        carried = Fact.objects.filter(child=fact.child, source_key__startswith=f"placed {fact.id} ")
        for number, copy in enumerate(carried.order_by("told", "id"), 1):
            one = filing.part(f"in error {number}")
            keep(one, "in error", InError(), child=fact.child, about=copy.id, words={"why": why})
        project(fact.child)
    return Filed(added.id, None, number_of(fact.about or fact.id), added.already)


def carry(claim_id: UUID) -> None:
    """Takes everything that was said of an unplaced claim to the child with whom it was placed, if it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT carry_claims(%s)", [claim_id])
        children = [row[0] for row in cursor.fetchall()]
    for child in children:
        project(child)


def _placed_before(claim_id: UUID, this: UUID) -> bool:
    taken_back = Fact.objects.filter(kind="unplaced", about=OuterRef("id"))
    standing = Fact.objects.filter(kind="placed", about=claim_id).exclude(Exists(taken_back))
    return standing.exclude(id=this).exists()


@transaction.atomic
def group(filing: Filing, *, claims: tuple[UUID, ...], together: bool, why: str) -> Filed:
    """A person's word that claims are one time away, or are not. Raises: Refused, NotThere."""
    if len(set(claims)) < 2:
        raise Refused("Choose at least two reports to put together or to keep apart.", field="claims")
    known = dict(Fact.objects.filter(id__in=claims, child__isnull=False).values_list("id", "child"))
    if missing := set(claims) - known.keys():
        raise NotThere(record="episode", subject=min(missing))
    (child, *others) = set(known.values())
    if others or child is None:
        raise Refused("These reports are about two children. Reports of one child only can be one time away.")
    facts.lock(child)
    added = keep(
        filing, "grouping", Grouping(tuple(sorted(claims, key=str)), together), child=child,
        about=claims[0], words={"why": why},
    )  # fmt: skip
    if not added.already:
        project(child)
    link = EpisodeClaim.objects.filter(fact__in=claims).select_related("episode").first()
    episode = link.episode if link else None
    return Filed(added.id, episode.id if episode else None, episode.number if episode else "", added.already)
