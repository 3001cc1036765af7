"""Children who are away together, more often than chance would have it. Found from times away alone.

Two times away speak for each other where they overlap and the children were found near each other, left the same home
within minutes, or one was named in the report of the other. How often that would happen by chance follows from how
often each of the two is away, from how the nights of the year fill, and from how many are found at that place anyway:
it stands beside what was counted, so that anybody can see why a pair is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import exp
from uuid import UUID

from waylight.engine.patterns.places import Place
from waylight.engine.words import Clock, Source

# As many finds elsewhere in an area are taken as known before any is.
FEW = 50


class Why(StrEnum):
    """What two times away have in common besides their hours."""

    NEAR = "found near each other"
    LEFT = "left the same home within minutes"
    NAMED = "named in the report as being with the other"


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherRule:
    """The row of the rulebook. `chance`: shown only where chance alone would give as much to fewer than one pair in
    so many; `crowd`: where more children than this were found at one place on one night, that night counts for
    nobody: a fair, not a meeting."""

    code: str
    name: str
    says: str
    within: Clock
    nights: int
    metres: int
    left_apart: Clock
    overlap: Clock
    chance: int
    crowd: int
    tell: tuple[str, ...]
    asks_for: str
    source: Source
    lasts: Clock
    local: bool = False


@dataclass(frozen=True, slots=True)
class Out:
    """One agreed time away as this looks at it. Times UTC; `night` in London; `named`: children whom its reports name
    as being with the child."""

    id: UUID
    child: UUID
    began: datetime
    until: datetime
    night: date
    nights: int = 1
    found: Place | None = None
    home: UUID | None = None
    named: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Shared:
    """Two times away that speak for each other, and why. `metres` where both were found at a known point."""

    first: UUID
    second: UUID
    night: date
    why: tuple[Why, ...]
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """Two children (in the order of their ids) and the evidence that they were away together.

    `count`: different nights. `expected`: how many chance would give. `one_in`: chance gives as many to one such pair
    in so many. `away`: how often each was away in the span. `at`: when the last of it was known to have begun.
    """

    children: tuple[UUID, UUID]
    shared: tuple[Shared, ...]
    count: int
    expected: float
    one_in: float
    away: tuple[int, int]
    at: datetime

    @property
    def episodes(self) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(one for shared in self.shared for one in (shared.first, shared.second)))


@dataclass(frozen=True, slots=True)
class Chances:
    """What chance gives: `nights`: the share of all times away that belong to each night, squared and summed; `left`:
    how likely two times away begin within the minutes of the rule on the clock; `finds`: children found in a sector,
    and in its area."""

    nights: float
    left: float
    finds: Mapping[str, int]
    found_in_area: Mapping[str, int]

    def of_place(self, place: Place) -> float:
        """How likely a child who is found in that area is found near that place; never nothing."""
        return (self.finds.get(place.sector, 0) + 1) / (self.found_in_area.get(place.area, 0) + FEW)


# How many children were found at a place on a night.
Crowds = Mapping[tuple[str, date], int]


def edge(
    first: Sequence[Out], second: Sequence[Out], rule: TogetherRule, chances: Chances, crowds: Crowds
) -> Edge | None:
    """The evidence that two children were away together, or None where there is not enough of it.

    `first` and `second`: the times away of each within the rule's span. The child of the lower id comes first.
    """
    if first[0].child > second[0].child:
        first, second = second, first
    both = [(a, b) for a in first for b in second if a.began < b.until and b.began < a.until]
    if len(both) < rule.nights:
        return None
    shared = [one for a, b in both if (one := _shared(a, b, rule, crowds)) is not None]
    nights = len({one.night for one in shared})
    if nights < rule.nights:
        return None
    expected = expected_by_chance(first, second, shared, chances)
    tail = at_least(nights, expected)
    if tail * rule.chance > 1:
        return None
    known = {a.id: a.began for a in (*first, *second)}
    return Edge(
        (first[0].child, second[0].child),
        tuple(shared),
        nights,
        expected,
        1 / max(tail, 1e-12),
        (len(first), len(second)),
        max(max(known[one.first], known[one.second]) for one in shared),
    )


def _shared(a: Out, b: Out, rule: TogetherRule, crowds: Crowds) -> Shared | None:
    if min(a.until, b.until) - max(a.began, b.began) < rule.overlap.span:
        return None
    why = []
    metres = None
    if a.found and b.found and a.found.near(b.found, rule.metres) and not _crowded(a, b, rule, crowds):
        why.append(Why.NEAR)
        apart = a.found.metres_from(b.found)
        metres = None if apart is None else round(apart)
    if a.home and a.home == b.home and abs(a.began - b.began) <= rule.left_apart.span:
        why.append(Why.LEFT)
    if b.child in a.named or a.child in b.named:
        why.append(Why.NAMED)
    return Shared(a.id, b.id, max(a.night, b.night), tuple(why), metres) if why else None


def _crowded(a: Out, b: Out, rule: TogetherRule, crowds: Crowds) -> bool:
    return any(
        crowds.get((one.found.sector, one.night), 0) > rule.crowd for one in (a, b) if one.found is not None
    )


def expected_by_chance(
    first: Sequence[Out], second: Sequence[Out], shared: Iterable[Shared], chances: Chances
) -> float:
    """How many shared nights two such children would have without knowing each other.

    Times away that would overlap: each of the one's with each of the other's, for every night that they last; of
    those, the share found at such a place anyway; and, from one home, the share that begins within the same minutes.
    """
    nights = sum(a.nights for a in first) * len(second) + sum(b.nights for b in second) * len(first)
    overlaps = chances.nights * (nights - len(first) * len(second))
    by_id = {out.id: out for out in (*first, *second)}
    places = {one.found for s in shared for id in (s.first, s.second) if (one := by_id[id]).found is not None}
    near = sum(chances.of_place(place) for place in places) / len(places) if places else 0.0
    homes = {out.home for out in first if out.home} & {out.home for out in second if out.home}
    one_home = chances.left if homes else 0.0
    return overlaps * min(near + one_home, 1.0)


def at_least(count: int, expected: float) -> float:
    """How likely chance gives so many or more where it gives `expected` on average (Poisson)."""
    if expected <= 0:
        return 0.0 if count else 1.0
    # Summed from the count upwards: what is left of one minus a sum near one is only rounding.
    term = exp(-expected)
    for n in range(1, count + 1):
        term *= expected / n
    total, n = 0.0, count
    while term > total * 1e-12 and n < count + 1000:
        total += term
        n += 1
        term *= expected / n
    return min(total, 1.0)


def rings(edges: Iterable[tuple[UUID, UUID]]) -> tuple[tuple[UUID, ...], ...]:
    """Children joined by edges, each group in the order of ids, the groups by their first child."""
    leader: dict[UUID, UUID] = {}

    def top(child: UUID) -> UUID:
        while leader.setdefault(child, child) != child:
            leader[child] = leader[leader[child]]
            child = leader[child]
        return child

    for one, other in edges:
        low, high = sorted((top(one), top(other)))
        leader[high] = low
    groups: dict[UUID, list[UUID]] = {}
    for child in sorted(leader):
        groups.setdefault(top(child), []).append(child)
    return tuple(tuple(group) for _, group in sorted(groups.items()))
