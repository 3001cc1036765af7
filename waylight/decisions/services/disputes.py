"""A dispute of the reviewing officer: raised, answered in its stage, taken to a later one, ended. Cafcass is a stage:
the referral is a fact with its day."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from waylight.decisions import kinds as bodies
from waylight.decisions.selectors.reading import Dispute, dispute_of
from waylight.decisions.services.keeping import fact_of, must_act, one_of, wanted
from waylight.engine.reviews import after
from waylight.facts import services as facts
from waylight.facts.filing import Filing, keep
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.reviews import DISPUTE_ABOUT, DISPUTE_ENDS, STAGES

MATTERS = frozenset(code.code for code in DISPUTE_ABOUT)
ENDS = frozenset(code.code for code in DISPUTE_ENDS)
OFFICER = "This is for the child's reviewing officer."


@transaction.atomic
def raise_dispute(
    filing: Filing, *, child_id: UUID, matter: str, words: str, request_id: UUID | None = None
) -> UUID:
    """The reviewing officer disputes; the informal stage begins. The id of the dispute. Raises: Refused, NotThere."""
    must_act(filing, "dispute", child_id, OFFICER)
    one_of(matter, MATTERS, "Choose what the dispute is about.", "matter")
    wanted(words, "Write what is disputed, and what you ask for.", "words")
    if request_id is not None and fact_of(request_id, "review asked").child != child_id:
        raise NotThere(record=bodies.REVIEW, child=child_id, subject=request_id)
    facts.lock(child_id)
    body = bodies.DisputeRaised(matter)
    return keep(filing, "dispute raised", body, child=child_id, about=request_id, words={"matter": words}).id


@transaction.atomic
def answer(filing: Filing, *, dispute_id: UUID, words: str) -> UUID:
    """The answer of whoever answers in the present stage. Raises: Refused, NotThere."""
    dispute = _locked(filing, dispute_id)
    stage = dispute.stage.stage
    must_act(
        filing,
        "dispute",
        dispute.child_id,
        f"In this stage {' or '.join(stage.roles)} answers.",
        only=stage.roles,
    )
    _still_open(filing, dispute)
    if dispute.stage.answer and filing.sent_before is None:
        raise Refused("This stage has its answer. The reviewing officer ends the dispute or takes it on.")
    wanted(words, "Write the answer: what will be done, by whom, by when.", "words")
    body = bodies.DisputeAnswered(stage.code)
    return keep(
        filing, "dispute answered", body, child=dispute.child_id, about=dispute_id, words={"answer": words}
    ).id


@transaction.atomic
def move(filing: Filing, *, dispute_id: UUID, stage: str, why: str) -> UUID:
    """The reviewing officer takes the dispute to a later stage, Cafcass among them. Raises: Refused, NotThere."""
    dispute = _locked(filing, dispute_id)
    must_act(filing, "dispute", dispute.child_id, OFFICER, only=("reviewing officer",))
    _still_open(filing, dispute)
    if filing.sent_before is None:
        later = frozenset(one.code for one in after(STAGES, dispute.stage.stage.code))
        one_of(stage, later, "Choose a stage that comes after the present one.", "stage")
    wanted(why, "Write why it goes on: what was not answered, or not enough.", "why")
    body = bodies.DisputeMoved(stage)
    return keep(
        filing, "dispute moved", body, child=dispute.child_id, about=dispute_id, words={"why": why}
    ).id


@transaction.atomic
def end(filing: Filing, *, dispute_id: UUID, outcome: str, how: str) -> UUID:
    """The reviewing officer ends it, and says how. Raises: Refused, NotThere."""
    dispute = _locked(filing, dispute_id)
    must_act(filing, "dispute", dispute.child_id, OFFICER, only=("reviewing officer",))
    _still_open(filing, dispute)
    one_of(outcome, ENDS, "Choose how it ends.", "outcome")
    wanted(how, "Write what was agreed, and how you will see that it is done.", "how")
    body = bodies.DisputeEnded(outcome)
    return keep(
        filing, "dispute ended", body, child=dispute.child_id, about=dispute_id, words={"how": how}
    ).id


def _locked(filing: Filing, id: UUID) -> Dispute:
    child = fact_of(id, "dispute raised").child
    facts.lock(child)
    return next(one for one in dispute_of(child, filing.now) if one.id == id)


def _still_open(filing: Filing, dispute: Dispute) -> None:
    if dispute.ended and filing.sent_before is None:
        raise Refused(f"{dispute.ended.person_name} ended this dispute meanwhile. Open it again to read how.")
