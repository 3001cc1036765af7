"""The number of times away that happened: one that was seen stands for 1 / (p + q - pq) of its kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile.estimate.cells import BANDS, Cells, Floats
from waylight.reconcile.estimate.curve import chances, climb, curve, slopes

# Pull towards "no difference" between authorities, and kinds of placement: a standard deviation of 0.6.
RIDGE_GROUP = 3.0


@dataclass(frozen=True)
class Fit:
    """By group and band: `police`, `authority`, chances of being noticed; `happened`, times away estimated.
    `variance` of their sum, from sampling; `adds` (groups x bands x 3): by how much one more time away of
    that pattern raises the sum."""

    police: Floats
    authority: Floats
    happened: Floats
    variance: float
    adds: Floats

    @property
    def total(self) -> float:
        """Times away that happened."""
        return float(self.happened.sum())


def fit(cells: Cells, start: Floats) -> Fit:
    """Fits both lists' chances of noticing by length, kind of placement and authority. `start`: the curve of
    noticing by length alone (2 x features)."""
    x, ridge = _features(cells)
    count = cells.count.reshape(-1, 3)
    beta = np.zeros((2, x.shape[1]))
    beta[:, : start.shape[1]] = start
    beta = climb(x, count, beta, ridge)
    p, q = chances(x, beta)
    seen, total = 1.0 - (1.0 - p) * (1.0 - q), count.sum(axis=1)
    _, hessian = slopes(x, count, beta, ridge)
    weight = -total / seen**2
    slope = np.concatenate([x.T @ (weight * (1 - q) * p * (1 - p)), x.T @ (weight * (1 - p) * q * (1 - q))])
    lever = np.linalg.solve(hessian, slope)
    variance = float((total * (1.0 - seen) / seen**2).sum() + slope @ lever)
    marks = np.array([[1, 1], [1, 0], [0, 1]])  # noticed by police, by the authority: per pattern
    adds = 1.0 / seen[:, None] + (x @ lever[: x.shape[1]])[:, None] * (marks[:, 0] - (p / seen)[:, None])
    adds += (x @ lever[x.shape[1] :])[:, None] * (marks[:, 1] - (q / seen)[:, None])
    shape = cells.count.shape[:2]
    return Fit(
        p.reshape(shape), q.reshape(shape), (total / seen).reshape(shape), variance, adds.reshape(*shape, 3)
    )


def _features(cells: Cells) -> tuple[Floats, Floats]:
    """Features (groups and bands, flattened x features) and the ridge on each."""
    length, pull = curve()
    columns, ridge = [np.tile(length, (len(cells.kind), 1))], list(pull)
    for number, names in ((cells.kind, cells.kinds), (cells.authority, cells.authorities)):
        if len(names) > 1:
            columns.append(np.repeat(np.eye(len(names))[number], BANDS, axis=0))
            ridge += [RIDGE_GROUP] * len(names)
    return np.concatenate(columns, axis=1), np.array(ridge)
