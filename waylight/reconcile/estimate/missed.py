"""How many pairs did the matching miss, and how many did it make of chance? Counted, not assumed.

Of one child, a time that only the police have and one that only the authority has should begin near each
other no more often than chance brings them. What is left unmatched within a day and a half, less what chance
would leave there (counted at a distance of two to six days), is missed pairs less pairs made of chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile.estimate.cells import Floats, Ints
from waylight.reconcile.settle.timeline import key

DAY = 1440
NEAR = 2160
RING = (2 * DAY, 6 * DAY)


@dataclass(frozen=True)
class Pairs:
    """`excess`: pairs missed less pairs invented; `variance` of it; `near` and `chance`: the parts."""

    excess: float
    variance: float
    near: float
    chance: float


def missed_pairs(aways: pl.DataFrame) -> Pairs:
    """Compares unmatched neighbours with chance. `aways`: person, start, seen_by."""
    begun = aways.select("person", "start")
    police, authority = (begun.filter(aways["seen_by"] == side) for side in ("police", "authority"))
    theirs, mine = np.sort(_keys(authority)), _keys(police)
    near = _within(mine, theirs, NEAR)
    chance = (_within(mine, theirs, RING[1]) - _within(mine, theirs, RING[0])) * (NEAR / (RING[1] - RING[0]))
    # One child's pairs hang together: the variance is that of a sum over children.
    person = police["person"].to_numpy()
    variance = float((np.bincount(person, near - chance) ** 2).sum()) if len(person) else 0.0
    return Pairs(float((near - chance).sum()), variance, float(near.sum()), float(chance.sum()))


def _keys(aways: pl.DataFrame) -> Ints:
    return key(aways["person"].cast(pl.Int64).to_numpy(), aways["start"].cast(pl.Int64).to_numpy())


def _within(mine: Ints, theirs: Ints, reach: int) -> Floats:
    """For each of mine, how many of the same child's theirs begin within reach."""
    low = np.searchsorted(theirs, mine - reach)
    high = np.searchsorted(theirs, mine + reach, side="right")
    return (high - low).astype(float)
