"""Each condition of the catalogue over columns: for every time away whether it is hit, what was counted, and when.

A condition without a reader here is an error, not a pattern that is passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import numpy as np

from waylight.alerts.nation.columns import NEVER, SECOND, Flags, Ints, Nation
from waylight.engine.patterns import AtLeast, Lasts, LongerEachTime, SameHour, SameWeekday
from waylight.engine.words import Clock

A_DAY = 24 * 60
# Keeps one child's seconds apart from the next one's: three centuries.
APART = 10_000_000_000


@dataclass(frozen=True)
class Hits:
    """By time away: `hit`, what was counted, and when it was true and known (microseconds)."""

    hit: Flags
    count: Ints
    at: Ints


@singledispatch
def hits(condition: Any, nation: Nation) -> Hits:
    raise TypeError(f"No reader in columns for {type(condition).__name__}.")


Reader = Callable[[Any, Nation], Hits]


def span_of(clock: Clock) -> int:
    return clock.minutes * 60 * SECOND


def known(nation: Nation, hit: Flags, count: Ints, true: Ints) -> Hits:
    """Of what concerns one time away alone: known when that had been told."""
    return Hits(hit, count, np.maximum(true, nation.told))


@hits.register
def _at_least(condition: AtLeast, nation: Nation) -> Hits:
    chosen = np.flatnonzero(nation.missing) if condition.missing_only else np.arange(nation.size)
    child, began, told = nation.child[chosen], nation.began[chosen], nation.told[chosen]
    first = _window(child, began, condition.within)
    place = np.arange(len(chosen))
    counted = place - first + 1
    hit, count, at = (np.zeros(nation.size, dtype=np.int64) for _ in range(3))
    hit[chosen], count[chosen] = counted >= condition.count, counted
    at[chosen] = np.maximum(began, _most(told, first, place))
    return Hits(hit.astype(bool), count, at)


@hits.register
def _lasts(condition: Lasts, nation: Nation) -> Hits:
    span = span_of(condition.at_least)
    lasted = np.where(nation.until == NEVER, -1, np.maximum(nation.until - nation.began_last, 0))
    return known(nation, lasted >= span, np.ones_like(nation.told), nation.began_last + span)


@hits.register
def _longer(condition: LongerEachTime, nation: Nation) -> Hits:
    rows, there = _last(nation, condition.times, condition.within)
    until, start = nation.until[rows], nation.began_last[rows]
    lengths = np.where(until == NEVER, 0, np.maximum(until - start, 0))
    longer = lengths[:, 1:] * 100 >= lengths[:, :-1] * (100 + condition.by_percent)
    hit: Flags = np.logical_and.reduce([there.all(axis=1), (lengths > 0).all(axis=1), longer.all(axis=1)])
    at = np.maximum(nation.began, np.where(there, nation.told[rows], NEVER).max(axis=1, initial=NEVER))
    return Hits(hit, np.full(nation.size, condition.times), at)


@hits.register
def _same_hour(condition: SameHour, nation: Nation) -> Hits:
    rows, there = _last(nation, condition.of_last, condition.within)
    minute = nation.minute[rows]
    there &= minute >= 0
    best = np.zeros(nation.size, dtype=np.int64)
    at = nation.began.copy()
    for column in range(condition.of_last):
        apart = (minute - minute[:, column : column + 1]) % A_DAY
        near = there & there[:, column : column + 1] & (apart <= condition.minutes_apart)
        counted = np.where(near[:, -1], near.sum(axis=1), 0)
        better = counted > best
        best = np.where(better, counted, best)
        told = np.where(near, nation.told[rows], NEVER).max(axis=1, initial=NEVER)
        at = np.where(better, np.maximum(nation.began, told), at)
    return Hits(best >= condition.times, best, at)


@hits.register
def _same_weekday(condition: SameWeekday, nation: Nation) -> Hits:
    rows, there = _last(nation, condition.of_last, condition.within)
    night = nation.night[rows]
    same = there & ((night - night[:, -1:]) % 7 == 0)
    nights = np.sort(np.where(same, night, NEVER), axis=1)
    told = np.where(same, nation.told[rows], NEVER).max(axis=1, initial=NEVER)
    return Hits(_distinct(nights) >= condition.times, same.sum(axis=1), np.maximum(nation.began, told))


def _distinct(nights: Ints) -> Ints:
    """How many different nights each row has, of nights in their order; NEVER is none."""
    new = np.ones_like(nights, dtype=bool)
    new[:, 1:] = nights[:, 1:] != nights[:, :-1]
    return (new & (nights != NEVER)).sum(axis=1)


def _window(child: Ints, began: Ints, within: Clock | None) -> Ints:
    """For each the first of the same child that began within the span before it."""
    if within is None:
        return np.searchsorted(child, child, side="left")
    # Times away begin on a whole minute, so seconds lose nothing.
    key = child * APART + began // SECOND
    return np.searchsorted(key, key - within.minutes * 60, side="left")


def _last(nation: Nation, count: int, within: Clock) -> tuple[Ints, Flags]:
    """The last `count` up to each, the earliest first, as rows of indexes, and which of them are the same child's and
    within the span."""
    place = np.arange(nation.size)[:, None]
    rows = place - np.arange(count - 1, -1, -1)
    there = rows >= 0
    rows = np.maximum(rows, 0)
    there &= nation.child[rows] == nation.child[:, None]
    there &= nation.began[:, None] - nation.began[rows] <= span_of(within)
    return rows, there


def _most(values: Ints, first: Ints, last: Ints) -> Ints:
    """The largest of values[first..last] for each pair, by a table of maxima over spans of doubling length."""
    if not len(values):
        return values
    tables = [values]
    while 2 ** len(tables) <= int((last - first).max()) + 1:
        step = 2 ** (len(tables) - 1)
        before = tables[-1]
        later = np.concatenate([before[step:], before[-1:].repeat(min(step, len(before)))])
        tables.append(np.maximum(before, later[: len(before)]))
    level = np.floor(np.log2(last - first + 1)).astype(np.int64)
    stacked = np.stack(tables)
    return np.maximum(stacked[level, first], stacked[level, last - 2**level + 1])
