"""The kinds of fact of this room. Each is about one claim of the time away that the interview is about.

Bodies hold codes of the rulebook (`waylight/rulebook/interviews.py`) and no words of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from waylight.facts.kinds import Kind

RECORD = "interview facts"


@dataclass(frozen=True)
class Offered:
    """The child was asked; `how` is a code."""

    how: str


@dataclass(frozen=True)
class Held:
    """The child was heard. `by` says how independent the interviewer was; `covers` are claims of other times away
    that were talked about as well."""

    by: str
    covers: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Declined:
    """The child did not want to, for now; `how` they were asked is a code."""

    how: str


@dataclass(frozen=True)
class CarerAsked:
    """After a refusal the parent or carer was asked what they know; `whom` and `outcome` are codes."""

    whom: str
    outcome: str


ALL = (
    Kind("interview offered", RECORD, Offered),
    Kind("interview held", RECORD, Held),
    Kind("interview declined", RECORD, Declined),
    Kind("carer asked", RECORD, CarerAsked),
)
