"""Two records, one child: said by two named people who can read both, and undone by one. Never by machine."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from waylight.episodes.kinds.upkeep import SameAs, SameAsAsked, SameAsRefused, SameAsUndone
from waylight.episodes.selectors.reach import may_read, may_write
from waylight.episodes.selectors.sameness import decided_of, standing
from waylight.facts import services as facts
from waylight.facts.codec import from_json
from waylight.facts.filing import Filing, keep
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere, Refused
from waylight.facts.services import Added


@transaction.atomic
def ask_same(filing: Filing, *, child_id: UUID, other_id: UUID, why: str) -> Added:
    """Say that the two records are one child. Nothing changes until a second person says so too.

    Raises: Refused, NotThere where the actor may not read both or may not write the first.
    """
    if child_id == other_id:
        raise Refused("These are one record already. Choose the other one.", field="other")
    _must_read_both(child_id, other_id)
    if not why.strip():
        raise Refused("Say how you know that they are one child: the second person reads it.", field="why")
    facts.lock(child_id, other_id)
    if filing.sent_before is None and standing(child_id, other_id):
        raise Refused("Two people have said that already, or it waits for the second.")
    return keep(filing, "same as asked", SameAsAsked(other_id), child=child_id, words={"why": why})


@transaction.atomic
def decide_same(filing: Filing, *, asked_id: UUID, same: bool, why: str) -> Added:
    """The second person agrees, or says that they are two children. Raises: Refused, NotThere."""
    asked = Fact.objects.filter(id=asked_id, kind="same as asked").first()
    if asked is None or asked.child is None or asked.body is None:
        raise NotThere(record="child core", subject=asked_id)
    other = from_json(SameAsAsked, asked.body).other
    _must_read_both(asked.child, other)
    if asked.by_person_id == filing.actor.person_id:
        raise Refused("You said this yourself. A second person who can read both records decides.")
    if not why.strip():
        raise Refused("Say what you looked at: it stays in the record.", field="why")
    facts.lock(asked.child, other)
    if filing.sent_before is None and decided_of(asked_id) is not None:
        raise Refused("Somebody decided this already. Open the page again.")
    kind, body = ("same as", SameAs(other, asked_id)) if same else ("same as refused", SameAsRefused(other))
    return keep(filing, kind, body, child=asked.child, about=asked_id, words={"why": why})


@transaction.atomic
def undo_same(filing: Filing, *, same_id: UUID, why: str) -> Added:
    """They are two children: the lines of time stand apart from here on. Raises: Refused, NotThere."""
    same = Fact.objects.filter(id=same_id, kind="same as").first()
    if same is None or same.child is None or same.body is None:
        raise NotThere(record="child core", subject=same_id)
    other = from_json(SameAs, same.body).other
    _must_read_both(same.child, other)
    if not why.strip():
        raise Refused("Say why they are two children: those who read both as one will read it.", field="why")
    facts.lock(same.child, other)
    undone = Fact.objects.filter(kind="same as undone", about=same_id)
    if filing.sent_before is None and undone.exists():
        raise Refused("Somebody undid this already. Open the page again.")
    return keep(
        filing, "same as undone", SameAsUndone(other), child=same.child, about=same_id,
        words={"why": why},
    )  # fmt: skip


def _must_read_both(child: UUID, other: UUID) -> None:
    for one in (child, other):
        if not may_read("child core", one):
            raise NotThere(record="child core", child=one)
    if not may_write("child core", child):
        raise NotThere(record="child core", child=child)
