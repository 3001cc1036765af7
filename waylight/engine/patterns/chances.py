"""What chance gives, counted from everybody's times away: how nights fill, when and where children are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from waylight.engine.patterns.seen import london
from waylight.engine.patterns.together import Chances, Crowds, Out
from waylight.engine.words import Clock

A_DAY = 24 * 60
SLOTS = A_DAY // 10
# Where little is known yet, an even year counts for as many pairs of times away as a hundred of them make.
PRIOR = 10_000


def chances_of(outs: Iterable[Out], days: int, left_apart: Clock) -> tuple[Chances, Crowds]:
    """From all times away of a span of so many days, and how many were found where on which night.

    `nights` is never below one in so many days, and of few times away near it: what an even year would give.
    """
    nights: Counter[object] = Counter()
    minutes: Counter[int] = Counter()
    finds: Counter[str] = Counter()
    areas: Counter[str] = Counter()
    crowds: Counter[tuple[str, object]] = Counter()
    for out in outs:
        nights[out.night] += 1
        minutes[_slot(out.began)] += 1
        if out.found is not None and out.found.sector:
            finds[out.found.sector] += 1
            areas[out.found.area] += 1
            crowds[out.found.sector, out.night] += 1
    chances = Chances(filling(list(nights.values()), days), _close(minutes, left_apart), finds, areas)
    return chances, crowds  # type: ignore[return-value]


def filling(counts: Iterable[int], days: int) -> float:
    """How likely two times away belong to the same night: pairs of one night among all pairs."""
    counted = list(counts)
    total = sum(counted)
    pairs = sum(n * (n - 1) for n in counted)
    return max((pairs + PRIOR / days) / (total * (total - 1) + PRIOR), 1 / days)


def _close(slots: Counter[int], apart: Clock) -> float:
    """How likely two times away begin within so many minutes of each other on the clock, in tens of minutes."""
    total = sum(slots.values())
    reach = apart.minutes // 10
    near = sum(
        n * slots.get((slot + step) % SLOTS, 0)
        for slot, n in slots.items()
        for step in range(-reach, reach + 1)
    )
    even = (2 * reach + 1) / SLOTS
    return (near + PRIOR * even) / (total**2 + PRIOR)


def _slot(moment: datetime) -> int:
    local = london(moment)
    return (local.hour * 60 + local.minute) // 10
