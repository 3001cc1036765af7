"""What another figure would have made of the last year, as a small table: for each kind of rule from its own room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from waylight.alerts.selectors.effects import effect as of_pattern
from waylight.decisions.selectors.effects import effect as of_review
from waylight.duties.selectors.effects import effect as of_duty
from waylight.engine.owing import Duty, Word
from waylight.engine.owing.rows import Times
from waylight.engine.patterns import Pattern
from waylight.engine.reviews import Climb
from waylight.engine.words import Rule
from waylight.protocols.rules import LocalRule

# The pattern whose two numbers are how often, and within how many days.
COUNTS_TIMES = "REPEAT_90"
DAY = 24 * 60


@dataclass(frozen=True)
class Shown:
    """`head` names what was counted; a row for each figure, in the order asked for."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]


def effect(rule: LocalRule, authority: UUID, values: tuple[Any, ...], now: datetime) -> Shown | None:
    """The last year under each of the values; None for a rule of which the record cannot tell."""
    for kind, counted in COUNTED:
        if isinstance(rule.row, kind):
            return counted(rule, authority, values, now)
    return None


def _pattern(rule: LocalRule, authority: UUID, values: tuple[Any, ...], now: datetime) -> Shown:
    found = of_pattern(authority=authority, rule=rule.name, values=values, now=now)
    return Shown(("Children", "Alerts"), tuple((one.children, one.alerts) for one in found))


def _often(rule: LocalRule, authority: UUID, values: tuple[Any, ...], now: datetime) -> Shown | None:
    """How often within how long: the same question as that of the pattern which counts times away."""
    if not isinstance(rule.value, Times):
        return None
    own = [{"count": value.count, "within_days": -(-value.within.minutes // DAY)} for value in values]
    found = of_pattern(authority=authority, rule=COUNTS_TIMES, values=own, now=now)
    return Shown(("Children", "Times away that reach it"), tuple((one.children, one.alerts) for one in found))


def _duty(rule: LocalRule, authority: UUID, values: tuple[Any, ...], now: datetime) -> Shown:
    words = tuple(Word)
    found = of_duty(authority=authority, code=rule.name, values=values, now=now)
    rows = tuple((sum(one.values()), *(one[word] for word in words)) for one in found)
    return Shown(("Begun", *(str(word).capitalize() for word in words)), rows)


def _climb(rule: LocalRule, authority: UUID, values: tuple[Any, ...], now: datetime) -> Shown:
    return Shown(("Requests", "Sent on"), of_review(authority=authority, values=values, now=now))


Counting = Callable[[LocalRule, UUID, tuple[Any, ...], datetime], Shown | None]
COUNTED: tuple[tuple[type[Any], Counting], ...] = (
    (Pattern, _pattern),
    (Duty, _duty),
    (Climb, _climb),
    (Rule, _often),
)
