"""Precision and recall: of what was raised, how much was true; of what was true, how much was raised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from benchmarks.patterns.told import child_id, the_true
from benchmarks.patterns.truth import World
from waylight.engine.patterns import Edge, Line, Pattern, raised, rings


@dataclass(frozen=True)
class Score:
    """Counts of one pattern. `true`: what there was to find, `raised`: what was raised, `right`: of these, what is so.

    `reached`: of what there was to find, what was raised; left out where that is the same as `right`.
    """

    pattern: str
    of: str
    true: int
    raised: int
    right: int
    reached: int | None = None

    @property
    def precision(self) -> float:
        return self.right / self.raised if self.raised else 1.0

    @property
    def recall(self) -> float:
        reached = self.right if self.reached is None else self.reached
        return reached / self.true if self.true else 1.0


def score(pattern: str, of: str, true: set[object], found: set[object]) -> Score:
    return Score(pattern, of, len(true), len(found), len(true & found))


def by_night(
    world: World, truth: dict[int, Line], agreed: dict[int, Line], rows: Iterable[Pattern], now: datetime
) -> list[Score]:
    """Each pattern on what was agreed, against the same pattern on what was: told by the true time away."""
    scores = []
    for row in rows:
        true = {one.anchor for line in truth.values() for one in raised(line, (row,), {}, now)}
        found: set[object] = set()
        for child, line in agreed.items():
            by_id = {away.id: away for away in line.aways}
            for one in raised(line, (row,), {}, now):
                night = the_true(world, child, by_id[one.anchor])
                found.add(night.id if night else one.anchor)
        scores.append(score(row.code, "times away", true, found))  # type: ignore[arg-type]
    return scores


def by_habit(world: World, habit: str, row: Pattern, agreed: dict[int, Line], now: datetime) -> Score:
    """Children planted with a habit, against children for whom the pattern was raised."""
    found = {child for child, line in agreed.items() if raised(line, (row,), {}, now)}
    return score(row.code, f"children planted: {habit}", set(world.habits[habit]), found)  # type: ignore[arg-type]


def groups(world: World, shown: Iterable[Edge]) -> tuple[list[Score], dict[str, int]]:
    """Pairs who were away together on two nights or more, and whole groups; and what the look-alikes gave."""
    number = {child_id(n): n for n in range(world.children)}
    found = {tuple(sorted(number[child] for child in edge.children)) for edge in shown}
    able: set[tuple[int, ...]] = set()
    members: set[tuple[int, ...]] = set()
    for n, group in enumerate(world.groups):
        nights = {
            child: {
                one.start.date()
                for one in world.nights[child]
                if one.planted == f"together {n}" and one.place
            }
            for child in group
        }
        for one, other in combinations(group, 2):
            members.add((one, other))
            if len(nights[one] & nights[other]) >= 2:
                able.add((one, other))
    planted_children = [frozenset(group) for group in world.groups]
    shown_groups = [frozenset(number[c] for c in ring) for ring in rings(e.children for e in shown)]
    whole = sum(1 for group in planted_children if any(group <= ring for ring in shown_groups))
    most = sum(
        1
        for group in planted_children
        if any(len(group & ring) * 3 >= len(group) * 2 for ring in shown_groups)
    )
    pairs = Score(
        "TOGETHER",
        "pairs with two nights at a known place",
        len(able),
        len(found),
        len(found & members),
        len(found & able),
    )
    facts = {
        "groups planted": len(world.groups),
        "groups shown whole": whole,
        "groups of which two thirds are shown": most,
        "pairs shown that were not planted": len(found - members),
        "of these, brother and sister of one home": len(found & world.look_alikes),
        "brothers and sisters planted": len(world.look_alikes),
        "largest group shown": max((len(ring) for ring in shown_groups), default=0),
    }
    return [pairs], facts
