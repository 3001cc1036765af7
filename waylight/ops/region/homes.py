"""Homes and carers, and children who share them."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.people import People
from waylight.ops.region.placements import CODE, KINDS, Placements
from waylight.ops.region.places import Ints, Places


def homes(
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


def share(
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
