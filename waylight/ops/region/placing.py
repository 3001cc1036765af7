"""Who is placed where, from when to when."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.homes import homes, share
from waylight.ops.region.people import Flags, People
from waylight.ops.region.placements import CODE, KINDS, Placements
from waylight.ops.region.places import Ints, Places
from waylight.ops.region.rates import Rates

EIGHTEEN = 6574  # days


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
    # Nobody is looked after beyond the eighteenth birthday.
    care_to = np.minimum(np.where(leaves, left, far), people.born + EIGHTEEN)
    care_to = np.where(care_to >= end, far, np.maximum(care_to, care_from + 1))
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
    home, postcode = homes(child, kind, area, people, places, rng)
    return share(child, kind, area, home, postcode, started, ended, people, care_from, care_to, far)


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
