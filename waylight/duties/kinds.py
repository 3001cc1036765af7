"""What somebody says by name that they have done, where no other fact tells it."""

from __future__ import annotations

from dataclasses import dataclass

from waylight.facts.kinds import Kind

RECORD, POLICE = "duty", "police duty"


@dataclass(frozen=True)
class Done:
    """`what` is a code of the rulebook (`waylight/rulebook/deeds.py`)."""

    what: str


ALL = (Kind("done", RECORD, Done), Kind("done by police", POLICE, Done))
