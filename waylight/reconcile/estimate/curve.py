"""The model of noticing: chances p (police) and q (authority) as logistic curves, and how they are fitted.

Given what the chances depend on, the lists are taken to notice independently. Which of the two saw a time
away that was seen at all then has chances pq, p(1-q), (1-p)q over p + q - pq: an exponential family, so the
fit is concave and a few Newton steps reach it (Huggins 1989, Alho 1990).
"""

from __future__ import annotations

import numpy as np

from waylight.reconcile.estimate.cells import AUTHORITY, BANDS, BOTH, MIDDLE, POLICE, Floats

# Where the curve of noticing by length may bend: minutes.
KNOTS = np.log([75.0, 200.0, 500.0, 1300.0, 3500.0])
# Pull towards "no bend": a standard deviation of about 1.4. The rest is hardly pulled.
RIDGE_BEND, RIDGE_NONE = 0.5, 1e-4


def curve() -> tuple[Floats, Floats]:
    """Features of each band of length (bands x features), and the ridge on each."""
    length = np.log(MIDDLE)
    bends = [np.maximum(length - knot, 0.0) for knot in KNOTS]
    features = np.stack([np.ones(BANDS), length - KNOTS[2], *bends], axis=1)
    return features, np.array([RIDGE_NONE, RIDGE_NONE] + [RIDGE_BEND] * len(KNOTS))


def chances(x: Floats, beta: Floats) -> tuple[Floats, Floats]:
    """p and q of each entry; `beta` (2 x features)."""
    p, q = (1.0 / (1.0 + np.exp(-np.clip(x @ one, -30, 30))) for one in beta)
    return p, q


def patterns(p: Floats, q: Floats) -> Floats:
    """Chances of being seen by both, by police only, by the authority only (entries x 3)."""
    made: Floats = np.stack([p * q, p * (1.0 - q), (1.0 - p) * q], axis=1)
    return made


def climb(x: Floats, count: Floats, beta: Floats, ridge: Floats, steps: int = 50) -> Floats:
    """Newton steps on the penalised conditional likelihood of counts (entries x 3), halved where they would
    lead down."""
    height = _height(x, count, beta, ridge)
    for _ in range(steps):
        gradient, hessian = slopes(x, count, beta, ridge)
        step = np.linalg.solve(hessian, gradient).reshape(2, -1)
        for _ in range(30):
            reached = _height(x, count, beta + step, ridge)
            if reached >= height - 1e-9 * abs(height):
                break
            step = step / 2.0
        beta, gain, height = beta + step, reached - height, reached
        if abs(gain) < 1e-7 * abs(height):
            break
    return beta


def _height(x: Floats, count: Floats, beta: Floats, ridge: Floats) -> float:
    """The penalised conditional log-likelihood."""
    p, q = chances(x, beta)
    seen = patterns(p, q)
    told = (count * np.log(np.maximum(seen, 1e-300))).sum()
    told -= (count.sum(axis=1) * np.log(seen.sum(axis=1))).sum()
    return float(told - 0.5 * (ridge * beta**2).sum())


def slopes(x: Floats, count: Floats, beta: Floats, ridge: Floats) -> tuple[Floats, Floats]:
    """Gradient, and the second derivative with its sign turned."""
    p, q = chances(x, beta)
    total, seen = count.sum(axis=1), 1.0 - (1.0 - p) * (1.0 - q)
    a, b = p / seen, q / seen
    police, authority = count[:, BOTH] + count[:, POLICE], count[:, BOTH] + count[:, AUTHORITY]
    gradient = np.concatenate([x.T @ (police - total * a), x.T @ (authority - total * b)])
    gradient -= np.concatenate([ridge, ridge]) * beta.ravel()
    weights = (total * a * (1 - a), total * b * (1 - b), total * p * q / seen * (1.0 - 1.0 / seen))
    pp, qq, pq = (x.T @ (x * one[:, None]) for one in weights)
    return gradient, np.block([[pp, pq], [pq, qq]]) + np.diag(np.concatenate([ridge, ridge]))
