"""Intervals of 95%, written out: the library that has them takes two seconds to load, in every process of the pages.
Tests hold them to it."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

SURE = 0.95
Z = NormalDist().inv_cdf((1 + SURE) / 2)
# Halvings: enough for any figure that is shown.
STEPS = 60


class Interval(NamedTuple):
    low: float
    high: float


def share(part: int, whole: int) -> Interval:
    """Wilson's score interval of a share. Raises: ValueError where the part is no part of the whole."""
    if not 0 <= part <= whole or not whole:
        raise ValueError(f"{part} of {whole} is no share")
    middle = (part + Z * Z / 2) / (whole + Z * Z)
    half = Z / (whole + Z * Z) * math.sqrt(part * (whole - part) / whole + Z * Z / 4)
    return Interval(
        0.0 if part == 0 else middle - half,
        1.0 if part == whole else middle + half,
    )


def rate(count: int, over: int) -> Interval:
    """The exact interval of a Poisson count, for each of `over`. Raises: ValueError below nought or over nothing."""
    if count < 0 or over <= 0:
        raise ValueError(f"{count} over {over} is no rate")
    tail = (1 - SURE) / 2
    low = _where(lambda mean: 1 - _at_most(count - 1, mean) < tail, count) if count else 0.0
    return Interval(low / over, _where(lambda mean: _at_most(count, mean) > tail, count) / over)


def _at_most(count: int, mean: float) -> float:
    """The chance that a Poisson count of this mean is no greater."""
    if mean == 0:
        return 1.0
    # What lies further below the mean than this is too little to be seen.
    first = max(0, math.floor(mean - 12 * math.sqrt(mean) - 12))
    logs = (k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(first, count + 1))
    return math.fsum(map(math.exp, logs))


def _where(below: Callable[[float], bool], count: int) -> float:
    """The mean at which `below` ceases to be so."""
    low, high = 0.0, count + 10 * math.sqrt(count + 1) + 10
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return (low + high) / 2
