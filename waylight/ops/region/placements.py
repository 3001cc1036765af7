"""Homes and carers, and who lived where from when to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from waylight.ops.region.people import Flags, People
from waylight.ops.region.places import Ints, Places
from waylight.ops.region.rates import Rates

# SSDA903 PLACE code, share among children who go missing, among the others, children to a home or carer.
KINDS = [("K2", 0.32, 0.09, 3.5), ("K3", 0.26, 0.06, 6.0), ("U6", 0.20, 0.34, 1.6), ("U4", 0.06, 0.22, 1.8),
         ("U3", 0.05, 0.14, 1.3), ("P1", 0.04, 0.08, 1.0), ("S1", 0.02, 0.03, 8.0), ("K1", 0.01, 0.005, 12.0),
         ("Z1", 0.04, 0.035, 1.0)]  # fmt: skip
CODE = np.array([kind[0] for kind in KINDS], dtype=object)


@dataclass
class Placements:
    """One entry a placement, ordered by child and time, in days since 1970-01-01.

    `ended` is the first day elsewhere; beyond the window where current."""

    child: Ints
    kind: Ints
    area: Ints
    home: Ints  # number of the home or carer
    postcode: Ints
    started: Ints
    ended: Ints
    current: Flags
    care_from: Ints  # per child
    care_to: Ints  # per child

    def at(self, child: Ints, day: Ints) -> Ints:
        """The placement of each child on each day: a row, or -1 where not in care."""
        key = self.child.astype(np.int64) * 100_000 + self.started
        row = np.searchsorted(key, child.astype(np.int64) * 100_000 + day, side="right") - 1
        safe = np.maximum(row, 0)
        good = (row >= 0) & (self.child[safe] == child) & (day < self.ended[safe])
        return np.where(good, row, -1)


def make_placements(
    people: People, missing: Flags, places: Places, rates: Rates, window: tuple[int, int], rng: Generator
) -> Placements:
    """Placements of looked-after children over the window (days, end exclusive)."""
    size = len(people)
    begin, end = window
    far = end + 3650
    before = rng.random(size) < 0.75
    care_from = np.where(
        before,
        begin - 1 - rng.exponential(600, size).astype(np.int64).clip(0, 4000),
        begin + (rng.random(size) * (end - begin - 20)).astype(np.int64),
    )
    left = begin + (rng.random(size) * (end - begin)).astype(np.int64)
    leaves = (rng.random(size) < rates.leaves_care) & (left > care_from + 14)
    care_to = np.where(leaves, left, far)
    leader = people.leader
    care_from, care_to = care_from[leader], care_to[leader]
    moves = rng.poisson(rates.moves * np.where(missing, 3.0, 1.0)).clip(0, 9)
    leaders = np.flatnonzero(leader == np.arange(size))
    child = np.repeat(leaders, moves[leaders] + 1)
    first = np.r_[True, child[1:] != child[:-1]]
    low = np.maximum(care_from, begin - 120)[child]
    high = np.minimum(care_to, end)[child]
    started = np.where(
        first, care_from[child], low + 1 + (rng.random(len(child)) * (high - low)).astype(np.int64)
    )
    order = np.lexsort((started, child))
    child, started = child[order], started[order]
    keep = np.r_[True, (child[1:] != child[:-1]) | (started[1:] > started[:-1])] & (started < care_to[child])
    child, started = child[keep], started[keep]
    ended = np.where(np.r_[child[1:] == child[:-1], False], np.r_[started[1:], 0], care_to[child])
    kind, area = _where(child, missing, people, places, rates, rng)
    home, postcode = _homes(child, kind, area, people, places, rng)
    return _share(child, kind, area, home, postcode, started, ended, people, care_from, care_to, far)


def _where(
    child: Ints, missing: Flags, people: People, places: Places, rates: Rates, rng: Generator
) -> tuple[Ints, Ints]:
    """Kind of placement and the area it lies in."""
    wild = np.cumsum([k[1] for k in KINDS]) / sum(k[1] for k in KINDS)
    calm = np.cumsum([k[2] for k in KINDS]) / sum(k[2] for k in KINDS)
    chance = rng.random(len(child))
    kind = np.where(missing[child], np.searchsorted(wild, chance), np.searchsorted(calm, chance)).clip(
        0, len(KINDS) - 1
    )
    kind = np.where(people.unaccompanied[child] & (CODE[kind] == "P1"), 1, kind)
    area = people.area[child].copy()
    areas = len(places.area_name)
    outside = (rng.random(len(child)) < rates.placed_outside_authority) & (CODE[kind] != "P1")
    near = _neighbours(places)
    rank = rng.geometric(0.25, size=len(child)).clip(1, min(areas - 2, near.shape[1])) - 1
    area[outside] = near[area[outside], rank[outside]]
    gone = (rng.random(len(child)) < rates.placed_outside_forces) & (CODE[kind] != "P1")
    area[gone] = areas - 1
    return kind, area


def _neighbours(places: Places) -> Ints:
    """For each area the others by distance, without the last (its force is not given)."""
    areas = len(places.area_name)
    weight = np.maximum(np.bincount(places.area, minlength=areas), 1)
    x = np.bincount(places.area, places.east, areas) / weight
    y = np.bincount(places.area, places.north, areas) / weight
    gap = np.hypot(x[:, None] - x, y[:, None] - y)
    gap[:, -1] = np.inf
    np.fill_diagonal(gap, np.inf)
    return np.argsort(gap, axis=1, kind="stable")[:, : max(1, areas - 2)]


def _homes(
    child: Ints, kind: Ints, area: Ints, people: People, places: Places, rng: Generator
) -> tuple[Ints, Ints]:
    """Put each placement into one of the homes of its kind and area; a home has one postcode."""
    areas = len(places.area_name)
    cell = kind * areas + area
    count = np.bincount(cell, minlength=len(KINDS) * areas)
    beds = np.repeat([k[3] for k in KINDS], areas)
    homes = np.ceil(count / (beds * 1.6)).astype(np.int64)
    base = np.r_[0, homes.cumsum()]
    home = base[cell] + (rng.random(len(child)) * homes[cell]).astype(np.int64)
    area_of_home = np.repeat(np.tile(np.arange(areas), len(KINDS)), homes)
    postcode = places.draw(area_of_home, rng)[home]
    with_parents = CODE[kind] == "P1"
    # Each family is its own "home", numbered after all others.
    home = np.where(with_parents, base[-1] + people.family[child], home)
    return home, np.where(with_parents, people.home[child], postcode)


def _share(
    child: Ints,
    kind: Ints,
    area: Ints,
    home: Ints,
    postcode: Ints,
    started: Ints,
    ended: Ints,
    people: People,
    care_from: Ints,
    care_to: Ints,
    far: int,
) -> Placements:
    """Copy the leader's placements to the brothers and sisters who are placed with them."""
    begins = np.searchsorted(child, np.arange(len(people)))
    ends = np.searchsorted(child, np.arange(len(people)), side="right")
    count = (ends - begins)[people.leader]
    whose = np.repeat(np.arange(len(people)), count)
    offset = np.arange(count.sum()) - np.repeat(count.cumsum() - count, count)
    row = begins[people.leader][whose] + offset
    return Placements(
        whose,
        kind[row],
        area[row],
        home[row],
        postcode[row],
        started[row],
        ended[row],
        ended[row] >= far,
        care_from,
        care_to,
    )
