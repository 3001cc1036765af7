"""What truly is and happens in the invented region, before anybody writes anything down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.random import Generator

from waylight.ops.region.aways import Aways, counts
from waylight.ops.region.leaving import make_aways
from waylight.ops.region.mapping import make_places
from waylight.ops.region.people import Flags, People
from waylight.ops.region.peopling import make_people
from waylight.ops.region.placements import Placements
from waylight.ops.region.places import Ints, Places
from waylight.ops.region.placing import make_placements
from waylight.ops.region.rates import Rates

WINDOW = (date(2025, 4, 1), date(2026, 4, 1))
# How often those who go missing do so: centre and spread for `aways.counts`.
REPEATS = {"published": (0.79, 1.589), "dense": (1.41, 1.25)}
# Chance of going missing within a year by age, before it is scaled to the share asked for.
LIKELY = np.array([0.0] * 5 + [0.002] * 5 + [0.02, 0.04, 0.1, 0.2, 0.3, 0.38, 0.42, 0.4])
AGES = np.array([5, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 9.5, 11])


@dataclass(frozen=True)
class World:
    """The truth. `window` is in days since 1970-01-01, its end exclusive; ages are those on `today`."""

    places: Places
    people: People
    placements: Placements
    aways: Aways
    window: tuple[int, int]
    today: int


def make_world(children: int, shape: str, rates: Rates, draw: list[Generator]) -> World:
    """Places, looked-after children, where they live and when they are away, each from its own generator."""
    first, after = ((day - date(1970, 1, 1)).days for day in WINDOW)
    today = first + 183
    places = make_places(children, draw[0])
    ages, goes = _who_goes(children, shape, rates, draw[1])
    area = draw[1].integers(0, places.listed, children)
    people = make_people(children, places, area, rates, today, ages, draw[1])
    placements = make_placements(people, goes, places, rates, (first, after), draw[2])
    count = counts(goes, *REPEATS[shape], draw[3])
    aways = make_aways(count, people, placements, places, rates, (first, after), draw[3])
    return World(places, people, placements, aways, (first, after), today)


def _who_goes(children: int, shape: str, rates: Rates, rng: Generator) -> tuple[Ints, Flags]:
    """Ages, and who goes missing within the year."""
    if shape == "dense":
        ages = rng.integers(8, 18, children)
        return ages, rng.random(children) < rates.dense_goes_missing
    share = AGES / AGES.sum()
    ages = rng.choice(18, size=children, p=share)
    likely = LIKELY[ages] * rates.goes_missing / float((LIKELY * share).sum())
    return ages, rng.random(children) < likely
