"""The third list, laid beside the other two: which time away each home's report is about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile import sorting
from waylight.reconcile.estimate.cells import Flags, Floats, Ints
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle.timeline import SPAN, ints, key, running_latest

# A home's report is of a time away that begins within so many minutes of it (clocks are off by half a day).
REACH = 780
# A time away without a believable end does not cover more than this.
LONGEST = 5 * 1440
# Reports of one home about one child that begin this closely are one.
SAME = 120
# Lengths of absence that are kept apart, in minutes, and their names; -1 where no end is known.
STRATA = ((0, "under 6 h"), (360, "6 h to a day"), (1440, "a day and more"), (-1, "length not known"))


@dataclass(frozen=True)
class Third:
    """`known`: per time away of the other lists, does a home have it; `alone` (strata): times away that only
    a home has; `stratum`: of each time away of the other lists."""

    known: Flags
    alone: Floats
    stratum: Ints


def third_list(
    aways: pl.DataFrame, everything: pl.DataFrame, prepared: Prepared, homes: pl.DataFrame
) -> Third:
    """`aways`: countable; `everything`: all times away, so that a report of one that does not count (category A)
    is not taken for one that only a home has; `homes`: reports placed with a child."""
    child = homes["child"].cast(pl.UInt32)
    person = ints(prepared.children["person"].gather(child))
    at, end = ints(homes["start_lo"]), homes["end_lo"]
    keys = key(ints(everything["person"]), ints(everything["start"]))
    order = sorting.order(keys)
    spot, near = _nearest(everything[order], key(person, at), person)
    found = np.zeros(everything.height, dtype=bool)
    found[order[spot[near]]] = True
    known = found[ints(aways["away"])]  # `everything` is in the order of its numbers
    lonely = ~near & _within(aways, prepared, person, at)
    mine = sorting.order(person, at)
    mine = mine[lonely[mine]]
    again = np.diff(key(person, at)[mine], prepend=-SPAN * 2) <= SAME
    length = (end.cast(pl.Int64) - homes["start_lo"].cast(pl.Int64)).fill_null(-1).to_numpy()
    stratum = _stratum(length)[mine[~again]]
    alone = np.bincount(stratum, minlength=len(STRATA)).astype(float)
    alone *= 1.0 - min(_away(aways, everything, known, found) / max(alone.sum(), 1.0), 0.9)
    ours = (aways["end"] - aways["start"]).fill_null(-1).to_numpy()
    return Third(known, alone, _stratum(ours))


def _away(aways: pl.DataFrame, everything: pl.DataFrame, known: Flags, found: Flags) -> float:
    """How many reports that only a home has are of category A, which homes do not tell apart: those that the
    authority has too, by the odds that it has none."""
    shared = int(((everything["category"] == "A").to_numpy() & found).sum())
    told = (aways["rows_a"] > 0).to_numpy()[known]
    return shared * float((~told).sum()) / max(float(told.sum()), 1.0)


def _nearest(sorted_aways: pl.DataFrame, mine: Ints, person: Ints) -> tuple[Ints, Flags]:
    """For each of mine the place of the time away that begins nearest, and whether it is about one at all: it
    begins within reach of one, within the day where only that is known, or while one goes on."""
    if sorted_aways.is_empty():
        return np.zeros(len(mine), dtype=np.int64), np.zeros(len(mine), dtype=bool)
    owner, start = ints(sorted_aways["person"]), ints(sorted_aways["start"])
    keys, known = key(owner, start), sorted_aways["start_known"].to_numpy()
    end = np.minimum(ints(sorted_aways["end"]), start + LONGEST)
    until = np.maximum(start + REACH + np.where(known, 0, 1440), end)
    covered = key(owner, running_latest(owner, until))
    after = np.searchsorted(keys, mine)
    before = np.maximum(after - 1, 0)
    after = np.minimum(after, len(keys) - 1)
    spot = np.where(np.abs(keys[before] - mine) < np.abs(keys[after] - mine), before, after)
    inside = (owner[before] == person) & (keys[before] <= mine) & (mine <= covered[before])
    return np.where(inside & (np.abs(keys[spot] - mine) > REACH), before, spot), inside | (
        np.abs(keys[spot] - mine) <= REACH
    )


def _within(aways: pl.DataFrame, prepared: Prepared, person: Ints, at: Ints) -> Flags:
    """Reports that the other lists could have: in their time, of children whom some given force covers."""
    if aways.is_empty():
        return np.zeros(len(at), dtype=bool)
    start = ints(aways["start"])
    size = max(int(ints(prepared.children["person"]).max(initial=0)), int(person.max(initial=0))) + 1
    total = np.bincount(ints(aways["person"]), minlength=size)
    beyond = np.bincount(ints(aways["person"]), aways["unpoliced"].to_numpy() > 0.5, minlength=size)
    covered: Flags = (at >= start.min()) & (at <= start.max()) & (2 * beyond[person] <= total[person])
    return covered


def _stratum(length: Ints) -> Ints:
    edges = [low for low, _ in STRATA[:-1]]
    return np.where(length < 0, len(edges), np.searchsorted(edges, length, side="right") - 1).astype(np.int64)
