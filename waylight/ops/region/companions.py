"""Siblings, twins and room-mates who go away together."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.aways import DAY
from waylight.ops.region.people import People
from waylight.ops.region.placements import Placements
from waylight.ops.region.places import Ints
from waylight.ops.region.rates import Rates


def together(
    child: Ints,
    start: Ints,
    length: Ints,
    placements: Placements,
    people: People,
    rates: Rates,
    rng: Generator,
) -> tuple[Ints, Ints, Ints]:
    """Add the same time away for a twin, or for somebody else who lives in the same home, of some."""
    twin = people.twin_of()[child]
    chance = np.where(twin >= 0, rates.twins_away_together, rates.together)
    chosen = np.flatnonzero(rng.random(len(child)) < chance)
    day = start[chosen] // DAY
    row = placements.at(child[chosen], day)
    mate = np.where(twin[chosen] >= 0, placements.at(twin[chosen], day), _room_mate(row, placements, rng))
    there = (mate >= 0) & (placements.started[mate] <= day) & (day < placements.ended[mate])
    same_home = placements.home[mate] == placements.home[row]
    good = (row >= 0) & there & same_home & (placements.child[mate] != child[chosen])
    chosen, mate = chosen[good], mate[good]
    jitter = rng.integers(-6, 7, len(chosen))
    mostly = rng.random(len(chosen)) < 0.8
    apart = np.where(mostly, rng.integers(-20, 21, len(chosen)), rng.integers(0, 600, len(chosen)))
    return (
        np.concatenate([child, placements.child[mate]]),
        np.concatenate([start, start[chosen] + jitter]),
        np.concatenate([length, np.maximum(length[chosen] + apart, 25)]),
    )


def _room_mate(row: Ints, placements: Placements, rng: Generator) -> Ints:
    """A random placement in the same home as each placement given; the caller checks the time."""
    order = np.argsort(placements.home, kind="stable")
    homes = placements.home[order]
    first = np.searchsorted(homes, placements.home[row])
    last = np.searchsorted(homes, placements.home[row], side="right")
    mate: Ints = order[first + (rng.random(len(row)) * (last - first)).astype(np.int64)]
    return mate
