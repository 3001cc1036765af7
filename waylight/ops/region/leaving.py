"""The times away of every child over the window."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.aways import DAY, Aways, durations, moments
from waylight.ops.region.companions import together
from waylight.ops.region.noticing import noticed
from waylight.ops.region.people import People
from waylight.ops.region.placements import Placements
from waylight.ops.region.places import Ints, Places
from waylight.ops.region.rates import Rates


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
    start = moments(low, high, rng)
    length = durations(len(child), rng)
    child, start, length = together(child, start, length, placements, people, rates, rng)
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
    seen = noticed(stop - start, missing, force, len(places.force_name) - 1, rates, rng)
    return Aways(child, start, stop, missing, row, area, force, *seen, stop > end * DAY)
