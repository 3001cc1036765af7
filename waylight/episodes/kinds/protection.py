"""Suspected exploitation and trafficking: who was asked to act, what came of it, and what was arranged."""

from __future__ import annotations

from dataclasses import dataclass

from waylight.episodes.kinds.claims import EPISODE
from waylight.facts.kinds import Kind

# That a referral was made, when and to whom is part of the episode; what is feared stands in the other record.
EXPLOITATION = "exploitation record"


@dataclass(frozen=True)
class Referral:
    """Somebody was asked to protect the child. `to` and `about` are codes of the rulebook."""

    to: str
    about: str
    reference: str = ""


@dataclass(frozen=True)
class ReferralOutcome:
    """What came of the referral this is about; `outcome` is a code of the rulebook."""

    outcome: str


@dataclass(frozen=True)
class Arrangement:
    """One line of a trafficked child's first 72 hours: `step` is its code; `done`, or found not to be needed."""

    step: str
    done: bool = True


PROTECTION = (
    Kind("referral", EPISODE, Referral, words={"concern": EXPLOITATION, "person": EPISODE}),
    Kind("referral outcome", EPISODE, ReferralOutcome, words={"notes": EXPLOITATION}),
    Kind("arrangement", EPISODE, Arrangement, words={"notes": EPISODE}),
)
