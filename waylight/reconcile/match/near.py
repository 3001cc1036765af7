"""Which incidents and rows of one child lie near enough in time to be compared at all."""

from __future__ import annotations

import numpy as np

from waylight.reconcile import sorting
from waylight.reconcile.link.block import Keyed
from waylight.reconcile.link.lookup import once
from waylight.reconcile.match.levels import DAY
from waylight.reconcile.match.ranges import spread
from waylight.reconcile.match.spans import Spans

LONG = np.int64(1) << np.int64(32)
_REACH = 2 * DAY
_SQUARE = 4 * DAY
_LONGEST = 40 * DAY


def by_square(rows: Spans) -> Keyed:
    """The rows by person and square, as `near` searches them."""
    key, at = _keys(rows, *_extent(rows))
    order = sorting.order(key)
    return Keyed(key[order], at[order])


def near(incidents: Spans, rows: Spans, squares: Keyed, shift: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (index of incident, index of row) within two days of each other; `squares`: the rows `by_square`; `shift`
    moves the incidents."""
    i_lo, i_hi = _extent(incidents)
    i_lo, i_hi = i_lo + shift, i_hi + shift
    k_lo, k_hi = _extent(rows)
    i_key, i_at = _keys(incidents, i_lo - _REACH, i_hi + _REACH)
    left, k, _ = squares.pairs(i_key, cap=10**9)
    code = once(i_at[left] * LONG + k)
    i, k = code >> np.int64(32), code & np.int64(0xFFFFFFFF)
    close = (k_lo[k] <= i_hi[i] + _REACH) & (k_hi[k] >= i_lo[i] - _REACH)
    return i[close], k[close]


def _extent(side: Spans) -> tuple[np.ndarray, np.ndarray]:
    lo = side.times["start_lo"]
    return lo, np.minimum(np.maximum(side.times["end_hi"], side.times["start_hi"]), lo + _LONGEST)


def _keys(side: Spans, lo: np.ndarray, hi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Person and four-day square of each square that a span reaches into, and the span's index."""
    at, square = spread(lo // _SQUARE, hi // _SQUARE + 1)
    return side.person[at] * LONG + square, at
