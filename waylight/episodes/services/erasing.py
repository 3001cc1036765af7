"""Erasure: asked for by one person, decided by a second, carried out by the worker."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.audit.services import Who
from waylight.children.services.blanking import blank
from waylight.episodes.kinds.upkeep import ErasureAsked, ErasureDecided
from waylight.episodes.models import Episode, PackEntry, PackPhoto
from waylight.episodes.projecting import project
from waylight.episodes.selectors.reach import may_write
from waylight.episodes.services.birthdays import Clock
from waylight.facts import services as facts
from waylight.facts.codec import from_json
from waylight.facts.erasing import Erased, erase
from waylight.facts.filing import Filing, keep
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere, Refused
from waylight.facts.services import Added
from waylight.rulebook.retention import ERASURE_GROUNDS

AWAY = "The child is away now: what is known of them is needed to find them. Ask again when they are back."


@transaction.atomic
def ask_erasure(
    filing: Filing, *, child_id: UUID, ground: str, facts_named: tuple[UUID, ...], why: str
) -> Added:
    """Ask that the words of these facts be blanked or, where none is named, everything that was said of the child.

    Nothing is erased by it: a second person decides. Raises: Refused, NotThere.
    """
    _must_write(child_id)
    if ground not in {one.code for one in ERASURE_GROUNDS}:
        raise Refused("Choose why the law lets this go.", field="ground")
    if not why.strip():
        raise Refused("Say why it should go: whoever decides reads it.", field="why")
    known = set(Fact.objects.filter(id__in=facts_named, child=child_id).values_list("id", flat=True))
    if set(facts_named) - known:
        raise Refused("Open the page again: a line that you chose is not on it any more.", field="facts")
    _not_away(child_id, facts_named)
    facts.lock(child_id)
    body = ErasureAsked(ground, tuple(sorted(known, key=str)))
    return keep(filing, "erasure asked", body, child=child_id, words={"why": why})


@transaction.atomic
def decide_erasure(filing: Filing, *, asked_id: UUID, agreed: bool, why: str) -> Added:
    """A second person agrees, and the worker erases; or does not, and nothing happens. Raises: Refused, NotThere."""
    asked = Fact.objects.filter(id=asked_id, kind="erasure asked").first()
    if asked is None or asked.child is None:
        raise NotThere(record="child core", subject=asked_id)
    _must_write(asked.child)
    if asked.by_person_id == filing.actor.person_id:
        raise Refused("You asked for this yourself. A second person of the authority decides.")
    if not why.strip():
        raise Refused("Say why you decide so: it stays in the record.", field="why")
    facts.lock(asked.child)
    before = Fact.objects.filter(kind="erasure decided", about=asked_id)
    if before.exists() and filing.sent_before is None:
        raise Refused("Somebody decided this already. Open the list again.")
    if asked.body is None:
        raise Refused("What this asks for was erased already, for another reason.")
    if agreed:
        _not_away(asked.child, from_json(ErasureAsked, asked.body).facts)
    added = keep(
        filing, "erasure decided", ErasureDecided(agreed), child=asked.child, about=asked_id,
        words={"why": why},
    )  # fmt: skip
    if agreed and not added.already:
        from waylight.episodes.tasks import erase_asked

        erase_asked.defer(asked=str(asked_id), decided=str(added.id))
    return added


@transaction.atomic
def carry_out(*, asked_id: UUID, decided_id: UUID, now: datetime) -> Added:
    """As the worker, in the name of who decided: erase what the first fact asks for and the second agrees to. What
    was erased already stays as it is. Raises: Refused."""
    asked = Fact.objects.get(id=asked_id)
    decided = Fact.objects.select_related("by_node", "by_person").get(id=decided_id)
    key = f"erasure {asked_id}"
    done = facts.sent_before(node=decided.by_node_id, door="desk", keys=[key])
    if done or asked.body is None:
        return Added(done.get(key, asked_id), already=True)
    body, person = from_json(ErasureAsked, asked.body), decided.by_person
    agreed = from_json(ErasureDecided, decided.body).agreed and decided.about == asked_id
    if not agreed or person is None or person.id == asked.by_person_id or asked.child is None:
        raise Refused("Nothing is erased that two people did not agree to.")
    who = Clock(decided.by_node_id, decided.by_node.name, person.id, person.name)
    what = {"actor": who, "child_id": asked.child, "ground": body.ground, "now": now, "key": key}
    return erase_words(facts=body.facts, **what) if body.facts else erase_child(**what)


@transaction.atomic
def erase_child(
    *, actor: Who, child_id: UUID, ground: str, now: datetime, key: str, id: UUID | None = None
) -> Added:
    """Blanks everything that was said of the child and who the child is, and deletes the pack. Episodes that follow
    from nothing any more go; that there were facts, when, and who looked, stays."""
    added = erase(actor=actor, child=child_id, erased=Erased(ground), now=now, key=key, id=id)
    if not added.already:
        PackEntry.objects.filter(child_id=child_id).delete()
        PackPhoto.objects.filter(child_id=child_id).delete()
        project(child_id)
        blank(child_id)
    return added


@transaction.atomic
def erase_words(
    *,
    actor: Who,
    child_id: UUID,
    facts: tuple[UUID, ...],
    ground: str,
    now: datetime,
    key: str,
    id: UUID | None = None,
) -> Added:
    """Blanks the free words of some facts; what they count for stays."""
    erased = Erased(ground, facts, bodies=False)
    added = erase(actor=actor, child=child_id, erased=erased, now=now, key=key, id=id)
    if not added.already:
        project(child_id)
    return added


def _must_write(child: UUID) -> None:
    if not may_write("child core", child):
        raise NotThere(record="child core", child=child)


def _not_away(child: UUID, named: tuple[UUID, ...]) -> None:
    if not named and Episode.objects.filter(child_id=child, searching=True).exists():
        raise Refused(AWAY)
