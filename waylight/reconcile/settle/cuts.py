"""One absence that a side wrote as several rows end to end: a log re-opened, a row for every night.

Where the other side has one time away for both rows, they are one. Where the other side has nothing, the
habit decides: of the same force's or authority's rows that touch and are matched, are most of them one?
"""

from __future__ import annotations

import numpy as np

from waylight.reconcile.settle import words
from waylight.reconcile.settle.sides import Side
from waylight.reconcile.settle.timeline import (
    NOTHING,
    Flags,
    Ints,
    groups_of,
    running_latest,
    to_minute,
)


def uncut(side: Side, group: Ints, anchor: Ints, writer: Ints, *, by_day: bool) -> Ints:
    """Numbers groups of rows so that an absence cut in several is one; for each group its absence.

    `side` is sorted by person and start, `group` numbers its rows; per group, `anchor` is what it is matched
    with (-1: nothing) and `writer` the force or authority. `by_day`: rows with dates alone touch as well.
    """
    if not len(side):
        return np.zeros(0, dtype=np.int64)
    touching = _touching(side, group, by_day)
    both = (anchor[1:] >= 0) & (anchor[:-1] >= 0)
    together = both & (anchor[1:] == anchor[:-1])
    habit = _habit(writer, writer[1:][touching & both], together[touching & both])
    joined = touching & (together | (~both & habit[writer[1:]]))
    return groups_of(np.concatenate([[False], joined]))


def _touching(side: Side, group: Ints, by_day: bool) -> Flags:
    """For each group but the first: does it follow the one before without a gap? By dates: does it begin on the
    day that the one before ends; on the day after, the child was back for the night."""
    first = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    owner = side.person[first]
    lo, hi, end = side.start_lo, side.start_hi, side.end_hi
    begins, by_minute = lo[first], np.minimum.reduceat(to_minute(lo, hi), first)
    until = np.maximum.reduceat(np.where(end == NOTHING, hi, end), first)
    gap = begins[1:] - running_latest(owner, until)[:-1]
    minute = by_minute[1:] & by_minute[:-1] & (gap <= words.CUT)
    days = ~by_minute[1:] & ~by_minute[:-1] & (gap < 0)
    touching: Flags = (owner[1:] == owner[:-1]) & (minute | (days & by_day))
    return touching


def _habit(writers: Ints, writer: Ints, together: Flags) -> Flags:
    """Per writer: are most of its touching, matched rows one absence? Few rows lean on all writers' habit."""
    size = int(writers.max(initial=0)) + 1
    n, one = np.bincount(writer, minlength=size), np.bincount(writer[together], minlength=size)
    overall = (together.sum() + 0.5) / (len(together) + 2.0)
    habit: Flags = (one + 4.0 * overall) / (n + 4.0) > 0.5
    return habit
