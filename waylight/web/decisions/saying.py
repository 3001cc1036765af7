"""The facts of the room of decisions in sentences, and what their codes are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from waylight.engine.codes import Code
from waylight.rulebook import reviews


def _labels(*lists: tuple[Code, ...]) -> Mapping[str, str]:
    return {code.code: code.label for codes in lists for code in codes}


ASKED, ANSWERS = _labels(reviews.WHY_ASKED), _labels(reviews.ANSWERS)
MATTERS, ENDS = _labels(reviews.DISPUTE_ABOUT), _labels(reviews.DISPUTE_ENDS)
CALLED, OWNERS = _labels(reviews.STRATEGY_WHY), _labels(reviews.OWNERS)
STAGES = {stage.code: stage.label for stage in reviews.STAGES}


def _answered(body: Any) -> str:
    day = f": {body.review_on:%-d %B %Y}" if body.review_on else ""
    return f"Answer to the request for a plan review: {ANSWERS.get(body.answer, body.answer).lower()}{day}"


SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "review asked": lambda body: (
        f"Review of the plan asked for: {ASKED.get(body.reason, body.reason).lower()}"
    ),
    "review answered": _answered,
    "review withdrawn": lambda _: "Request for a plan review taken back",
    "review climbed": lambda body: f"Nobody had answered: the request went to the {body.role}",
    "dispute raised": lambda body: (
        f"The reviewing officer disputes: {MATTERS.get(body.matter, body.matter).lower()}"
    ),
    "dispute answered": lambda body: f"Answer to the dispute. {STAGES.get(body.stage, body.stage)}",
    "dispute moved": lambda body: f"The dispute goes on. {STAGES.get(body.stage, body.stage)}",
    "dispute ended": lambda body: f"The dispute ended: {ENDS.get(body.outcome, body.outcome).lower()}",
    "strategy called": lambda body: f"Strategy discussion called: {CALLED.get(body.why, body.why).lower()}",
    "strategy held": lambda _: "Strategy discussion held",
    "enquiry decided": lambda _: "An enquiry under section 47 was decided on",
    "strategy dropped": lambda _: "Strategy discussion not held after all",
    "strategy action": lambda body: (
        f"Action agreed, to be done by {body.by:%-d %B %Y}: {OWNERS.get(body.owner, body.owner).lower()}"
    ),
    "strategy action done": lambda _: "Action done",
}
# What the free words of these facts are headed with.
FIELDS: Mapping[str, str] = {
    "reasons": "Reasons",
    "matter": "What is disputed",
    "answer": "Answer",
    "how": "How",
    "asked": "Asked to come",
    "who came": "Who came",
    "decisions": "Decided",
    "what": "What",
    "name": "Name",
    "outcome": "What came of it",
}
