"""What another threshold would have done to the last year, before anybody sets it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from waylight.engine.patterns.conditions import changed
from waylight.engine.patterns.raising import Own, Pattern, raised
from waylight.engine.patterns.seen import Line

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Effect:
    """With these numbers: how many children, and how many times somebody would have been told, in the year."""

    own: tuple[tuple[str, int], ...]
    children: int
    alerts: int


def effect(
    lines: Iterable[Line], pattern: Pattern, values: Sequence[Own], now: datetime
) -> tuple[Effect, ...]:
    """One answer for each set of numbers, in their order. Raises: ValueError for numbers the rule does not have."""
    kept = tuple(lines)
    return tuple(_one(kept, pattern, own, now) for own in values)


def _one(lines: Sequence[Line], pattern: Pattern, own: Own, now: datetime) -> Effect:
    row = replace(pattern, when=changed(pattern.when, own), local=False)
    alerts = [len([r for r in raised(line, (row,), {}, now) if now - A_YEAR < r.at]) for line in lines]
    return Effect(tuple(sorted(own.items())), sum(1 for count in alerts if count), sum(alerts))
