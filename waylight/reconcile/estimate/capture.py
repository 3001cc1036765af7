"""How likely each list is to notice a time away, from its length, kind of placement and authority.

Given these, the two lists are taken to notice independently. Which of the two saw an away that was seen at
all then has chances p(1-q), (1-p)q and pq over p + q - pq: an exponential family, so the fit is concave and
a few Newton steps reach it (Huggins 1989, Alho 1990). One that was seen stands for 1 / (p + q - pq) that
happened. Lengths that are not known are shared out by their probabilities (expectation-maximisation).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile.estimate.cells import AUTHORITY, BANDS, BOTH, MIDDLE, POLICE, Cells, Floats, Ints

# Where the curve of noticing by length may bend: minutes.
KNOTS = np.log([75.0, 200.0, 500.0, 1300.0, 3500.0])
# Pull towards "no difference": a standard deviation of about 1.4 for a bend, 0.6 for an authority or kind.
RIDGE_BEND, RIDGE_GROUP, RIDGE_NONE = 0.5, 3.0, 1e-6
ROUNDS = 80


@dataclass(frozen=True)
class Fit:
    """A fitted model over entries (a cell of `Cells` in a band that fits it).

    `cell`, `band`: whose entry it is; `full` (entries x 3): counts with every length shared out; `police`,
    `authority`: chances of being noticed; `total`: times away that happened; `variance`: of `total`, from
    sampling; `adds` (cells x 3): by how much one more time away of that cell and pattern raises `total`.
    """

    cell: Ints
    band: Ints
    full: Floats
    police: Floats
    authority: Floats
    total: float
    variance: float
    adds: Floats

    @property
    def seen(self) -> Floats:
        """Chance of being noticed by at least one list."""
        return 1.0 - (1.0 - self.police) * (1.0 - self.authority)

    def by_cell(self) -> Floats:
        """Estimated times away of each cell."""
        return np.bincount(self.cell, self.full.sum(axis=1) / self.seen)

    def by_band(self) -> Floats:
        """Estimated times away of each band of length."""
        return np.bincount(self.band, self.full.sum(axis=1) / self.seen, minlength=BANDS)


def fit(cells: Cells) -> Fit:
    """Fits both lists' chances of noticing and what follows from them."""
    cell, band = np.nonzero(cells.length > 0)
    likely = cells.length[cell, band]
    x, ridge = _features(cells, cell, band)
    share = cells.count.sum(axis=0) + 0.5
    beta = np.zeros((2, x.shape[1]))
    beta[:, 0] = np.log(share[BOTH] / share[[AUTHORITY, POLICE]])
    spread, before = np.ones(BANDS), 0.0
    for _ in range(ROUNDS):
        full = _shared(cells, cell, band, likely, _chances(x, beta), spread)
        beta = _newton(x, full, beta, ridge)
        p, q = _chances(x, beta)
        happened = full.sum(axis=1) / (1.0 - (1.0 - p) * (1.0 - q))
        spread = np.bincount(band, happened, minlength=BANDS) + 1e-3
        if abs(happened.sum() - before) < 1e-5 * before:
            break
        before = float(happened.sum())
    return _measured(cells, cell, band, x, ridge, full, beta)


def _features(cells: Cells, cell: Ints, band: Ints) -> tuple[Floats, Floats]:
    """Features (entries x features) and the ridge on each."""
    length = np.log(MIDDLE)[band]
    bends = [np.maximum(length - knot, 0.0) for knot in KNOTS]
    columns = [np.ones(len(cell)), length - KNOTS[2], *bends]
    ridge = [RIDGE_NONE, RIDGE_NONE] + [RIDGE_BEND] * len(KNOTS)
    for number, names in ((cells.kind, cells.kinds), (cells.authority, cells.authorities)):
        if len(names) > 1:
            columns += [(number[cell] == one).astype(float) for one in range(len(names))]
            ridge += [RIDGE_GROUP] * len(names)
    return np.stack(columns, axis=1), np.array(ridge)


def _chances(x: Floats, beta: Floats) -> tuple[Floats, Floats]:
    p, q = (1.0 / (1.0 + np.exp(-np.clip(x @ one, -30, 30))) for one in beta)
    return p, q


def _patterns(p: Floats, q: Floats) -> Floats:
    """Chances of being seen by both, by police only, by the authority only (entries x 3)."""
    return np.stack([p * q, p * (1.0 - q), (1.0 - p) * q], axis=1)


def _shared(
    cells: Cells, cell: Ints, band: Ints, likely: Floats, chances: tuple[Floats, Floats], spread: Floats
) -> Floats:
    """Counts by entry: each time away shared out over the lengths it may have had."""
    weight = _patterns(*chances) * (likely * spread[band])[:, None]
    whole = np.stack([np.bincount(cell, one, minlength=len(cells.kind)) for one in weight.T], axis=1)
    return cells.count[cell] * weight / np.maximum(whole[cell], 1e-300)


def _newton(x: Floats, full: Floats, beta: Floats, ridge: Floats, steps: int = 25) -> Floats:
    for _ in range(steps):
        gradient, hessian = _slopes(x, full, beta, ridge)
        step = np.linalg.solve(hessian, gradient).reshape(2, -1)
        beta = beta + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-4:
            break
    return beta


def _slopes(x: Floats, full: Floats, beta: Floats, ridge: Floats) -> tuple[Floats, Floats]:
    """Gradient and (negative) second derivative of the penalised conditional likelihood."""
    p, q = _chances(x, beta)
    total, seen = full.sum(axis=1), 1.0 - (1.0 - p) * (1.0 - q)
    a, b = p / seen, q / seen
    police, authority = full[:, BOTH] + full[:, POLICE], full[:, BOTH] + full[:, AUTHORITY]
    gradient = np.concatenate([x.T @ (police - total * a), x.T @ (authority - total * b)])
    gradient -= np.concatenate([ridge, ridge]) * beta.ravel()
    weights = (total * a * (1 - a), total * b * (1 - b), total * p * q / seen * (1.0 - 1.0 / seen))
    pp, qq, pq = (x.T @ (x * one[:, None]) for one in weights)
    hessian = np.block([[pp, pq], [pq, qq]]) + np.diag(np.concatenate([ridge, ridge]))
    return gradient, hessian


def _measured(
    cells: Cells, cell: Ints, band: Ints, x: Floats, ridge: Floats, full: Floats, beta: Floats
) -> Fit:
    """The total, its sampling variance (delta method) and what each time away adds to it."""
    p, q = _chances(x, beta)
    seen, total = 1.0 - (1.0 - p) * (1.0 - q), full.sum(axis=1)
    _, hessian = _slopes(x, full, beta, ridge)
    weight = -total / seen**2
    slope = np.concatenate([x.T @ (weight * (1 - q) * p * (1 - p)), x.T @ (weight * (1 - p) * q * (1 - q))])
    lever = np.linalg.solve(hessian, slope)
    variance = float((total * (1.0 - seen) / seen**2).sum() + slope @ lever)
    by_police, by_authority = x @ lever[: x.shape[1]], x @ lever[x.shape[1] :]
    marks = np.array([[1, 1], [1, 0], [0, 1]])  # noticed by police, by authority: per pattern
    score = by_police[:, None] * (marks[:, 0] - (p / seen)[:, None])
    score += by_authority[:, None] * (marks[:, 1] - (q / seen)[:, None])
    return Fit(
        cell, band, full, p, q, float((total / seen).sum()), variance,
        _by_cell(cells, cell, full, 1.0 / seen[:, None] + score),
    )  # fmt: skip


def _by_cell(cells: Cells, cell: Ints, full: Floats, adds: Floats) -> Floats:
    """Mean of `adds` over the lengths a cell's times away may have had."""
    weight = full + 1e-9
    size = len(cells.kind)
    parts = [
        np.bincount(cell, w * a, minlength=size) / np.bincount(cell, w, minlength=size)
        for w, a in zip(weight.T, adds.T, strict=True)
    ]
    return np.stack(parts, axis=1)
