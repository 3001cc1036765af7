"""How likely each list is to notice a time away, from its length, kind of placement and authority.

Given these, the two lists are taken to notice independently. Which of the two saw an away that was seen at
all then has chances p(1-q), (1-p)q and pq over p + q - pq: an exponential family, so the fit is concave and a
few Newton steps reach it (Huggins 1989, Alho 1990). One that is seen stands for 1 / (p + q - pq) that happened.
Lengths that are not known are filled in by their probabilities (expectation-maximisation).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from waylight.reconcile.estimate.cells import AUTHORITY, BANDS, BOTH, MIDDLE, POLICE, Cells, Floats

# Where the curve of noticing by length may bend, in minutes: three hours, ten hours, a day and a half.
KNOTS = np.log([75.0, 200.0, 500.0, 1300.0, 3500.0])
# Pull towards "no difference": a standard deviation of about 1.4 for a bend, 0.6 for an authority or kind.
RIDGE_BEND, RIDGE_GROUP, RIDGE_NONE = 0.5, 3.0, 1e-6


@dataclass(frozen=True)
class Fit:
    """A fitted model. `full` (rows x bands x 3) the counts with every length filled in; `police`, `authority`
    (rows x bands): chance of being noticed; `seen` the chance by either; `variance` of `total` from sampling."""

    beta: Floats
    full: Floats
    police: Floats
    authority: Floats
    total: float
    variance: float

    @property
    def seen(self) -> Floats:
        """Chance of being noticed by at least one list."""
        return 1.0 - (1.0 - self.police) * (1.0 - self.authority)


def fit(cells: Cells, start: Fit | None = None, rounds: int = 60) -> Fit:
    """Fits both lists' chances of noticing. `start` saves rounds where a similar fit is at hand."""
    design, ridge = _design(cells)
    beta = start.beta if start else np.zeros((2, design.shape[-1]))
    if start is None:
        share = cells.count.sum(axis=0) + 0.5
        beta[0, 0] = np.log(share[BOTH] / share[AUTHORITY])
        beta[1, 0] = np.log(share[BOTH] / share[POLICE])
    spread = (start.full.sum(axis=(0, 2)) + 0.5) if start else np.full(BANDS, 1.0)
    known = cells.length.max(axis=1) * 0 + (cells.length > 0).sum(axis=1) == 1
    before = 0.0
    for _ in range(rounds):
        chances = _chances(design, beta)
        full = _filled(cells, chances, spread)
        beta = _newton(design, full, beta, ridge, 1 if not known.all() else 25)
        p, q = _chances(design, beta)
        seen = 1.0 - (1.0 - p) * (1.0 - q)
        by_band = full.sum(axis=2) / seen
        total = float(by_band.sum())
        spread = by_band.sum(axis=0) + 1e-3
        if abs(total - before) < 1e-5 * total:
            break
        before = total
    return _measured(design, ridge, Fit(beta, full, p, q, total, 0.0))


def _design(cells: Cells) -> tuple[Floats, Floats]:
    """Features (rows x bands x features) and the ridge on each."""
    x = np.log(MIDDLE)
    bends = [np.maximum(x - knot, 0.0) for knot in KNOTS]
    length = np.stack([np.ones(BANDS), (x - KNOTS[2]), *bends], axis=1)
    groups = []
    for number, names in ((cells.kind, cells.kinds), (cells.authority, cells.authorities)):
        if len(names) > 1:
            groups.append(np.eye(len(names))[number])
    rows = len(cells.kind)
    flat = np.concatenate(groups, axis=1) if groups else np.zeros((rows, 0))
    wide = np.concatenate(
        [
            np.broadcast_to(length, (rows, *length.shape)),
            np.broadcast_to(flat[:, None], (rows, BANDS, flat.shape[1])),
        ],
        axis=2,
    )
    ridge = np.array([RIDGE_NONE, RIDGE_NONE] + [RIDGE_BEND] * len(KNOTS) + [RIDGE_GROUP] * flat.shape[1])
    return wide, ridge


def _chances(design: Floats, beta: Floats) -> tuple[Floats, Floats]:
    p, q = (1.0 / (1.0 + np.exp(-np.clip(design @ one, -30, 30))) for one in beta)
    return p, q


def _filled(cells: Cells, chances: tuple[Floats, Floats], spread: Floats) -> Floats:
    """Counts by band: each time away shared out over the lengths it may have had."""
    p, q = chances
    parts = (p * q, p * (1.0 - q), (1.0 - p) * q)
    full = np.empty((*p.shape, 3))
    for pattern, chance in enumerate(parts):
        weight = cells.length * chance * spread
        weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-300)
        full[..., pattern] = cells.count[:, pattern, None] * weight
    return full


def _newton(design: Floats, full: Floats, beta: Floats, ridge: Floats, steps: int) -> Floats:
    x, n = _flat(design, full)
    for _ in range(steps):
        p, q = _chances(x, beta)
        gradient, hessian = _slopes(x, n, p, q, beta, ridge)
        step = np.linalg.solve(hessian, gradient).reshape(2, -1)
        beta = beta + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-7:
            break
    return beta


def _flat(design: Floats, full: Floats) -> tuple[Floats, Floats]:
    """Rows with anything in them, as (rows x features) and (rows x 3)."""
    n = full.reshape(-1, 3)
    some = n.sum(axis=1) > 1e-9
    return design.reshape(-1, design.shape[-1])[some], n[some]


def _slopes(x: Floats, n: Floats, p: Floats, q: Floats, beta: Floats, ridge: Floats) -> tuple[Floats, Floats]:
    total = n.sum(axis=1)
    seen = 1.0 - (1.0 - p) * (1.0 - q)
    by_police, by_authority = n[:, BOTH] + n[:, POLICE], n[:, BOTH] + n[:, AUTHORITY]
    a, b = p / seen, q / seen
    gradient = np.concatenate([x.T @ (by_police - total * a), x.T @ (by_authority - total * b)])
    gradient -= (ridge * beta).ravel()
    cross = total * p * q / seen * (1.0 - 1.0 / seen)
    pp, qq, pq = ((x * w[:, None]).T @ x for w in (total * a * (1 - a), total * b * (1 - b), cross))
    hessian = np.block([[pp, pq], [pq, qq]]) + np.diag(np.concatenate([ridge, ridge]))
    return gradient, hessian


def _measured(design: Floats, ridge: Floats, made: Fit) -> Fit:
    """The variance of the total: of what was seen at all, and of the fitted chances (delta method)."""
    x, n = _flat(design, made.full)
    p, q = _chances(x, made.beta)
    seen, total = 1.0 - (1.0 - p) * (1.0 - q), n.sum(axis=1)
    _, hessian = _slopes(x, n, p, q, made.beta, ridge)
    weight = -total / seen**2
    slope = np.concatenate([x.T @ (weight * (1 - q) * p * (1 - p)), x.T @ (weight * (1 - p) * q * (1 - q))])
    variance = float((total * (1.0 - seen) / seen**2).sum() + slope @ np.linalg.solve(hessian, slope))
    return replace(made, variance=variance)
