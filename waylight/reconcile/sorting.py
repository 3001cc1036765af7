"""Sorting of whole numbers by several keys at once, as one number each.

A plain sort of numbers is vectorised; sorting by places (`argsort`), keeping the order of equals, and by several
keys (`lexsort`) is not, and a run would wait for it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_U = np.uint64
_BITS = 64


def order(*keys: np.ndarray) -> Ints:
    """The places that sort by the first key, then by the next, and so on; equal rows keep their order."""
    count = len(keys[0])
    if not count:
        return np.zeros(0, dtype=np.int64)
    packed, used = np.zeros(count, dtype=_U), count.bit_length()
    for key in keys:
        least = key.min()
        bits = (int(key.max()) - int(least)).bit_length()
        used += bits
        if used > _BITS:
            return np.lexsort(keys[::-1])
        packed <<= _U(bits)
        packed |= (key - least).view(f"u{key.itemsize}").astype(_U)
    place = _U(count.bit_length())
    packed <<= place
    packed |= np.arange(count, dtype=_U)
    packed.sort()
    packed &= (_U(1) << place) - _U(1)
    return packed.view(np.int64)


def groups(codes: np.ndarray) -> tuple[np.ndarray, Ints]:
    """The distinct codes, sorted, and for each row which of them it has."""
    places = order(codes)
    ordered = codes[places]
    fresh = np.ones(len(codes), dtype=bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    which = np.empty(len(codes), dtype=np.int64)
    which[places] = np.cumsum(fresh) - 1
    return ordered[fresh], which
