"""Arithmetic on many people's timelines at once: every function takes whole columns, never one row."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from waylight.reconcile.settle import words

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Larger than any span of minutes, so that person and time fit into one sortable integer.
SPAN = np.int64(1) << 33
NOTHING = np.int64(-1) << 32


def ints(column: pl.Series, missing: np.int64 = NOTHING) -> Ints:
    """A column as 64-bit integers, with `missing` where it is null."""
    whole = column.cast(pl.Int64)
    return (whole.fill_null(int(missing)) if whole.null_count() else whole).to_numpy()


def ranked(names: pl.Series) -> Ints:
    """Texts as numbers from 1, in their order; 0 where there is none."""
    distinct = names.drop_nulls().unique().sort()
    return ints(names.cast(pl.Enum(distinct)).to_physical(), np.int64(-1)) + 1


def key(owner: Ints, at: Ints) -> Ints:
    """One integer that sorts by owner and then by time."""
    return owner * SPAN + at


def to_minute(lo: Ints, hi: Ints) -> Flags:
    """True where a start is known better than by its date (the doubled October hour is an hour wide)."""
    known: Flags = hi - lo < 12 * words.HOUR
    return known


def running_latest(owner: Ints, at: Ints) -> Ints:
    """For rows sorted by owner: the latest `at` of the owner's rows so far, this one included."""
    return np.maximum.accumulate(key(owner, at)) - owner * SPAN


def groups_of(joined: Flags) -> Ints:
    """Numbers runs of rows: a row that is not `joined` to the one before begins a new run."""
    return np.cumsum(~joined) - 1


def last_known(owner: Ints, value: Ints) -> Ints:
    """For rows sorted by owner: the last non-negative value of the same owner *before* each row, else -1."""
    place = np.where(value >= 0, np.arange(len(value)), -1)
    place = np.concatenate([[-1], np.maximum.accumulate(place)[:-1]]) if len(value) else place
    known = np.where(place >= 0, value[place], -1)
    return np.where((place >= 0) & (owner[place] == owner), known, -1)


def before(values: Ints) -> Ints:
    """The value of the row before (the first row sees itself; callers rule it out)."""
    return np.concatenate([values[:1], values[:-1]])


def components(left: Ints, right: Ints, n_left: int, n_right: int) -> tuple[Ints, Ints]:
    """Connected components of a two-sided graph, as a label per left and per right node.

    Labels spread along the edges until nothing changes; chains are a handful of rows long.
    """
    label = np.arange(n_left + n_right, dtype=np.int64)
    right = right + n_left
    while True:
        least = np.minimum(label[left], label[right])
        new = label.copy()
        np.minimum.at(new, left, least)
        np.minimum.at(new, right, least)
        new = new[new]
        if np.array_equal(new, label):
            return label[:n_left], label[n_left:]
        label = new


def nearest(owner: Ints, at: Ints, owners: Ints, ats: Ints) -> Ints:
    """Signed minutes from each `at` to the nearest of the same owner's `ats`; NOTHING where there is none."""
    result = np.full(len(owner), NOTHING, dtype=np.int64)
    if len(owners) == 0 or len(owner) == 0:
        return result
    keys = np.sort(key(owners, ats))
    mine = key(owner, at)
    place = np.searchsorted(keys, mine)
    for step in (-1, 0):
        index = np.clip(place + step, 0, len(keys) - 1)
        gap = keys[index] - mine
        same = (keys[index] - owner * SPAN < SPAN // 2) & (keys[index] - owner * SPAN > -(SPAN // 2))
        better = same & ((result == NOTHING) | (np.abs(gap) < np.abs(result)))
        result = np.where(better, gap, result)
    return result
