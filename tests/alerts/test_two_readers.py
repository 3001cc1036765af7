"""The reader in columns, for a nation, says what the plain reader says of each child."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import combinations

import pytest

from tests.alerts.many import NOW, many, outs
from waylight.alerts.nation.columns import in_columns, moment
from waylight.alerts.nation.reading import notice
from waylight.alerts.nation.together import candidates, edges, within_span
from waylight.engine.local import Dated
from waylight.engine.patterns import ABSENT, MISSING, Line, Out, Pattern, edge, raised
from waylight.engine.patterns.chances import chances_of
from waylight.engine.words import days
from waylight.rulebook.patterns import PATTERNS, TOGETHER

# The rows of the rulebook, and what they do not use yet.
ROWS = (
    *PATTERNS,
    replace(PATTERNS[0], code="MISSING_ONLY", when=MISSING.within(days(60)) >= 2, local=False),
    replace(PATTERNS[0], code="EVER", when=ABSENT.ever >= 4, local=False),
)


def plain(lines: list[Line], settings: dict[int, object] | None = None) -> set[tuple[object, ...]]:
    own = settings or {}
    return {
        (one.pattern, one.anchor, one.count, moment(one.at))
        for n, line in enumerate(lines)
        for one in raised(line, ROWS, own.get(n % 3, {}), NOW)  # type: ignore[arg-type]
    }


def columns(lines: list[Line], settings: dict[int, object] | None = None) -> set[tuple[object, ...]]:
    nation = in_columns(lines, NOW)
    found = notice(nation, ROWS, [n % 3 for n in range(len(lines))], settings)  # type: ignore[arg-type]
    return {
        (row.pattern, nation.aways[anchor], int(count), int(at))
        for row in found
        for anchor, count, at in zip(row.anchor, row.count, row.at, strict=True)
    }


@cache
def both(seed: int) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """What each reader says of some hundred children."""
    lines = many(250, seed)
    return columns(lines), plain(lines)


@pytest.mark.parametrize("seed", range(3))
def test_both_readers_raise_the_same(seed: int) -> None:
    fast, slow = both(seed)
    assert fast ^ slow == set()


def test_every_row_was_raised_in_what_they_were_compared_on() -> None:
    found = {one[0] for seed in range(3) for one in both(seed)[1]}
    assert found == {row.code for row in ROWS}


def test_both_readers_take_an_authoritys_own_numbers_on_their_days() -> None:
    own = {
        0: {"REPEAT_90": (Dated({"count": 2}, date(2025, 11, 1), date(2026, 2, 1)),)},
        1: {"REPEAT_90": (Dated({"count": 5, "within_days": 200}, date(2025, 10, 1)),),
            "SAME_WEEKDAY": (Dated({"times": 2}, date(2026, 1, 1)),)},
    }  # fmt: skip
    lines = many(300, 9)
    assert columns(lines, own) ^ plain(lines, own) == set()
    assert columns(lines, own) != columns(lines)


def test_nobody_away_raises_nothing() -> None:
    assert columns([]) == set()
    assert columns([Line(one.child, ()) for one in many(3, 1)]) == set()


def test_a_condition_without_a_reader_in_columns_is_an_error() -> None:
    @dataclass(frozen=True)
    class New:
        pass

    row: Pattern = replace(PATTERNS[0], when=New(), local=False)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="No reader in columns for New"):
        notice(in_columns(many(2, 1), NOW), (row,))


@pytest.mark.parametrize("seed", range(3))
def test_both_readers_find_the_same_children_together(seed: int) -> None:
    rule = replace(TOGETHER, chance=1)
    told = outs(70, seed)
    kept = within_span(told, rule, NOW)
    chances, crowds = chances_of(kept, 180, rule.left_apart)
    of_child: dict[object, list[Out]] = {}
    for one in kept:
        of_child.setdefault(one.child, []).append(one)
    slow = [
        found
        for a, b in combinations(sorted(of_child), 2)  # type: ignore[type-var]
        if (found := edge(of_child[a], of_child[b], rule, chances, crowds)) is not None
    ]
    assert list(edges(told, rule, NOW)) == slow
    assert slow
    assert len(candidates(kept, rule)) < 70 * 69 / 2
