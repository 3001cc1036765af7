"""Times as an authority writes them down."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.authority import Records
from waylight.ops.region.aways import DAY
from waylight.ops.region.people import Flags
from waylight.ops.region.rates import Rates
from waylight.ops.region.row import Rows


def remember(rows: Rows, records: Records, habits: dict[str, Flags], rates: Rates, rng: Generator) -> Rows:
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
