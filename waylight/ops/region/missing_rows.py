"""The missing rows of the authorities, each authority by its own habits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.random import Generator

from waylight.ops.region.authority import Records
from waylight.ops.region.aways import DAY, Aways
from waylight.ops.region.clocks import NONE, column
from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints, Places, Text
from waylight.ops.region.rates import Rates

FEW_HOURS = 360


@dataclass
class Rows:
    """Missing rows in the making: minutes of the London wall clock; `first` and `last` bound the times away
    (positions in the list of those the authority knew) that a row stems from."""

    record: Ints
    start: Ints
    end: Ints
    open: Flags
    missing: Flags
    first: Ints
    last: Ints
    made: Text  # how the row came about
    day_only: Flags

    def take(self, at: Ints) -> Rows:
        """The rows at those positions."""
        return Rows(*(getattr(self, name)[at] for name in self.__dataclass_fields__))

    def join(self, other: Rows) -> Rows:
        """Both, one after the other."""
        return Rows(
            *(np.concatenate([getattr(self, n), getattr(other, n)]) for n in self.__dataclass_fields__)
        )


def missing_table(
    aways: Aways, records: Records, places: Places, rates: Rates, window: tuple[int, int], rng: Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The missing rows as recorded, and the true times away behind each (missing_id, person, away)."""
    known = np.flatnonzero(aways.by_authority)
    habits = _habits(places, rates, rng)
    rows = _as_told(aways, known, records, rng)
    rows = _merge(rows, records, habits, rates, rng)
    rows = _per_night(rows, records, habits)
    rows = _remember(rows, records, habits, rates, rng)
    rows = _again(rows, records, habits, rates, window, rng)
    rows = rows.take(np.lexsort((rows.start, records.child_id[rows.record].astype(str))))
    size = len(rows.record)
    ids = np.array([f"MIS{n:07d}" for n in rng.permutation(size * 3)[:size]], dtype=object)
    frame = pl.DataFrame(
        {
            "line": np.arange(size, dtype=np.int32) + 2,
            "missing_id": ids,
            "child_id": records.child_id[rows.record],
            "category": np.where(rows.missing, "M", "A").astype(object),
            "started_at": column(rows.start),
            "started_day": rows.day_only,
            "ended_at": column(np.where(rows.open, NONE, rows.end)),
            "ended_day": rows.day_only,
        }
    )
    span = rows.last - rows.first + 1
    row = np.repeat(np.arange(size), span)
    offset = np.arange(len(row)) - np.repeat(span.cumsum() - span, span)
    away = known[rows.first[row] + offset]
    person = records.person[rows.record[row]]
    truth = pl.DataFrame({"missing_id": ids[row], "person": person, "away": away, "made": rows.made[row]})
    return frame, truth


def _habits(places: Places, rates: Rates, rng: Generator) -> dict[str, Flags]:
    size = places.listed
    lot = rng.random(size)
    return {
        "night": lot < rates.row_per_night_authorities,
        "by date": rng.random(size) < 0.4,
        "weekend": lot > 1 - rates.row_per_weekend_authorities,
        "dates": rng.random(size) < rates.date_only_authorities,
        "fortnight": rng.random(size) < rates.fortnight_twice_authorities,
    }


def _as_told(aways: Aways, known: Ints, records: Records, rng: Generator) -> Rows:
    """One row a time away; a second record of the child takes four in ten."""
    record_of = records.main()
    child = aways.child[known]
    second = records.second[child]
    record = np.where((second >= 0) & (rng.random(len(child)) < 0.4), second, record_of[child])
    at = np.arange(len(known))
    return Rows(
        record,
        aways.start[known],
        aways.end[known],
        aways.open[known].copy(),
        aways.missing[known].copy(),
        at,
        at,
        np.full(len(at), "told", dtype=object),
        np.zeros(len(at), dtype=bool),
    )


def _merge(rows: Rows, records: Records, habits: dict[str, Flags], rates: Rates, rng: Generator) -> Rows:
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


def _per_night(rows: Rows, records: Records, habits: dict[str, Flags]) -> Rows:
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


def _again(
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


def _remember(rows: Rows, records: Records, habits: dict[str, Flags], rates: Rates, rng: Generator) -> Rows:
    """The times as written down: some minutes off, rounded, without an end, or only the date."""
    size = len(rows.record)
    spread = rates.time_spread_minutes
    near, far = rng.normal(0, spread * 0.6, (2, size)), rng.exponential(spread * 2, (2, size))
    start = rows.start + np.where(rng.random(size) < 0.25, far[0], near[0]).astype(np.int64)
    end = rows.end + np.where(rng.random(size) < 0.3, far[1], near[1]).astype(np.int64)
    coarse = rng.choice([1, 5, 15, 30], size, p=[0.35, 0.3, 0.25, 0.1])
    start, end = start // coarse * coarse, end // coarse * coarse
    end = np.maximum(end, start + 5)
    half, whole = 0.4 * rates.clock_12_hours, 0.6 * rates.clock_one_day
    lot = rng.random(size)
    off = np.select([lot < half, lot < half + whole], [720, 1440], 0) * rng.choice([-1, 1], size)
    authority = records.authority[rows.record]
    rows.day_only = habits["dates"][authority] | (rng.random(size) < rates.date_only_rows)
    rows.start = np.where(rows.day_only, (start + off) // DAY * DAY, start + off)
    rows.end = np.where(rows.day_only, (end + off) // DAY * DAY, end + off)
    rows.open = rows.open | (rng.random(size) < rates.authority_ended_blank)
    rows.missing = rows.missing ^ (rng.random(size) < rates.category_mistaken)
    return rows
