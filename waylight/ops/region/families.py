"""Brothers, sisters and twins."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints
from waylight.ops.region.rates import Rates


def families(size: int, eligible: Flags, rates: Rates, rng: Generator) -> tuple[Ints, Ints, Flags]:
    """Family head (-1 for none), whose placements are shared, and who is a twin of the head."""
    family = np.full(size, -1)
    leader = np.arange(size)
    twin = np.zeros(size, dtype=bool)
    pool = rng.permutation(np.flatnonzero(eligible & (rng.random(size) < rates.siblings)))
    groups = np.sort(rng.choice([2, 2, 2, 3, 3, 4], size=len(pool) // 2 + 1)).cumsum()
    group = np.searchsorted(groups, np.arange(len(pool)), side="right")
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(pool) else np.array([], dtype=int)
    head = pool[starts][group - group[0]] if len(pool) else pool
    family[pool] = head
    rest = pool[pool != head]
    first = np.zeros(size, dtype=bool)
    first[pool[starts[starts + 1 < len(pool)] + 1]] = True
    twin[rest] = first[rest] & (rng.random(len(rest)) < rates.twins * 2)
    stay = np.where(twin[rest], rates.twins_together, rates.siblings_together)
    together = rest[rng.random(len(rest)) < stay]
    leader[together] = family[together]
    return family, leader, twin
