"""Which side came to know of a time away."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints
from waylight.ops.region.rates import Rates


def noticed(
    length: Ints, missing: Flags, force: Ints, not_given: int, rates: Rates, rng: Generator
) -> tuple[Flags, Flags, Flags]:
    """Who came to know.

    Given the duration the three sides are independent of one another (unless `shared_neglect` is set). Over
    all durations they are not, because short absences escape all of them more often: an estimate of what
    nobody saw must be stratified by duration."""
    neglected = rng.random(len(length)) < rates.shared_neglect
    police = rng.random(len(length)) < _rise(length, rates.police_short, rates.police_long, rates)
    authority = rng.random(len(length)) < _rise(length, rates.authority_short, rates.authority_long, rates)
    homes = rng.random(len(length)) < _rise(length, rates.homes_short, rates.homes_long, rates)
    police &= missing | (rng.random(len(length)) < rates.police_lists_away)
    police &= (force != not_given) & ~neglected
    copied = missing & (rng.random(len(length)) < rates.fed_by_police)
    return police, np.where(copied, police, authority & ~neglected), homes & ~neglected


def _rise(length: Ints, low: float, high: float, rates: Rates) -> npt.NDArray[np.float64]:
    """From `low` (shortest) to `high` (longest) along a logistic curve in the logarithm of the duration."""
    along = 1.0 / (1.0 + np.exp(-2.0 * np.log(length / 60.0 / rates.notice_hours)))
    rise: npt.NDArray[np.float64] = low + (high - low) * along
    return rise
