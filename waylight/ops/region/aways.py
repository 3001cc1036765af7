"""True times away: who left when, for how long, alone or together, and which side came to know.

Durations follow the published bands for England (year ending March 2024): counted in dates, a third of the
incidents end on the day they began, nine in ten within two days, one in forty lasts more than a week.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints

DAY = 1440


# Relative frequency of leaving by hour of the day (local time) and by day of the week (Monday first).
HOURS = np.array([3, 2, 1, 1, 1, 1, 1, 2, 4, 3, 3, 3, 4, 4, 5, 8, 9, 9, 10, 11, 12, 12, 10, 6], dtype=float)


WEEK = np.array([0.9, 0.9, 0.95, 1.0, 1.2, 1.2, 0.95])


@dataclass
class Aways:
    """One entry a true time away, by child and time; London wall-clock minutes since 1970-01-01T00:00."""

    child: Ints
    start: Ints
    end: Ints
    missing: Flags  # category M; the others are A
    placement: Ints  # row of the placement on that day
    area: Ints
    force: Ints
    by_police: Flags
    by_authority: Flags
    by_homes: Flags
    open: Flags  # still away at the end of the window

    def __len__(self) -> int:
        return len(self.child)


def counts(goes: Flags, centre: float, spread: float, rng: Generator) -> Ints:
    """How often each goes missing: log-normal, rounded up. With 0.8 and 1.6, and after those
    that would overlap are left out, 37 % once, 6.6 times in the mean, a few a hundred times."""
    drawn = np.ceil(rng.lognormal(centre, spread, size=len(goes))).astype(np.int64)
    return np.where(goes, drawn.clip(1, 150), 0)


def durations(size: int, rng: Generator) -> Ints:
    """Minutes away: a short kind, an overnight kind and a long one."""
    kind = rng.choice(4, size=size, p=[0.37, 0.44, 0.14, 0.05])
    short = rng.lognormal(np.log(210), 0.8, size)
    night = rng.lognormal(np.log(16 * 60), 0.45, size)
    days = rng.lognormal(np.log(2.6 * DAY), 0.55, size)
    weeks = rng.lognormal(np.log(9 * DAY), 1.1, size)
    drawn: Ints = np.choose(kind, [short, night, days, weeks]).clip(25, 200 * DAY).astype(np.int64)
    return drawn


def moments(low: Ints, high: Ints, rng: Generator) -> Ints:
    """A moment between two days for each, by the habits of the week and of the day."""
    day = low + (rng.random(len(low)) * np.maximum(high - low, 1)).astype(np.int64)
    # 1970-01-01 was a Thursday. One retry makes weekends likelier without a loop.
    again = rng.random(len(day)) > WEEK[(day + 3) % 7] / WEEK.max()
    day = np.where(again, low + (rng.random(len(low)) * np.maximum(high - low, 1)).astype(np.int64), day)
    hour = np.searchsorted(np.cumsum(HOURS / HOURS.sum()), rng.random(len(low))).clip(0, 23)
    return day * DAY + hour * 60 + rng.integers(0, 60, len(low))
