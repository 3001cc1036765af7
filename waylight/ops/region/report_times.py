"""The three times of a police report, by clocks that may be wrong."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.aways import DAY
from waylight.ops.region.clocks import NONE, column, summer
from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints
from waylight.ops.region.rates import Rates
from waylight.ops.region.reports import Reports


def times(reports: Reports, habits: dict[str, Flags], rates: Rates, rng: Generator) -> dict[str, object]:
    """Last seen, reported, found (each with whether only the date is given), as the clocks had them."""
    size = len(reports)
    seen, reported, found = reports.seen, reports.reported, reports.found
    blank = (found == NONE) | (rng.random(size) < rates.police_found_blank)
    closing = rng.random(size) < rates.police_found_at_closing
    found = np.where(closing, found + rng.integers(300, 1100, size), found)
    off = _clock_offsets(size, rates, rng)
    which = rng.integers(0, 3, size)  # both ends of the row, the beginning, the end
    summery = habits["utc"][reports.force]
    seen = seen + np.where(which != 2, off, 0) - np.where(summery & summer(seen), 60, 0)
    reported = reported + np.where(which != 2, off, 0) - np.where(summery & summer(reported), 60, 0)
    found = (
        found + np.where(which != 1, off, 0) - np.where(summery & summer(np.where(blank, 0, found)), 60, 0)
    )
    found = np.where(blank, NONE, found)
    day_only = habits["dates"][reports.force]
    columns: dict[str, object] = {}
    for name, minutes in (("last_seen", seen), ("reported", reported), ("found", found)):
        whole = np.where(day_only & (minutes != NONE), minutes // DAY * DAY, minutes)
        columns[f"{name}_at"] = column(whole)
        columns[f"{name}_day"] = day_only
    return columns


def _clock_offsets(size: int, rates: Rates, rng: Generator) -> Ints:
    """Minutes by which the clock of a row is wrong: 12 hours, one day, or an hour of summer time."""
    lot = rng.random(size)
    one, two = rates.clock_12_hours, rates.clock_12_hours + rates.clock_one_day
    sign = rng.choice([-1, 1], size)
    amount = np.select([lot < one, lot < two, lot < two + rates.clock_summer_time], [720, 1440, 60], 0)
    return amount * sign
