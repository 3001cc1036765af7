"""Suspected exploitation and trafficking: the referral, what came of it, a trafficked child's first 72 hours."""

from __future__ import annotations

from uuid import UUID

from waylight.engine.when import When
from waylight.episodes.kinds import protection as bodies
from waylight.episodes.services.filing import Filed, file, not_in_future
from waylight.facts.filing import Filing


def referral(
    filing: Filing,
    *,
    episode_id: UUID,
    to: str,
    about: str,
    happened: When,
    person: str = "",
    concern: str = "",
    reference: str = "",
) -> Filed:
    """Somebody was asked to protect the child: `to` whom, `about` what, both codes. What is feared (`concern`) is
    read by those alone who read the exploitation record, and by the agency that wrote it."""
    not_in_future(happened, filing.now, "happened", "The time of the referral")
    return file(
        filing,
        "referral",
        bodies.Referral(to, about, reference),
        episode=episode_id,
        happened=happened,
        words={"person": person, "concern": concern},
    )


def referral_outcome(
    filing: Filing, *, episode_id: UUID, referral_id: UUID, outcome: str, happened: When, notes: str = ""
) -> Filed:
    """What came of a referral; `outcome` is a code."""
    not_in_future(happened, filing.now, "happened", "The time of the answer")
    return file(
        filing,
        "referral outcome",
        bodies.ReferralOutcome(outcome),
        episode=episode_id,
        about=referral_id,
        happened=happened,
        words={"notes": notes},
    )


def arrangement(
    filing: Filing, *, episode_id: UUID, step: str, done: bool, happened: When, notes: str = ""
) -> Filed:
    """One line of a trafficked child's first 72 hours is done, or is not needed."""
    not_in_future(happened, filing.now, "happened", "The time when this was done")
    return file(
        filing,
        "arrangement",
        bodies.Arrangement(step, done),
        episode=episode_id,
        happened=happened,
        words={"notes": notes},
    )
