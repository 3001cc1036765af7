"""A review of the plan: asked by the home with a reason, answered by the authority by name, withdrawn, climbed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from waylight.decisions import kinds as bodies
from waylight.decisions.selectors.reading import WAITS, review_of
from waylight.decisions.services.keeping import fact_of, must_act, one_of, wanted
from waylight.engine.when import LONDON
from waylight.facts import services as facts
from waylight.facts.filing import Filing, keep
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.reviews import ANSWERS, WHY_ASKED

REASONS = frozenset(code.code for code in WHY_ASKED)
ANSWER_CODES = frozenset(code.code for code in ANSWERS)


@transaction.atomic
def ask(filing: Filing, *, child_id: UUID, reason: str, why: str) -> UUID:
    """The home or carer asks for a review of the plan; `why` in words. The id of the request.

    Raises: Refused (also where one waits already: the same home adds to it by ringing, not by a second one), NotThere.
    """
    must_act(filing, "ask", child_id, "A review is asked for by the home's manager or the carer.")
    one_of(reason, REASONS, "Choose why a review is needed.", "reason")
    wanted(why, "Write why in a few words: whoever answers will begin with them.", "why")
    facts.lock(child_id)
    if filing.sent_before is None and any(one.state in WAITS for one in review_of(child_id, filing.now)):
        raise Refused("A request about this child waits for an answer already. It climbs by itself.")
    return keep(filing, "review asked", bodies.ReviewAsked(reason), child=child_id, words={"why": why}).id


@transaction.atomic
def answer(
    filing: Filing, *, request_id: UUID, answer: str, reasons: str, review_on: date | None = None
) -> UUID:
    """The authority's answer, by name and with reasons. Raises: Refused, NotThere."""
    child = _open(filing, request_id, "answer", "The authority answers: social worker, manager or director.")
    one_of(answer, ANSWER_CODES, "Choose what the answer is.", "answer")
    wanted(
        reasons, "Give the reasons: the home, the reviewing officer and the child will read them.", "reasons"
    )
    if (answer == "review") != (review_on is not None):
        sentence = (
            "Give the day of the review." if answer == "review" else "A day belongs to a review that is held."
        )
        raise Refused(sentence, field="review_on")
    if review_on is not None and review_on < filing.now.astimezone(LONDON).date():
        raise Refused("The review is on a day that is past. Choose today or a later one.", field="review_on")
    body = bodies.ReviewAnswered(answer, review_on)
    return keep(filing, "review answered", body, child=child, about=request_id, words={"reasons": reasons}).id


@transaction.atomic
def withdraw(filing: Filing, *, request_id: UUID, why: str) -> UUID:
    """The home takes its request back. Raises: Refused, NotThere."""
    child = _open(filing, request_id, "ask", "Whoever asked takes it back.")
    wanted(why, "Say why it is not needed any more.", "why")
    return keep(
        filing,
        "review withdrawn",
        bodies.ReviewWithdrawn(),
        child=child,
        about=request_id,
        words={"why": why},
    ).id


def _open(filing: Filing, request: UUID, part: str, sentence: str) -> UUID:
    """The child of a request that still waits, locked. Raises: Refused with what was said meanwhile, NotThere."""
    child = fact_of(request, "review asked").child
    if child is None:
        raise NotThere(record=bodies.REVIEW, subject=request)
    must_act(filing, part, child, sentence)
    facts.lock(child)
    (one,) = (review for review in review_of(child, filing.now) if review.id == request)
    if filing.sent_before is None and one.state not in WAITS:
        said = one.answer or one.withdrawn
        by = f"{said.person_name}, {said.node_name}" if said else ""
        raise Refused(f"This was {one.state} meanwhile by {by}. Open it again to read what was said.")
    return child
