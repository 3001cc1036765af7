"""Saying ahead what is planned for a child, and telling of a death or of serious harm: for whoever writes who the child
is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from waylight.access import reach
from waylight.children.services import set_died
from waylight.duties.kinds import GraveEvent, GraveEventInError, Planned
from waylight.engine.when import LONDON, When
from waylight.episodes.services.filing import not_in_future
from waylight.facts import services as facts
from waylight.facts.codec import from_json
from waylight.facts.filing import Filing, keep
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.deeds import GRAVE, PLANS

PLANNED = frozenset(code.code for code in PLANS)
HAPPENED = frozenset(code.code for code in GRAVE)
CORE = "child core"


@transaction.atomic
def plan(filing: Filing, *, child: UUID, what: str, on: date | None, voluntary: bool = False) -> facts.Added:
    """What is to hold from that day on; `what` is a code of the rulebook, `voluntary` that there is no care order.

    Raises: Refused, NotThere.
    """
    _must_write(child)
    if what not in PLANNED:
        raise Refused("Choose what is planned.", field="what")
    if on is None:
        raise Refused("Give the day from which it is to hold: what is owed is owed before it.", field="on")
    if on < filing.now.astimezone(LONDON).date():
        raise Refused("That day is past. A plan is for today or a later day.", field="on")
    facts.lock(child)
    return keep(filing, "planned", Planned(what, on, voluntary), child=child)


@transaction.atomic
def tell_of(filing: Filing, *, child: UUID, what: str, happened: When) -> facts.Added:
    """The child died, or was seriously harmed; `what` is a code of the rulebook. Raises: Refused, NotThere."""
    _must_write(child)
    if what not in HAPPENED:
        raise Refused("Choose what has happened.", field="what")
    not_in_future(happened, filing.now, "happened", "The time at which it happened")
    facts.lock(child)
    added = keep(filing, "grave event", GraveEvent(what), child=child, happened=happened)
    if what == "died" and not added.already:
        set_died(child, happened.day)
    return added


@transaction.atomic
def take_back(filing: Filing, *, event: UUID) -> facts.Added:
    """It was not so. Raises: NotThere."""
    told = Fact.objects.filter(pk=event, kind="grave event").first()
    if told is None or told.child is None or told.body is None:
        raise NotThere(record="duty", subject=event)
    _must_write(told.child)
    facts.lock(told.child)
    added = keep(filing, "grave event in error", GraveEventInError(), child=told.child, about=event)
    if from_json(GraveEvent, told.body).what == "died":
        set_died(told.child, None)
    return added


def told_of(child: UUID) -> list[tuple[Fact, GraveEvent]]:
    """Deaths and harm told of and not taken back, of a child whose record is open to the actor. The last first."""
    known = Fact.objects.filter(child=child, kind__in=("grave event", "grave event in error")).order_by(
        "-told"
    )
    wrong = {one.about for one in known if one.kind == "grave event in error"}
    stands = (one for one in known if one.kind == "grave event" and one.id not in wrong)
    return [(one, from_json(GraveEvent, one.body)) for one in stands]


def _must_write(child: UUID) -> None:
    if child not in set(reach.may_children(CORE, "write")):
        raise NotThere(record=CORE, child=child)
