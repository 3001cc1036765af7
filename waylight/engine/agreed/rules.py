"""The rows that the agreed episode is computed by. Their values and sources stand in the rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waylight.engine.claims import Teller
from waylight.engine.definitions import Definition
from waylight.engine.words import Clock, Rule


class Prefer(StrEnum):
    """By what one claim about the start goes before another."""

    WHO_SAW = "who saw before who was told"
    MINUTE = "minute before day"
    LATEST = "the latest"


class EndsWhen(StrEnum):
    """What ends a stretch of one category."""

    FIRST_OF_FOUND_AND_RETURNED = "found or returned, whichever is earlier"
    RETURNED_ELSE_FOUND = "returned; found where nobody says returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedenceRules:
    """Every choice that `agree` makes, as rows."""

    counts: Rule[Definition]
    saw: Rule[frozenset[Teller]]
    start: Rule[tuple[Prefer, ...]]
    end_of_missing: Rule[EndsWhen]
    end_of_away: Rule[EndsWhen]
    near: Rule[Clock]
    holds: Rule[Clock]
    adult_at: Rule[int]
    differs: Rule[Clock]
    should_know: Rule[frozenset[Teller]]
