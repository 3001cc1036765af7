"""True times away: who left when, for how long, alone or together, and which side came to know.

Durations follow the published bands for England (year ending March 2024): counted in dates, a third of the
incidents end on the day they began, nine in ten within two days, one in forty lasts more than a week.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

from waylight.ops.region.people import Flags, People
from waylight.ops.region.placements import Placements
from waylight.ops.region.places import Ints, Places
from waylight.ops.region.rates import Rates

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


def make_aways(
    count: Ints,
    people: People,
    placements: Placements,
    places: Places,
    rates: Rates,
    window: tuple[int, int],
    rng: Generator,
) -> Aways:
    """The times away of every child in the window (days), none overlapping another of the same child."""
    begin, end = window
    child = np.repeat(np.arange(len(count)), count)
    low = np.maximum(placements.care_from + 1, begin)[child]
    high = np.minimum(placements.care_to, end)[child]
    start = _moments(low, high, rng)
    length = durations(len(child), rng)
    child, start, length = _together(child, start, length, placements, people, rates, rng)
    order = np.lexsort((start, child))
    child, start, length = child[order], start[order], length[order]
    limit = np.where(np.r_[child[1:] == child[:-1], False], np.r_[start[1:], 0] - 150, start + length)
    leave = np.minimum(placements.care_to, end + 60)[child] * DAY
    stop = np.minimum(np.minimum(start + length, limit), np.maximum(leave, start + 30))
    row = placements.at(child, start // DAY)
    keep = (stop - start >= 20) & (row >= 0)
    child, start, stop, row = child[keep], start[keep], stop[keep], row[keep]
    area = placements.area[row]
    force = places.force_of_area[area]
    missing = rng.random(len(child)) >= rates.away_category
    seen = _noticed(stop - start, missing, force, len(places.force_name) - 1, rates, rng)
    return Aways(child, start, stop, missing, row, area, force, *seen, stop > end * DAY)


def _moments(low: Ints, high: Ints, rng: Generator) -> Ints:
    """A moment between two days for each, by the habits of the week and of the day."""
    day = low + (rng.random(len(low)) * np.maximum(high - low, 1)).astype(np.int64)
    # 1970-01-01 was a Thursday. One retry makes weekends likelier without a loop.
    again = rng.random(len(day)) > WEEK[(day + 3) % 7] / WEEK.max()
    day = np.where(again, low + (rng.random(len(low)) * np.maximum(high - low, 1)).astype(np.int64), day)
    hour = np.searchsorted(np.cumsum(HOURS / HOURS.sum()), rng.random(len(low))).clip(0, 23)
    return day * DAY + hour * 60 + rng.integers(0, 60, len(low))


def _together(
    child: Ints,
    start: Ints,
    length: Ints,
    placements: Placements,
    people: People,
    rates: Rates,
    rng: Generator,
) -> tuple[Ints, Ints, Ints]:
    """Add the same time away for a twin, or for somebody else who lives in the same home, of some."""
    twin = people.twin_of()[child]
    chance = np.where(twin >= 0, rates.twins_away_together, rates.together)
    chosen = np.flatnonzero(rng.random(len(child)) < chance)
    day = start[chosen] // DAY
    row = placements.at(child[chosen], day)
    mate = np.where(twin[chosen] >= 0, placements.at(twin[chosen], day), _room_mate(row, placements, rng))
    there = (mate >= 0) & (placements.started[mate] <= day) & (day < placements.ended[mate])
    same_home = placements.home[mate] == placements.home[row]
    good = (row >= 0) & there & same_home & (placements.child[mate] != child[chosen])
    chosen, mate = chosen[good], mate[good]
    jitter = rng.integers(-6, 7, len(chosen))
    mostly = rng.random(len(chosen)) < 0.8
    apart = np.where(mostly, rng.integers(-20, 21, len(chosen)), rng.integers(0, 600, len(chosen)))
    return (
        np.concatenate([child, placements.child[mate]]),
        np.concatenate([start, start[chosen] + jitter]),
        np.concatenate([length, np.maximum(length[chosen] + apart, 25)]),
    )


def _room_mate(row: Ints, placements: Placements, rng: Generator) -> Ints:
    """A random placement in the same home as each placement given; the caller checks the time."""
    order = np.argsort(placements.home, kind="stable")
    homes = placements.home[order]
    first = np.searchsorted(homes, placements.home[row])
    last = np.searchsorted(homes, placements.home[row], side="right")
    mate: Ints = order[first + (rng.random(len(row)) * (last - first)).astype(np.int64)]
    return mate


def _noticed(
    length: Ints, missing: Flags, force: Ints, not_given: int, rates: Rates, rng: Generator
) -> tuple[Flags, Flags, Flags]:
    """Who came to know.

    Given the duration the three sides are independent of one another (unless `shared_neglect` is set). Over
    all durations they are not, because short absences escape all of them more often: an estimate of what
    nobody saw must be stratified by duration."""
    neglected = rng.random(len(length)) < rates.shared_neglect
    police = rng.random(len(length)) < _rise(length, rates.police_short, rates.police_long, rates)
    authority = rng.random(len(length)) < _rise(length, rates.authority_short, rates.authority_long, rates)
    homes = rng.random(len(length)) < _rise(length, rates.homes_short, rates.homes_long, rates)
    police &= missing | (rng.random(len(length)) < rates.police_lists_away)
    police &= (force != not_given) & ~neglected
    copied = missing & (rng.random(len(length)) < rates.fed_by_police)
    return police, np.where(copied, police, authority & ~neglected), homes & ~neglected


def _rise(length: Ints, low: float, high: float, rates: Rates) -> npt.NDArray[np.float64]:
    """From `low` (shortest) to `high` (longest) along a logistic curve in the logarithm of the duration."""
    along = 1.0 / (1.0 + np.exp(-2.0 * np.log(length / 60.0 / rates.notice_hours)))
    rise: npt.NDArray[np.float64] = low + (high - low) * along
    return rise
