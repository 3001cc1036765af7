"""From claims to the agreed episode: one pure function."""

from __future__ import annotations

from waylight.engine.agreed.result import (
    About,
    Agreed,
    AgreedEpisode,
    Difference,
    EndedBy,
    Stretch,
    Waiting,
)
from waylight.engine.agreed.rules import EndsWhen, PrecedenceRules, Prefer

__all__ = [
    "About",
    "Agreed",
    "AgreedEpisode",
    "Difference",
    "EndedBy",
    "EndsWhen",
    "PrecedenceRules",
    "Prefer",
    "Stretch",
    "Waiting",
]
