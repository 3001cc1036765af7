"""One invented region from beginning to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.random import Generator, SeedSequence, default_rng

from waylight.ops.region import authority, reports, truth
from waylight.ops.region.aways import counts, make_aways
from waylight.ops.region.homes_list import homes_table
from waylight.ops.region.missing_rows import missing_table
from waylight.ops.region.others import make_others
from waylight.ops.region.people import Flags, make_people
from waylight.ops.region.placements import make_placements
from waylight.ops.region.places import Ints, make_places
from waylight.ops.region.police import police_table
from waylight.ops.region.rates import Rates
from waylight.reconcile.tables import Extracts

SHAPES = ("published", "dense")
WINDOW = (date(2025, 4, 1), date(2026, 4, 1))
# How often those who go missing do so: centre and spread for `aways.counts`.
REPEATS = {"published": (0.79, 1.589), "dense": (1.41, 1.25)}
# Chance of going missing within a year by age, before it is scaled to the share asked for.
LIKELY = np.array([0.0] * 5 + [0.002] * 5 + [0.02, 0.04, 0.1, 0.2, 0.3, 0.38, 0.42, 0.4])


@dataclass(frozen=True)
class Region:
    """What the two sides (and the homes) recorded, and what really happened."""

    extracts: Extracts
    incidents: pl.DataFrame
    missing: pl.DataFrame
    homes: pl.DataFrame
    aways: pl.DataFrame
    people: pl.DataFrame
    authorities: pl.DataFrame
    window: tuple[date, date]  # first day, and the day after the last


def make_region(children: int, seed: int, shape: str = "published", rates: Rates | None = None) -> Region:
    """An invented region with that many looked-after children. The same arguments give the same region.

    `shape` is "published" (England's published rates) or "dense" (ten police rows to a listed child, for
    benchmarks). Raises ValueError for another shape or for fewer than 20 children."""
    if shape not in SHAPES:
        raise ValueError(f"shape is one of {', '.join(SHAPES)}, not {shape!r}")
    if children < 20:
        raise ValueError("a region has at least 20 children")
    rates = rates or Rates()
    draw = [default_rng(part) for part in SeedSequence(seed).spawn(8)]
    first, after = ((day - date(1970, 1, 1)).days for day in WINDOW)
    window = (first, after)
    places = make_places(children, draw[0])
    ages, goes = _who_goes(children, shape, rates, draw[1])
    area = draw[1].integers(0, places.listed, children)
    people = make_people(children, places, area, rates, first + 183, ages, draw[1])
    placements = make_placements(people, goes, places, rates, window, draw[2])
    count = counts(goes, *REPEATS[shape], draw[3])
    aways = make_aways(count, people, placements, places, rates, window, draw[3])
    listed = reports.of_listed(aways, placements, people, places, rates, draw[4]).join(
        reports.before_care(people, placements, places, rates, window, draw[4])
    )
    wanted = int(len(listed) * rates.others / (1 + rates.police_twice))
    other, person, spot, in_care = make_others(
        wanted, people, placements, places, rates, first + 183, draw[5]
    )
    other.family += children
    other.leader += children
    rest = reports.of_others(person + children, spot, in_care, places, rates, window, draw[5])
    everybody = people.join(other)
    police, kept = police_table(listed.join(rest), everybody, places, rates, draw[6])
    records = authority.make_records(people, children, places, rates, draw[7])
    missing, behind = missing_table(aways, records, places, rates, window, draw[7])
    homes, homes_truth = homes_table(aways, placements, people, records, rates, draw[7])
    ids = truth.child_ids(records)
    extracts = Extracts(
        police=police,
        children=authority.children_table(people, records, places, rates, draw[7]),
        placements=authority.placements_table(placements, records, places, rates, window, draw[7]),
        missing=missing,
        homes=homes,
    )
    return Region(
        extracts,
        truth.incidents(police, kept, ids),
        truth.missing_rows(behind),
        truth.homes_rows(homes_truth),
        truth.away_table(aways, places),
        truth.people_table(everybody, children, ids),
        truth.authorities(places),
        WINDOW,
    )


def _who_goes(children: int, shape: str, rates: Rates, rng: Generator) -> tuple[Ints, Flags]:
    """Ages, and who goes missing within the year."""
    if shape == "dense":
        ages = rng.integers(8, 18, children)
        return ages, rng.random(children) < rates.dense_goes_missing
    share = np.array([5, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 9.5, 11])
    ages = rng.choice(18, size=children, p=share / share.sum())
    likely = LIKELY[ages] * rates.goes_missing / float((LIKELY * share / share.sum()).sum())
    return ages, rng.random(children) < likely
