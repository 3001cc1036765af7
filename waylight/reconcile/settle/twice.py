"""Rows of one side about one absence: the same report typed twice, taken by two forces, uploaded again.

Two rows that the other side keeps apart are not one absence, however much a log that was closed late makes
them overlap. Otherwise rows that begin together, or overlap, are one (agreed episode, rule 5). Of rows that only
share a date the other side tells whether they are one where it has them, and by that what is usual where it has not.
"""

from __future__ import annotations

import numpy as np

from waylight.reconcile.settle import words
from waylight.reconcile.settle.sides import Side
from waylight.reconcile.settle.timeline import (
    NOTHING,
    Flags,
    Ints,
    before,
    groups_of,
    last_known,
    running_latest,
    to_minute,
)

# Where the other side cannot tell, rows that share a date are one if this share of those are that it can tell.
# (That share is itself too high: one authority row may hold two nights.)
MOST = 0.75


def same_time(side: Side, partner: Ints, *, by_day: bool) -> Ints:
    """Numbers the rows of one side so that rows about one absence share a number.

    `side` is sorted by person and start, with columns person, start_lo, start_hi, end_lo, end_hi.
    `partner` is the group of the other side that the row is matched with, -1 if none. `by_day`: two rows that
    have only dates and the same first day may be one whatever their ends (police reports).
    """
    if not len(side):
        return np.zeros(0, dtype=np.int64)
    sure, overlap, day = _kinds(side, by_day)
    earlier = last_known(side.person, partner)
    spoken = (earlier >= 0) & (partner >= 0)
    together = spoken & (earlier == partner)
    joined = sure | overlap | together & day
    one, told = int((day & together).sum()), int((day & spoken).sum())
    if one + 1 > MOST * (told + 2):
        joined |= day
    return groups_of(joined & ~(spoken & ~together))


def _kinds(side: Side, by_day: bool) -> tuple[Flags, Flags, Flags]:
    """For each row, how it stands to the rows before it: begins together with it; overlaps; shares a date."""
    owner, lo, hi = side.person, side.start_lo, side.start_hi
    ended, ended_hi = side.end_lo, side.end_hi
    minute = to_minute(lo, hi)
    until = np.where(ended == NOTHING, np.where(minute, lo + words.OPEN_JOINS, hi), ended)
    overlap = hi < before(running_latest(owner, until))
    since = lo - before(lo)
    was = before(minute.astype(np.int64)) == 1
    minutes, days = minute & was, ~minute & ~was
    together = minutes & ((since <= words.SAME_START) | (overlap & (since <= words.OPEN_JOINS)))
    same_end = (ended == before(ended)) & (ended_hi == before(ended_hi))
    same_row = days & (since == 0) & same_end
    same_day = (days & (since == 0) & by_day) | (minute & ~was & (lo < before(hi)))
    mine = before(owner) == owner
    mine[0] = False
    sure = (together | same_row) & mine
    return sure, overlap & mine & ~sure, same_day & mine & ~sure
