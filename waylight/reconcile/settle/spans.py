"""Rows that lie inside a longer row of the other side, and which nobody matched with it.

An authority's row for a weekend is a claim on each absence it spans (agreed episode, rule 5). The matching
often holds one of them and leaves the rest; where a report without a partner begins well inside such a row, it
belongs to it.
"""

from __future__ import annotations

import numpy as np

from waylight.reconcile import sorting
from waylight.reconcile.settle import words
from waylight.reconcile.settle.sides import Side
from waylight.reconcile.settle.timeline import NOTHING, Flags, Ints, key

# A row begins inside another if it begins at most so much before it, and at least so much before its end.
EDGE = words.HOUR


def spanned(side: Side, other: Side, lonely: Flags, taken: Flags) -> tuple[Ints, Ints]:
    """Pairs (row of `side`, row of `other`), by position: a `lonely` row and the row with a partner (`taken`)
    that spans it. Both sides are sorted by person and start."""
    mine, rows = np.flatnonzero(lonely), np.flatnonzero(taken & (other.end_lo != NOTHING))
    if not len(mine) or not len(rows):
        return mine[:0], rows[:0]
    starts = key(other.person[rows], other.start_hi[rows])
    order = sorting.order(starts)
    rows, starts = rows[order], starts[order]
    owner, at = side.person[mine], side.start_lo[mine]
    last = np.searchsorted(starts, key(owner, at + EDGE), side="right") - 1
    found = np.full(len(mine), -1)
    for back in (1, 0):  # the latest that spans it, else the one before
        spot = np.maximum(last - back, 0)
        row = rows[spot]
        same = (last >= back) & (other.person[row] == owner)
        inside = at <= other.end_lo[row] - EDGE
        found = np.where(same & inside, row, found)
    kept = found >= 0
    return mine[kept], found[kept]
