"""Several children of one home: a question to the home, not to one child."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from waylight.engine.patterns.conditions import hit_of
from waylight.engine.patterns.raising import Raised
from waylight.engine.patterns.seen import TimeAway
from waylight.engine.words import Clock, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRule:
    """The row: so many times away by so many children of one home within the span."""

    code: str
    name: str
    says: str
    count: int
    children: int
    within: Clock
    tell: tuple[str, ...]
    asks_for: str
    source: Source
    lasts: Clock
    local: bool = False


def raised_of_home(aways: Iterable[tuple[UUID, TimeAway]], rule: HomeRule) -> tuple[Raised, ...]:
    """The times away of one home's children, each with its child, in any order: on which of them the home as a whole
    is to be looked at. The span is half-open at its far end: what began exactly that long ago counts."""
    ordered = sorted(aways, key=lambda one: (one[1].began, str(one[1].id)))
    found = []
    first = 0
    for index, (_, here) in enumerate(ordered):
        while here.began - ordered[first][1].began > rule.within.span:
            first += 1
        window = ordered[first : index + 1]
        children = tuple(sorted({child for child, _ in window}))
        if len(window) >= rule.count and len(children) >= rule.children:
            hit = hit_of([away for _, away in window])
            found.append(
                Raised(
                    rule.code, children, here.id, hit.episodes, hit.count, hit.at, rule.asks_for, hit.records
                )
            )
    return tuple(found)
