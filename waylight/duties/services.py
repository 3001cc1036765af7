"""Saying by name that something owed was done."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from waylight.access import gate
from waylight.agencies.actor import Actor
from waylight.duties.kinds import DECISION, POLICE, Done
from waylight.duties.models import Judged
from waylight.duties.rows import BY_CODE, deeds_of
from waylight.duties.selectors.over_all import one_row
from waylight.engine.happenings import Kind
from waylight.engine.owing import Owner
from waylight.engine.when import When
from waylight.episodes.services.filing import not_in_future
from waylight.facts import services as facts
from waylight.facts.filing import Filing, keep
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.deeds import DIRECTOR_DECIDES

# Kinds of node that say what a home or carer did.
CARING = frozenset({"home", "carer", "supported accommodation", "provider", "parents"})
# What such a beginning asks for is about that placement or plan, not about the child as a whole.
ABOUT_ITSELF = frozenset({Kind.PLACEMENT_BEGAN, Kind.PLACEMENT_ENDED, Kind.PLANNED, Kind.GRAVE})


@transaction.atomic
def done(filing: Filing, *, owed_id: UUID, what: str, happened: When) -> facts.Added:
    """What the duty asks for was done at that time; `what` is a code of the rulebook that meets it.

    Raises: Refused, NotThere.
    """
    row = one_row(owed_id)
    if row is None:
        raise NotThere(record="duty", subject=owed_id)
    _sound(row, what, happened, filing)
    facts.lock(row.child)
    # What is about nothing but its own beginning is about the child.
    own = row.subject == row.begun_by and row.episode is None
    about = None if own and BY_CODE[row.code].begins.kind not in ABOUT_ITSELF else row.subject
    return keep(filing, _kind(filing, row), Done(what), child=row.child, happened=happened, about=about)


def _kind(filing: Filing, row: Judged) -> str:
    """Under which record of the grid it is said: who decides by name may write nothing else that is owed."""
    if row.record == POLICE:
        return "done by police"
    if row.code in DIRECTOR_DECIDES.value and gate.may(
        filing.actor, "write", DECISION, row.child, filing.now
    ):
        return "approved by name"
    return "done"


def may_say(actor: Actor, row: Judged) -> bool:
    """Whether somebody of the owner, or of the authority that answers for the child, says it: the grid is asked too."""
    caring = any(grant.node_kind in CARING for grant in actor.grants)
    return row.owner != Owner.RESPONSIBLE or not caring


def _sound(row: Judged, what: str, happened: When, filing: Filing) -> None:
    duty = BY_CODE[row.code]
    if what not in deeds_of(duty):
        raise Refused("This is met in another way: follow its link.", field="what")
    if not may_say(filing.actor, row):
        raise Refused("The authority says when this was done. Ring the social worker.", field="what")
    not_in_future(happened, filing.now, "happened", "The time when this was done")
    if row.met_by is not None:
        raise Refused("Somebody has said already that this was done.", field="what")
