"""How busy the days around an incident are: children go in runs of days.

In such a run two times away that are not one lie side by side far more often than in a quiet month.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from waylight.reconcile import sorting
from waylight.reconcile.match.chains import KINDS, Chains
from waylight.reconcile.match.levels import DAY
from waylight.reconcile.match.ranges import Ints
from waylight.reconcile.match.spans import Spans
from waylight.reconcile.parts import side_by_side

Floats = NDArray[np.float64]
_AROUND = 4 * DAY
_LONG = np.int64(1) << np.int64(33)
# The gamma's shape: from nearly all in runs to no runs at all; a few times away prove none.
_SHAPES, _FEW = (0.1, 1000.0), 20.0


def around(incidents: Spans, rows: Spans, run_i: Ints, run_k: Ints) -> Ints:
    """Of each incident: how many other times away begin within four days of it, by the side that has more of them;
    its own, and a row's, do not count. `run_i`, `run_k`: of each span the number of those it is one with."""
    person, start = incidents.person, incidents.times["start_lo"]
    order = sorting.order(person, start)  # so that each search looks where the last one did
    mine = person[order] * _LONG + start[order]
    counts = side_by_side(
        lambda: _within(incidents, run_i, mine), lambda: _within(rows, run_k, mine), rows=len(mine)
    )
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.maximum(np.maximum(*counts) - 1, 0)
    return found


def _within(side: Spans, run: Ints, at: Ints) -> Ints:
    """How many runs of a side begin within four days of each moment `at` of a child."""
    first = np.full(int(run.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, run, side.person * _LONG + side.times["start_lo"])
    first.sort()
    return np.searchsorted(first, at + _AROUND, "right") - np.searchsorted(first, at - _AROUND)


def busier(others: Ints, rows_of: Ints, settled: NDArray[np.bool_]) -> Floats:
    """Of each incident: how much likelier chance brings a row beside it than beside one of the child's mean days.

    `others` around it; `rows_of` its child, in all. Given how often a child goes, the others around are a Poisson
    number whose rate differs from day to day (gamma); what incidents that are `settled` show says by how much.
    """
    often = np.maximum(rows_of, 1)
    seen = others[settled].astype(np.float64)
    mean = often * (seen.sum() + 1.0) / (often[settled].sum() + 1.0)
    shape = _shape(seen, mean[settled])
    return np.asarray((others + shape) / (mean + shape), dtype=np.float64)


def seldom(side: Chains, others: Ints, often: Ints) -> Floats:
    """Of each link of the incidents: how much more seldom than beside a usual link the child leaves on such days.
    Two reports of a child who hardly ever goes are rather one absence than those of a child in a run of them.

    `others` around each incident, and how `often` its child goes in all; the two that are linked do not count.
    """
    usual = often * (others.sum() / max(int(often.sum()), 1))
    shape, after = _shape(others, usual), side.heads[1:]
    mean = (usual * np.maximum(often - 1, 1) / often)[after]
    rate = mean * (np.maximum(others[after] - 1, 0) + shape) / np.maximum(mean + shape, 1e-9)
    log = np.log(np.maximum(rate, 1e-9))
    linked = side.links < KINDS
    middle = float(log[linked].mean()) if linked.any() else 0.0
    return np.asarray(np.exp(middle - log), dtype=np.float64)


def _shape(seen: Ints | Floats, usual: Floats) -> float:
    """The gamma's shape, from the others that were `seen` where so many are `usual`."""
    more = max(float(((seen - usual) ** 2 - usual).sum()), 1e-9)
    return float(np.clip((float((usual**2).sum()) + _FEW) / more, *_SHAPES))
