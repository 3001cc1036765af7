"""Sorting and finding among millions of whole numbers, where the plain ways are what a run would wait for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from waylight.reconcile.parts import in_parts

_U = np.uint64
_MIX = _U(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: spreads neighbouring numbers evenly
_ROOM = 3  # bits of room in the table: eight places for each key
_MANY = 1_000_000


def once(codes: np.ndarray) -> np.ndarray:
    """Each value once, sorted: what `np.unique` gives, several times faster on integers."""
    codes = np.sort(codes)
    fresh = np.flatnonzero(codes[1:] != codes[:-1]) + 1
    return codes[np.append(0, fresh)] if len(codes) else codes


class Table:
    """Sorted, distinct keys, each with a place by its hash.

    Most of what is looked for is settled by one look there, which a search by halves among many keys cannot
    match; what shares a place with another key is searched for.
    """

    def __init__(self, keys: np.ndarray) -> None:
        self.keys = keys
        self.shift = _U(64 - max(len(keys).bit_length() + _ROOM, 8))
        slot, number = self._slots(keys), np.arange(len(keys), dtype=np.int32)
        self.table = np.full(1 << (64 - int(self.shift)), -1, dtype=np.int32)
        self.table[slot] = number
        self.hidden = np.flatnonzero(self.table[slot] != number)  # another key has their place

    def _slots(self, values: np.ndarray) -> NDArray[np.int64]:
        return (values.astype(_U) * _MIX >> self.shift).view(np.int64)

    def find(self, wanted: np.ndarray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Which of `wanted` are among the keys, and where each of those stands."""
        if len(wanted) < _MANY:
            return self._find(slice(0, len(wanted)), wanted)
        found = in_parts(lambda cut: self._find(cut, wanted), len(wanted))
        return np.concatenate([which for which, _ in found]), np.concatenate([at for _, at in found])

    def _find(self, cut: slice, wanted: np.ndarray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        mine = wanted[cut]
        place = self.table.take(self._slots(mine))
        which = np.flatnonzero(place >= 0)  # most have no key in their place, and are settled
        at, mine = place.take(which).astype(np.int64), mine.take(which)
        there = self.keys.take(at) == mine
        if len(self.hidden) and not there.all():
            again = np.flatnonzero(~there)
            other = positions(self.keys[self.hidden], mine[again])
            at[again], there[again] = self.hidden[other], other >= 0
        good = np.flatnonzero(there)
        return which.take(good) + cut.start, at.take(good)


def positions(keys: np.ndarray, wanted: np.ndarray) -> NDArray[np.int64]:
    """Where each of `wanted` stands among the sorted, distinct `keys`; -1 where it does not. Quick where `wanted` are
    sorted too, as each search then looks where the last one did."""
    if not len(keys):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, at, -1)
