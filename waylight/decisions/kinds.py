"""The kinds of fact of this room. Codes and days stand in bodies; what is said in free words stands apart.

What the reviewing officer disputes has a record of its own: the home that asked for a review reads the answer, and
not the authority's quarrel with its own officer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from waylight.facts.kinds import Kind

REVIEW, DISPUTE, STRATEGY = "plan review", "plan dispute", "strategy discussion"


@dataclass(frozen=True)
class ReviewAsked:
    """The home or carer asks the authority to review the plan; `reason` is a code of the rulebook."""

    reason: str


@dataclass(frozen=True)
class ReviewAnswered:
    """The authority's answer to the request this is about, with reasons in words; `review_on` where one is held."""

    answer: str
    review_on: date | None = None


@dataclass(frozen=True)
class ReviewWithdrawn:
    """Whoever asked does not ask any more."""


@dataclass(frozen=True)
class ReviewClimbed:
    """Nobody had answered: the request went to `role`. Said by the clock; `climb` names the row of the rulebook."""

    climb: str
    role: str


@dataclass(frozen=True)
class DisputeRaised:
    """The reviewing officer disputes; `matter` is a code. About a request for a review, where it is about one."""

    matter: str


@dataclass(frozen=True)
class DisputeAnswered:
    """An answer in the stage in which the dispute is."""

    stage: str


@dataclass(frozen=True)
class DisputeMoved:
    """The reviewing officer takes it to a later stage."""

    stage: str


@dataclass(frozen=True)
class DisputeEnded:
    """The reviewing officer ends it; `outcome` is a code."""

    outcome: str


@dataclass(frozen=True)
class DiscussionCalled:
    """`why` is a code; `episode` the time away it comes of; `meets_at` when it is to be held (UTC)."""

    why: str
    episode: UUID | None = None
    meets_at: datetime | None = None


@dataclass(frozen=True)
class DiscussionHeld:
    """It was held; who came and what was decided are words. `again_on`: the day of the next one."""

    again_on: date | None = None


@dataclass(frozen=True)
class EnquiryDecided:
    """The discussion that this is about decided on an enquiry under section 47."""


@dataclass(frozen=True)
class DiscussionDropped:
    """It is not held after all."""


@dataclass(frozen=True)
class ActionAgreed:
    """One action of a discussion: who does it (`owner` is a code, the name is a word), and by which day."""

    owner: str
    by: date


@dataclass(frozen=True)
class ActionDone:
    """The action this is about is done."""


ALL = (
    Kind("review asked", REVIEW, ReviewAsked, words={"why": REVIEW}),
    Kind("review answered", REVIEW, ReviewAnswered, words={"reasons": REVIEW}),
    Kind("review withdrawn", REVIEW, ReviewWithdrawn, words={"why": REVIEW}),
    Kind("review climbed", REVIEW, ReviewClimbed),
    Kind("dispute raised", DISPUTE, DisputeRaised, words={"matter": DISPUTE}),
    Kind("dispute answered", DISPUTE, DisputeAnswered, words={"answer": DISPUTE}),
    Kind("dispute moved", DISPUTE, DisputeMoved, words={"why": DISPUTE}),
    Kind("dispute ended", DISPUTE, DisputeEnded, words={"how": DISPUTE}),
    Kind("strategy called", STRATEGY, DiscussionCalled, words={"why": STRATEGY, "asked": STRATEGY}),
    Kind("strategy held", STRATEGY, DiscussionHeld, words={"who came": STRATEGY, "decisions": STRATEGY}),
    Kind("enquiry decided", STRATEGY, EnquiryDecided),
    Kind("strategy dropped", STRATEGY, DiscussionDropped, words={"why": STRATEGY}),
    Kind("strategy action", STRATEGY, ActionAgreed, words={"what": STRATEGY, "name": STRATEGY}),
    Kind("strategy action done", STRATEGY, ActionDone, words={"outcome": STRATEGY}),
)
