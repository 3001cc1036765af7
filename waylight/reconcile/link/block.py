"""Pairs of rows with equal keys, bounded so that work grows with the rows.

A key that too many children share is refined by a further part (an initial, a year) before it may pair
anything: the number of pairs a police identity can bring is bounded at any size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from waylight.reconcile.link.lookup import Table, once

NO_DATE = np.int32(-(2**31))
_U = np.uint64


@dataclass(frozen=True)
class People:
    """One side's people as arrays of one length: name codes (u32), birth parts, day number of birth."""

    forename: np.ndarray
    surname: np.ndarray
    other: np.ndarray  # code of a further name, 0 where none
    birth: np.ndarray  # i32 days since 1970, NO_DATE where blank
    year: np.ndarray
    month: np.ndarray
    day: np.ndarray
    sex: np.ndarray  # u8: 0 blank, 1 F, 2 M
    ethnicity: np.ndarray  # u8 group: 0 blank

    def __len__(self) -> int:
        return len(self.forename)


class Keyed:
    """The rows of one side by a key, sorted, for joins with the other side."""

    def __init__(self, key_sorted: np.ndarray, order: np.ndarray) -> None:
        fresh = np.ones(len(key_sorted), dtype=bool)
        fresh[1:] = key_sorted[1:] != key_sorted[:-1]
        self.order, self.begins = order, np.flatnonzero(fresh)
        self.lengths = np.diff(np.append(self.begins, len(key_sorted)))
        self.keys = key_sorted[self.begins]
        self.find = Table(self.keys).find

    def pairs(self, left: np.ndarray, cap: int) -> tuple[np.ndarray, ...]:
        """Pairs (position in left, row) of equal keys, and a mask of left rows over the cap."""
        met, at = self.find(left)
        count = self.lengths.take(at)
        over = np.zeros(len(left), dtype=bool)
        if cap < len(self.order):
            many = count > cap
            over[met[many]] = True
            few = np.flatnonzero(~many)
            met, at, count = met[few], at[few], count[few]
        first = np.cumsum(count) - count
        where = np.repeat(self.begins.take(at) - first, count)
        where += np.arange(len(where))
        return np.repeat(met, count), self.order.take(where), over


def expand(left: np.ndarray, right_sorted: np.ndarray, order: np.ndarray, cap: int) -> tuple[np.ndarray, ...]:
    """Pairs (position in left, position in right) of equal keys, and a mask of left rows over the cap."""
    return Keyed(right_sorted, order).pairs(left, cap)


Key = tuple[np.ndarray, np.ndarray]  # a key (u64) for each row of one side, and where it may be used
Pairs = tuple[np.ndarray, np.ndarray]  # two arrays of one length


def keyed(key: Key) -> Keyed:
    """The rows that a key may be used for, sorted by it."""
    values, usable = key
    rows = np.flatnonzero(usable)
    order = rows[np.argsort(values[rows])]
    return Keyed(values[order], order)


def exploding(left: Iterable[Key], right: Iterable[Keyed], caps: Sequence[int],
              alive: np.ndarray | None = None) -> tuple[list[Pairs], np.ndarray]:  # fmt: skip
    """Join on the first key; rows whose key pairs with more than its cap go on to the next, finer key, which is asked
    for only then.

    Gives the pairs, and which rows were over the cap of the last key.
    """
    found, left_over = [], np.zeros(0, dtype=bool)
    for (key, usable), theirs, cap in zip(left, right, caps, strict=True):
        rows = np.flatnonzero(usable if alive is None else alive & usable)
        at, to, over = theirs.pairs(key[rows], cap)
        found.append((rows[at], to))
        alive = left_over = np.zeros(len(key), dtype=bool)
        left_over[rows[over]] = True
        if not over.any():
            break
    return found, left_over


def met(left: Key, right: Key, cap: int) -> list[Pairs]:
    """Pairs of rows with one key, but for those of left rows that pair with more than `cap`."""
    return exploding((left,), (keyed(right),), (cap,))[0]


def pack(*parts: tuple[np.ndarray, int]) -> np.ndarray:
    """One u64 key of several parts, each given with its width in bits."""
    key = np.zeros(len(parts[0][0]), dtype=_U)
    for values, bits in parts:
        part = values.astype(_U)
        part &= _U((1 << bits) - 1)
        key <<= _U(bits)
        key |= part
    return key


def coded(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Pairs of rows as one number each, which sorts by the left row."""
    return (left.astype(_U) << _U(32)) | right.astype(_U)


def decoded(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of rows that were `coded`."""
    return (codes >> _U(32)).astype(np.int64), (codes & _U(0xFFFFFFFF)).astype(np.int64)


def distinct(pairs: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Each pair once, sorted by left row."""
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return decoded(once(np.concatenate([coded(a, b) for a, b in pairs])))
