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
    room = _BITS - count.bit_length()  # each number holds, beside the keys, the place it comes from
    places: Ints | None = None
    held: list[tuple[np.ndarray, int]] = []
    for key in reversed(keys):
        bits = (int(key.max()) - int(key.min())).bit_length() if count else 0
        if bits > room:
            return np.lexsort(keys[::-1])
        if sum(one for _, one in held) + bits > room:
            places, held = _sorted(held, places), []
        held.insert(0, (key, bits))
    return _sorted(held, places)


def _sorted(keys: list[tuple[np.ndarray, int]], places: Ints | None) -> Ints:
    """`places` (by which the rows are sorted so far) sorted by keys that fit into one number, each with its bits."""
    count = len(keys[0][0])
    packed = np.zeros(count, dtype=_U)
    for key, bits in keys:
        lifted = (key - key.min()).view(f"u{key.itemsize}") if count else key
        packed <<= _U(bits)
        packed |= (lifted if places is None else lifted[places]).astype(_U, copy=False)
    place = _U(count.bit_length())
    packed <<= place
    packed |= np.arange(count, dtype=_U)
    packed.sort()
    packed &= (_U(1) << place) - _U(1)
    found = packed.view(np.int64)
    return found if places is None else places[found]


def groups(codes: np.ndarray) -> tuple[np.ndarray, Ints]:
    """The distinct codes, sorted, and for each row which of them it has."""
    places = order(codes)
    ordered = codes[places]
    fresh = np.ones(len(codes), dtype=bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    which = np.empty(len(codes), dtype=np.int64)
    which[places] = np.cumsum(fresh) - 1
    return ordered[fresh], which
