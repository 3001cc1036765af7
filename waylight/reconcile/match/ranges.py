"""Many short ranges at once, as arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from waylight.reconcile import sorting

Ints = NDArray[np.int64]


def spread(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Every whole number in the ranges [begin, end): which range it is of, and the number."""
    count = end - begin
    owner = np.repeat(np.arange(len(count)), count)
    return owner, np.arange(len(owner)) + np.repeat(begin - (np.cumsum(count) - count), count)


def found(values: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """All places of each `wanted` in `values`, as pairs (position in wanted, position in values)."""
    order = sorting.order(values)
    sorted_ = values[order]
    at, place = spread(np.searchsorted(sorted_, wanted), np.searchsorted(sorted_, wanted, "right"))
    return at, order[place]
