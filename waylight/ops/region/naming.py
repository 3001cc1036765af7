"""Names drawn from the tables of a community, skewed as names are."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl
from numpy.random import Generator

from waylight.ops.region import forenames, surnames
from waylight.ops.region.places import Ints, Text
from waylight.ops.region.variants import kin

COMMUNITIES = sorted(forenames.BOYS)


@cache
def _weights(size: int, shift: float, power: float) -> npt.NDArray[np.float64]:
    weight = 1.0 / (np.arange(size) + shift) ** power
    total: npt.NDArray[np.float64] = np.cumsum(weight / weight.sum())
    return total


@cache
def _table(kind: str, community: str) -> Text:
    names = surnames.table(community) if kind == "surname" else forenames.table(community, kind)
    return np.array(names, dtype=object)


def _draw(kind: str, community: Ints, rng: Generator) -> Text:
    """A surname (or a forename of sex M or F) for each, skewed as names are."""
    drawn = np.empty(len(community), dtype=object)
    chance = rng.random(len(community))
    for number in np.unique(community):
        names = _table(kind, COMMUNITIES[number])
        shift, power = (9.0, 0.95) if kind == "surname" else (4.0, 1.0)
        here = community == number
        drawn[here] = names[np.searchsorted(_weights(len(names), shift, power), chance[here])]
    return drawn


def draw_forenames(community: Ints, sex: Text, rng: Generator) -> Text:
    """Forenames that suit community and sex."""
    names = _draw("M", community, rng)
    girls = sex == "F"
    names[girls] = _draw("F", community[girls], rng)
    return names


def draw_surnames(community: Ints, rng: Generator) -> Text:
    """Surnames of a community."""
    return _draw("surname", community, rng)


def distinct(forename: Text, family: Ints, community: Ints, sex: Text, rng: Generator) -> Text:
    """No two children of one family are called alike, nor by two forms of one name."""
    order = np.argsort(family, kind="stable")
    for _ in range(12):
        heads = kin()
        called = pl.DataFrame({"family": family[order], "name": [heads.get(n, n) for n in forename[order]]})
        again = order[~called.select(pl.struct("family", "name").is_first_distinct()).to_series().to_numpy()]
        if not len(again):
            break
        forename[again] = draw_forenames(community[again], sex[again], rng)
    return forename
