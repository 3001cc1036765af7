"""Numbers drawn at random, the same in every run: loading NumPy's generators takes longer than all that is drawn.

SplitMix64 (Steele, Lea and Flood, 2014): the hash of a counter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_U = np.uint64
_STEP, _FIRST, _SECOND = _U(0x9E3779B97F4A7C15), _U(0xBF58476D1CE4E5B9), _U(0x94D049BB133111EB)


class Draws:
    """Draws that follow from a seed."""

    def __init__(self, seed: int) -> None:
        self._next = seed << 40

    def shares(self, count: int) -> NDArray[np.float64]:
        """Numbers from 0 up to, but not, 1."""
        bits = np.arange(self._next, self._next + count, dtype=_U) * _STEP
        self._next += count
        bits = (bits ^ (bits >> _U(30))) * _FIRST
        bits = (bits ^ (bits >> _U(27))) * _SECOND
        return ((bits ^ (bits >> _U(31))) >> _U(11)) / float(1 << 53)

    def below(self, most: int, count: int) -> NDArray[np.int64]:
        """Whole numbers from 0 up to, but not, `most`."""
        return (self.shares(count) * most).astype(np.int64)

    def of(self, values: np.ndarray, count: int) -> np.ndarray:
        """Some of the values, each drawn anew."""
        return values[self.below(len(values), count)]

    def some(self, length: int, most: int) -> NDArray[np.int64]:
        """At most so many of the places below `length`, none twice."""
        found: NDArray[np.int64] = np.argsort(self.shares(length))[:most]
        return found
