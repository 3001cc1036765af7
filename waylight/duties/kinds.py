"""What somebody says by name, where no other fact tells it: that it was done, is planned, or has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from waylight.facts.kinds import Kind

RECORD, POLICE = "duty", "police duty"
# What somebody decides by name, who may write nothing else that is owed.
DECISION = "decision"


@dataclass(frozen=True)
class Done:
    """`what` is a code of the rulebook (`waylight/rulebook/deeds.py`)."""

    what: str


@dataclass(frozen=True)
class Planned:
    """`what` is a code of the rulebook (`PLANS`), `on` the day from which it is to hold; `voluntary`: the child is
    accommodated without a care order."""

    what: str
    on: date
    voluntary: bool = False


@dataclass(frozen=True)
class GraveEvent:
    """`what` is a code of the rulebook (`GRAVE`)."""

    what: str


@dataclass(frozen=True)
class GraveEventInError:
    """It was not so: about the fact that said it."""


ALL = (
    Kind("done", RECORD, Done),
    Kind("done by police", POLICE, Done),
    Kind("approved by name", DECISION, Done),
    Kind("planned", RECORD, Planned),
    Kind("grave event", RECORD, GraveEvent),
    Kind("grave event in error", RECORD, GraveEventInError),
)
