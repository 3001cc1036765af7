"""Police reports of listed children and of others."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.aways import DAY, Aways, durations, moments
from waylight.ops.region.clocks import NONE
from waylight.ops.region.people import Flags, People
from waylight.ops.region.placements import Placements
from waylight.ops.region.places import Ints, Places
from waylight.ops.region.rates import Rates
from waylight.ops.region.repeats import reopened, split, twice, two_forces
from waylight.ops.region.reports import Reports, reports


def of_listed(
    aways: Aways, placements: Placements, people: People, places: Places, rates: Rates, rng: Generator
) -> Reports:
    """What the forces recorded of the times away of listed children."""
    at = np.flatnonzero(aways.by_police)
    rows = reports(
        aways.child[at],
        at,
        aways.force[at],
        aways.start[at],
        aways.end[at],
        placements.postcode[aways.placement[at]],
        np.ones(len(at), dtype=bool),
        rng,
    )
    rows.found[aways.open[at]] = NONE
    rows = rows.join(split(rows, aways, rates, rng), reopened(rows, aways, rates, rng))
    return rows.join(twice(rows, rates, rng), two_forces(rows, people, places, rates, rng))


def before_care(
    people: People,
    placements: Placements,
    places: Places,
    rates: Rates,
    window: tuple[int, int],
    rng: Generator,
) -> Reports:
    """Reports of listed children from before they came into care."""
    days = placements.care_from - window[0]
    child = np.flatnonzero((days > 20) & (rng.random(len(people)) < rates.before_care * 5))
    child = np.repeat(child, rng.integers(1, 4, len(child)))
    start = moments(np.full(len(child), window[0]), placements.care_from[child] - 5, rng)
    force = places.force_of_area[people.area[child]]
    nothing = np.full(len(child), -1)
    end = start + durations(len(child), rng).clip(25, 3 * DAY)
    rows = reports(
        child, nothing, force, start, end, people.home[child], np.zeros(len(child), dtype=bool), rng
    )
    return rows.take(np.flatnonzero(force < len(places.force_name) - 1))


def of_others(
    person: Ints,
    spot: Ints,
    in_care: Flags,
    places: Places,
    rates: Rates,
    window: tuple[int, int],
    rng: Generator,
) -> Reports:
    """Reports of children who are not listed, one entry of `person` each."""
    size = len(person)
    start = moments(np.full(size, window[0]), np.full(size, window[1]), rng)
    end = start + durations(size, rng)
    force = places.force_of_area[places.area[spot]]
    rows = reports(person, np.full(size, -1), force, start, end, spot, in_care, rng)
    return rows.join(twice(rows, rates, rng))
