"""How one time away becomes several reports."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.aways import Aways
from waylight.ops.region.clocks import NONE
from waylight.ops.region.people import People
from waylight.ops.region.places import Places
from waylight.ops.region.rates import Rates
from waylight.ops.region.reports import Reports, marked


def split(rows: Reports, aways: Aways, rates: Rates, rng: Generator) -> Reports:
    """One absence as two reports: shortens the first in place, gives back the second."""
    start, end = aways.start[rows.away], aways.end[rows.away]
    at = np.flatnonzero(
        (rng.random(len(rows)) < rates.police_split) & (end - start > 300) & (rows.found != NONE)
    )
    cut = start[at] + ((end - start)[at] * rng.uniform(0.25, 0.75, len(at))).astype(np.int64)
    second = rows.take(at)
    rows.found[at] = np.maximum(cut, rows.reported[at] + 5)
    second.made = marked("split", len(at))
    second.seen = rows.found[at] + rng.integers(0, 45, len(at))
    second.reported = np.minimum(
        second.seen + rng.integers(5, 120, len(at)), np.maximum(end[at], second.seen + 5)
    )
    second.found = np.maximum(second.found, second.reported + 1)
    return second


def reopened(rows: Reports, aways: Aways, rates: Rates, rng: Generator) -> Reports:
    """An incident closed too early and opened again under a new number: same last sighting, later end."""
    length = aways.end[rows.away] - aways.start[rows.away]
    at = np.flatnonzero(
        (rng.random(len(rows)) < rates.police_reopened) & (length > 240) & (rows.found != NONE)
    )
    second = rows.take(at)
    rows.found[at] = rows.reported[at] + (
        (rows.found - rows.reported)[at] * rng.uniform(0.2, 0.6, len(at))
    ).astype(np.int64)
    second.made = marked("reopened", len(at))
    second.reported = rows.found[at] + rng.integers(5, 60, len(at))
    second.found = np.maximum(second.found, second.reported + 1)
    return second


def twice(rows: Reports, rates: Rates, rng: Generator) -> Reports:
    """The same report entered twice, the second time by someone else."""
    at = np.flatnonzero(rng.random(len(rows)) < rates.police_twice)
    copy = rows.take(at)
    shift = rng.choice([0, 0, 0, 5, 10, -5, 15, 30], len(at))
    copy.seen = copy.seen + shift
    copy.reported = copy.reported + rng.integers(0, 90, len(at))
    copy.found = np.where(copy.found == NONE, NONE, np.maximum(copy.found, copy.reported + 1))
    copy.made = marked("entered twice", len(at))
    copy.fresh = rng.random(len(at)) < 0.5
    return copy


def two_forces(rows: Reports, people: People, places: Places, rates: Rates, rng: Generator) -> Reports:
    """A report taken by two forces: where the child is placed, and where the family lives."""
    at = np.flatnonzero(rng.random(len(rows)) < rates.police_two_forces * 2)
    given = len(places.force_name) - 1
    own = places.force_of_area[people.area[rows.person[at]]]
    other = np.where(own == rows.force[at], rng.integers(0, given, len(at)), own)
    good = (other != rows.force[at]) & (other < given)
    copy = rows.take(at[good])
    copy.force = other[good]
    copy.made = marked("second force", len(copy))
    copy.reported = copy.reported + rng.integers(10, 180, len(copy))
    copy.found = np.where(
        copy.found == NONE, NONE, np.maximum(copy.found + rng.integers(0, 60, len(copy)), copy.reported + 1)
    )
    return copy
