"""Chapman's estimate from two lists, plain and added up over strata: the usual form, shown for comparison."""

from __future__ import annotations

import math

from waylight.reconcile.estimate.cells import AUTHORITY, BOTH, POLICE, Floats


def chapman(strata: Floats) -> dict[str, float]:
    """`strata` (strata x 3): seen by both, by police only, by the authority only. With 95 % interval."""
    total, variance = 0.0, 0.0
    for counts in strata:
        both, first, second = counts[BOTH], counts[BOTH] + counts[POLICE], counts[BOTH] + counts[AUTHORITY]
        total += (first + 1) * (second + 1) / (both + 1) - 1
        spare = (first - both) * (second - both)
        variance += (first + 1) * (second + 1) * spare / ((both + 1) ** 2 * (both + 2))
    half = 1.96 * math.sqrt(variance)
    return {"estimate": total, "low": total - half, "high": total + half}
