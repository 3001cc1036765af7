"""How many children were missing at least once: those seen, and those whose absences all escaped both.

A child with one absence escapes far more easily than one with ten. The number of absences per child is a
hidden distribution, thinned by the chance of being seen; it is recovered from the counts that were seen.
"""

from __future__ import annotations

import math

import numpy as np
import polars as pl

from waylight.reconcile import sorting
from waylight.reconcile.estimate.cells import Floats, Ints

ROUNDS = 200
# Variance for each child of what no formula holds (see `two.LEFT_OVER`).
LEFT_OVER = 0.018


def children(aways: pl.DataFrame, counts: Floats, chance: Floats) -> dict[str, float]:
    """`counts` (times away x 3) expected, `chance` that each would be seen. Estimate with 95 % interval."""
    person = aways["person"].cast(pl.Int64).to_numpy()
    weight = np.clip(counts.sum(axis=1), 0.0, 1.0)
    _, child = sorting.groups(person)
    absent = np.bincount(child, np.log1p(-np.clip(weight, 0.0, 1.0 - 1e-9)))
    there = 1.0 - np.exp(absent)
    number = np.maximum(np.rint(np.bincount(child, weight)), 1).astype(np.int64)
    few = number[child] <= 2
    seen_once = float(weight[few].sum() / (weight[few] / chance[few]).sum()) if few.any() else 1.0
    unseen = _escaped(np.bincount(number, there), min(max(seen_once, 0.05), 1.0 - 1e-9))
    total = float(there.sum()) + unseen
    # Those who escaped are a thinned count; who was seen is doubtful by the links.
    spread = math.sqrt(unseen + unseen**2 * 0.04 + float((there * (1.0 - there)).sum()) + LEFT_OVER * total)
    return {
        "estimate": total, "low": total - 1.96 * spread,
        "high": total + 1.96 * spread, "seen": float(there.sum()), "unseen": unseen,
    }  # fmt: skip


def _escaped(seen: Floats | Ints, chance: float) -> float:
    """Children none of whose absences was seen. `seen[c]`: children of whom c were seen; `chance` of each."""
    top = len(seen) - 1
    true = np.arange(1, int(top / chance) + 6)
    count = np.arange(top + 1)[:, None]
    steps = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, len(true) + top + 2)))])
    left = np.maximum(true - count, 0)
    ways = steps[true] - steps[count] - steps[left]
    thinned = np.exp(ways + count * math.log(chance) + left * math.log1p(-chance))
    thinned[(count > true) | (seen[:, None] <= 0)] = 0.0
    none = (1.0 - chance) ** true
    many = np.ones(len(true)) * seen.sum() / len(true)
    for _ in range(ROUNDS):
        share = thinned * many
        share *= (seen / np.maximum(share.sum(axis=1), 1e-300))[:, None]
        many = share.sum(axis=0) / (1.0 - none)
    return float((many * none).sum())
