"""How authorities join, cut and repeat their rows."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.authority import Records
from waylight.ops.region.aways import DAY
from waylight.ops.region.people import Flags
from waylight.ops.region.rates import Rates
from waylight.ops.region.row import Rows

FEW_HOURS = 360


def merge(rows: Rows, records: Records, habits: dict[str, Flags], rates: Rates, rng: Generator) -> Rows:
    """Several absences as one row: consecutive nights here and there, weekends where that is the habit."""
    same = np.r_[False, rows.record[1:] == rows.record[:-1]]
    gap = np.r_[0, rows.start[1:] - rows.end[:-1]]
    nights = same & (gap < 20 * 60) & (rng.random(len(same)) < rates.nights_merged)
    weekend_of = (rows.start // DAY + 6) // 7  # Friday begins a new number
    weekend = (rows.start // DAY + 6) % 7 < 3
    together = same & weekend & np.r_[False, weekend[:-1] & (weekend_of[1:] == weekend_of[:-1])]
    joined = nights | (together & habits["weekend"][records.authority[rows.record]])
    if not len(joined):
        return rows
    head = np.flatnonzero(~joined)
    tail = np.r_[head[1:], len(joined)] - 1
    merged = rows.take(head)
    merged.end = np.maximum.reduceat(rows.end, head)
    merged.open = rows.open[tail]
    merged.missing = np.logical_or.reduceat(rows.missing, head)
    merged.last = rows.last[tail]
    merged.made[merged.last > merged.first] = "merged"
    return merged


def per_night(rows: Rows, records: Records, habits: dict[str, Flags]) -> Rows:
    """A row for every night (noon to noon) or every date of a longer absence, where that is the habit."""
    authority = records.authority[rows.record]
    turn = np.where(habits["by date"][authority], 0, DAY // 2)
    # Where one row ends and the next begins; nobody writes a row of its own for the first or last few hours.
    begins = -(-(rows.start + FEW_HOURS - turn) // DAY)
    ends = (rows.end - FEW_HOURS - turn) // DAY
    cut = habits["night"][authority] & (ends >= begins) & (ends - begins <= 40) & ~rows.open
    count = np.where(cut, ends - begins + 2, 1)
    at = np.repeat(np.arange(len(count)), count)
    piece = np.arange(len(at)) - np.repeat(count.cumsum() - count, count)
    split, cut = rows.take(at), cut[at]
    before = (begins[at] + piece - 1) * DAY + turn[at]
    split.start = np.where(cut & (piece > 0), before, split.start)
    split.end = np.where(cut & (piece < count[at] - 1), before + DAY - 1, split.end)
    split.made[cut] = "one a night"
    return split


def again(
    rows: Rows,
    records: Records,
    habits: dict[str, Flags],
    rates: Rates,
    window: tuple[int, int],
    rng: Generator,
) -> Rows:
    """Rows entered twice, a fortnight uploaded twice, a row in both records of a child."""
    twice = rows.take(np.flatnonzero(rng.random(len(rows.record)) < rates.authority_twice))
    later = rng.choice([0, 0, 5, 10, -10, 15, 30], len(twice.record))
    twice.start = np.where(twice.day_only, twice.start, np.minimum(twice.start + later, twice.end))
    twice.made[:] = "entered twice"
    authority = records.authority[rows.record]
    begins = rng.integers(window[0], window[1] - 14, len(habits["fortnight"]))[authority]
    day = rows.start // DAY
    fortnight = rows.take(
        np.flatnonzero(habits["fortnight"][authority] & (begins <= day) & (day < begins + 14))
    )
    fortnight.made[:] = "uploaded twice"
    person = records.person[rows.record]
    both = (records.second[person] >= 0) & (rng.random(len(person)) < rates.in_both_records)
    other = rows.take(np.flatnonzero(both))
    second = records.second[person[both]]
    other.record = np.where(other.record == second, records.main()[person[both]], second)
    other.made[:] = "in both records"
    return rows.join(twice).join(fortnight).join(other)
