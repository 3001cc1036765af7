"""One invented region from beginning to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl
from numpy.random import Generator, SeedSequence, default_rng

from waylight.ops.region import authority, reporting, truth
from waylight.ops.region.homes_list import homes_table
from waylight.ops.region.missing_rows import missing_table
from waylight.ops.region.others import make_others
from waylight.ops.region.people import People
from waylight.ops.region.police import police_table
from waylight.ops.region.rates import Rates
from waylight.ops.region.reports import Reports
from waylight.ops.region.world import WINDOW, World, make_world
from waylight.reconcile.tables import Extracts

SHAPES = ("published", "dense")


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
    world = make_world(children, shape, rates, draw)
    people, aways, places, window = world.people, world.aways, world.places, world.window
    reports, everybody = _reports(world, rates, draw)
    police, kept = police_table(reports, everybody, places, rates, draw[6])
    records = authority.make_records(people, children, places, rates, draw[7])
    missing, behind = missing_table(aways, records, places, rates, window, draw[7])
    homes, homes_truth = homes_table(aways, world.placements, people, records, rates, draw[7])
    ids = truth.child_ids(records)
    listed = authority.children_table(people, records, places, rates, draw[7])
    placed = authority.placements_table(world.placements, records, places, rates, window, draw[7])
    return Region(
        Extracts(police=police, children=listed, placements=placed, missing=missing, homes=homes),
        truth.incidents(police, kept, ids),
        truth.missing_rows(behind),
        truth.homes_rows(homes_truth),
        truth.away_table(aways, places),
        truth.people_table(everybody, children, ids),
        truth.authorities(places),
        WINDOW,
    )


def _reports(world: World, rates: Rates, draw: list[Generator]) -> tuple[Reports, People]:
    """Every police report, and everybody they are about, the listed children first."""
    people, placements, places, window = world.people, world.placements, world.places, world.window
    told = reporting.of_listed(world.aways, placements, people, places, rates, draw[4])
    early = reporting.before_care(people, placements, places, rates, window, draw[4])
    wanted = int((len(told) + len(early)) * rates.others / (1 + rates.police_twice))
    other, person, spot, in_care = make_others(
        wanted, people, placements, places, rates, world.today, draw[5]
    )
    other.family += len(people)
    other.leader += len(people)
    rest = reporting.of_others(person + len(people), spot, in_care, places, rates, window, draw[5])
    return told.join(early, rest), people.join(other)
