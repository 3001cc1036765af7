"""Police reports before anybody typed a name: about which time away, from which force, with which times."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.random import Generator

from waylight.ops.region.aways import DAY, Aways, _moments, durations
from waylight.ops.region.clocks import NONE
from waylight.ops.region.people import Flags, People
from waylight.ops.region.placements import Placements
from waylight.ops.region.places import Ints, Places, Text
from waylight.ops.region.rates import Rates


@dataclass
class Reports:
    """One entry a report.

    `person` counts listed children first, then the others; `away` is -1 where the report is about none of the
    true times away of a listed child; `spot` is the postcode row of where the child lived."""

    person: Ints
    away: Ints
    force: Ints
    seen: Ints
    reported: Ints
    found: Ints
    spot: Ints
    in_care: Flags
    fresh: Flags
    made: Text  # how the report came about

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: Ints) -> Reports:
        """The reports at those positions, in that order."""
        return Reports(*(getattr(self, f.name)[rows] for f in fields(Reports)))

    def join(self, *others: Reports) -> Reports:
        """All of them, one after the other."""
        parts = (self, *others)
        return Reports(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Reports)))


def _reports(
    person: Ints, away: Ints, force: Ints, start: Ints, end: Ints, spot: Ints, in_care: Flags, rng: Generator
) -> Reports:
    size = len(person)
    length = end - start
    seen = start - rng.exponential(14, size).astype(np.int64)
    seen = np.where(rng.random(size) < 0.6, seen // 5 * 5, seen)
    delay = np.minimum(rng.lognormal(np.log(95), 0.8, size), 0.85 * length).astype(np.int64)
    reported = start + delay
    found = end + rng.exponential(18, size).astype(np.int64)
    found = np.maximum(found, reported + 1)
    fresh = np.zeros(size, dtype=bool)
    return Reports(person, away, force, seen, reported, found, spot, in_care, fresh, _as("told", size))


def _as(word: str, size: int) -> Text:
    return np.full(size, word, dtype=object)


def of_listed(
    aways: Aways, placements: Placements, people: People, places: Places, rates: Rates, rng: Generator
) -> Reports:
    """What the forces recorded of the times away of listed children."""
    at = np.flatnonzero(aways.by_police)
    rows = _reports(
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
    rows = rows.join(_split(rows, aways, rates, rng), _reopened(rows, aways, rates, rng))
    return rows.join(_twice(rows, rates, rng), _two_forces(rows, people, places, rates, rng))


def _split(rows: Reports, aways: Aways, rates: Rates, rng: Generator) -> Reports:
    """One absence as two reports: shortens the first in place, gives back the second."""
    start, end = aways.start[rows.away], aways.end[rows.away]
    at = np.flatnonzero(
        (rng.random(len(rows)) < rates.police_split) & (end - start > 300) & (rows.found != NONE)
    )
    cut = start[at] + ((end - start)[at] * rng.uniform(0.25, 0.75, len(at))).astype(np.int64)
    second = rows.take(at)
    rows.found[at] = np.maximum(cut, rows.reported[at] + 5)
    second.made = _as("split", len(at))
    second.seen = rows.found[at] + rng.integers(0, 45, len(at))
    second.reported = np.minimum(
        second.seen + rng.integers(5, 120, len(at)), np.maximum(end[at], second.seen + 5)
    )
    second.found = np.maximum(second.found, second.reported + 1)
    return second


def _reopened(rows: Reports, aways: Aways, rates: Rates, rng: Generator) -> Reports:
    """An incident closed too early and opened again under a new number: same last sighting, later end."""
    length = aways.end[rows.away] - aways.start[rows.away]
    at = np.flatnonzero(
        (rng.random(len(rows)) < rates.police_reopened) & (length > 240) & (rows.found != NONE)
    )
    second = rows.take(at)
    rows.found[at] = rows.reported[at] + (
        (rows.found - rows.reported)[at] * rng.uniform(0.2, 0.6, len(at))
    ).astype(np.int64)
    second.made = _as("reopened", len(at))
    second.reported = rows.found[at] + rng.integers(5, 60, len(at))
    second.found = np.maximum(second.found, second.reported + 1)
    return second


def _twice(rows: Reports, rates: Rates, rng: Generator) -> Reports:
    """The same report entered twice, the second time by someone else."""
    at = np.flatnonzero(rng.random(len(rows)) < rates.police_twice)
    copy = rows.take(at)
    shift = rng.choice([0, 0, 0, 5, 10, -5, 15, 30], len(at))
    copy.seen = copy.seen + shift
    copy.reported = copy.reported + rng.integers(0, 90, len(at))
    copy.found = np.where(copy.found == NONE, NONE, np.maximum(copy.found, copy.reported + 1))
    copy.made = _as("entered twice", len(at))
    copy.fresh = rng.random(len(at)) < 0.5
    return copy


def _two_forces(rows: Reports, people: People, places: Places, rates: Rates, rng: Generator) -> Reports:
    """A report taken by two forces: where the child is placed, and where the family lives."""
    at = np.flatnonzero(rng.random(len(rows)) < rates.police_two_forces * 2)
    given = len(places.force_name) - 1
    own = places.force_of_area[people.area[rows.person[at]]]
    other = np.where(own == rows.force[at], rng.integers(0, given, len(at)), own)
    good = (other != rows.force[at]) & (other < given)
    copy = rows.take(at[good])
    copy.force = other[good]
    copy.made = _as("second force", len(copy))
    copy.reported = copy.reported + rng.integers(10, 180, len(copy))
    copy.found = np.where(
        copy.found == NONE, NONE, np.maximum(copy.found + rng.integers(0, 60, len(copy)), copy.reported + 1)
    )
    return copy


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
    start = _moments(np.full(len(child), window[0]), placements.care_from[child] - 5, rng)
    force = places.force_of_area[people.area[child]]
    nothing = np.full(len(child), -1)
    end = start + durations(len(child), rng).clip(25, 3 * DAY)
    rows = _reports(
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
    start = _moments(np.full(size, window[0]), np.full(size, window[1]), rng)
    end = start + durations(size, rng)
    force = places.force_of_area[places.area[spot]]
    rows = _reports(person, np.full(size, -1), force, start, end, spot, in_care, rng)
    return rows.join(_twice(rows, rates, rng))
