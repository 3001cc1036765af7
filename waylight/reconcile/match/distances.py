"""How far apart the times of a pair lie within their levels.

"Within a day and a half" holds what is a day apart to the minute, a wrong date, and what is thirty hours apart,
another night. Within each pattern the steps of distance that come oftener than by chance are learned.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from waylight.reconcile.match.levels import DAY, PATTERNS, told_by_date
from waylight.reconcile.match.ranges import Ints

Floats = NDArray[np.float64]
# Minutes: as clerks round, and are told late; half a day, and a day, with as much to either side.
_STEPS = np.array([5, 30, 60, 120, 180, 300, 540, 660, 780, 1080, 1320, 1560, 2160])
_EDGES = np.concatenate([-_STEPS[::-1], _STEPS])
_SIZE = len(_EDGES) + 1
# Pairs at chance's own distances that each pattern leans on; how many it takes to be no noise; the most it may say.
_LEAN, _FEW, _MOST = 60.0, 10.0, 3.0


def steps(seen: Ints, i: dict[str, Ints], k: dict[str, Ints]) -> tuple[Ints, ...]:
    """Of pairs that show the pattern `seen`: number of the pattern and the step of the starts, of the ends, and where
    in the row police were told."""
    return tuple(seen * _SIZE + step for step in (_step(i, k, "start"), _step(i, k, "end"), _told(i, k)))


def _told(i: dict[str, Ints], k: dict[str, Ints]) -> Ints:
    """0 where it is not recorded when police were told; 1 before the row begins, 2 within it, 3 after its end: who
    has come back is not reported."""
    lo = i["reported"]
    hi = np.where(told_by_date(i), lo + DAY - 1, lo)
    late = (k["end_hi"] >= 0) & (lo > k["end_hi"] - (k["end_hi"] > k["end_lo"]))
    return np.select([lo < 0, hi < k["start_lo"], late], [0, 1, 3], 2)


def _step(i: dict[str, Ints], k: dict[str, Ints], side: str) -> Ints:
    """By how much the row's time is later; an end that is not recorded is no distance at all."""
    first, last = i[f"{side}_lo"], k[f"{side}_lo"]
    gap = np.maximum(last - i[f"{side}_hi"], 0) - np.maximum(first - k[f"{side}_hi"], 0)
    return np.searchsorted(_EDGES, np.where((first < 0) | (last < 0), 0, gap))


def nearer(step: Ints, weight: Floats, other: NDArray[np.bool_], scale: float) -> Floats:
    """By pattern and step, log of how much oftener pairs of one time away show the step than pairs of their pattern
    do by chance. `weight` of each pair; `other`: pairs that are surely chance, each of which stands for `scale`."""
    size = PATTERNS * _SIZE
    counted, chance = _sum(step, weight, size), _sum(step[other], np.full(int(other.sum()), scale), size)
    of_chance = (chance + _FEW * _share(counted)) / (_each(chance) + _FEW)
    expected = of_chance * _each(chance)
    excess: Floats = np.maximum(counted - expected, 0.0)
    excess *= excess**2 / (excess**2 + counted + expected * scale + _FEW)
    of_true = (excess + _LEAN * of_chance) / (_each(excess) + _LEAN)
    known = of_chance > 0
    ratio = np.divide(of_true, of_chance, out=np.ones(size), where=known)
    return np.asarray(np.clip(np.log(ratio), -_MOST, _MOST), dtype=np.float64)


def _sum(step: Ints, weight: Floats, size: int) -> Floats:
    return np.bincount(step, weight, size).astype(np.float64)


def _each(counts: Floats) -> Floats:
    """The sum over each pattern, for each of its steps."""
    return np.repeat(counts.reshape(PATTERNS, _SIZE).sum(axis=1), _SIZE)


def _share(counts: Floats) -> Floats:
    return counts / np.maximum(_each(counts), 1e-9)
