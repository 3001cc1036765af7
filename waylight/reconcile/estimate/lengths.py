"""How long was each absence really, given what two clerks wrote?

The length decides more than anything else whether an absence is noticed, and it is badly recorded: minutes
off at both ends, "found" set when the log was closed, dates alone, no end at all. Taken at its word it hides
how much likelier short absences are to escape both lists, and the estimate comes out low. So the true band
of length is a hidden variable: times that both sides saw, with two lengths each, teach how far a record
strays (expectation-maximisation over distinct pairs of records).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile.estimate.cells import (
    BANDS,
    BOTH,
    DATED,
    EDGES,
    MIDDLE,
    SILENT,
    UNKNOWN,
    Floats,
    Ints,
)  # fmt: skip
from waylight.reconcile.estimate.curve import chances, climb, curve, patterns

ROUNDS = 200
# Minutes by which a side's length strays in the ordinary way, if the two lists cannot tell.
STRAY = 40.0


@dataclass(frozen=True)
class Lengths:
    """`share` (pairs x bands x 3): of times away with that pair of records and pattern, the share in each
    true band; `beta` the curve of noticing by length; `astray` the share of lengths recorded wholly wrong,
    police and authority; `stray` minutes; `longer` minutes by which the police's are longer."""

    share: Floats
    beta: Floats
    astray: tuple[float, float]
    stray: float
    longer: float


def true_lengths(pairs: pl.DataFrame, count: Floats, usual_stray: tuple[float, float]) -> Lengths:
    """`pairs`: length_p, length_a as in `cells`; `count` (pairs x 3) expected times away."""
    said = [pairs[name].to_numpy() for name in ("length_p", "length_a")]
    longer, stray = usual_stray
    usual = [_usual(said[0], longer / 2.0, stray), _usual(said[1], -longer / 2.0, stray)]
    wrong = [_wrong(said[0], count, later=True), _wrong(said[1], count, later=False)]
    astray = [0.05, 0.05]
    x, ridge = curve()
    beta = np.zeros((2, x.shape[1]))
    beta[:, 0] = np.log((count[:, BOTH].sum() + 1.0) / (count[:, [2, 1]].sum(axis=0) + 1.0))
    spread, before = np.ones(BANDS) / BANDS, 0.0
    for _ in range(ROUNDS):
        likely = [(1.0 - e) * u + e * w for e, u, w in zip(astray, usual, wrong, strict=True)]
        weight = (likely[0] * likely[1] * spread)[:, :, None] * patterns(*chances(x, beta))
        share = weight / np.maximum(weight.sum(axis=1, keepdims=True), 1e-300)
        full = share * count[:, None, :]
        by_band = full.sum(axis=0)
        beta = climb(x, by_band, beta, ridge, steps=2)
        p, q = chances(x, beta)
        happened = by_band.sum(axis=1) / (1.0 - (1.0 - p) * (1.0 - q))
        spread = (happened + 1e-3) / happened.sum()
        whole = full.sum(axis=2)
        astray = [
            _astray(one, e * w / np.maximum(like, 1e-300), whole)
            for one, e, w, like in zip(said, astray, wrong, likely, strict=True)
        ]
        if abs(happened.sum() - before) < 1e-5 * before:
            break
        before = float(happened.sum())
    return Lengths(share, beta, (astray[0], astray[1]), stray, longer)


def usual_stray(aways: pl.DataFrame) -> tuple[float, float]:
    """Minutes by which the police's lengths are longer than the authority's, and by which each side's stray:
    from those that both sides give to the minute."""
    longer = (pl.col("end_p") - pl.col("start_p")) - (pl.col("end_a") - pl.col("start_a"))
    gap = aways.select(longer).to_series().drop_nulls()
    if gap.len() < 50:
        return 0.0, STRAY
    # Half the gap between quartiles is 0.67 standard deviations; two clerks share the variance.
    quarter, half, three = (float(one) for one in np.percentile(gap.to_numpy(), [25, 50, 75]))
    stray = float(np.clip((three - quarter) / 1.349 / np.sqrt(2.0), 3.0, 240.0))
    return float(np.clip(half, -240.0, 240.0)), stray


def _usual(said: Ints, longer: float, stray: float) -> Floats:
    """Chance of each recorded length under each true band, by ordinary straying (pairs x bands)."""
    inside = (np.arange(8) + 0.5) / 8
    low, high = np.log(np.maximum(EDGES[:-1], 15)), np.log(np.minimum(EDGES[1:], 90_000))
    minutes = np.exp(low[:, None] + (high - low)[:, None] * inside)
    beyond = EDGES[None, None, :] - minutes[:, :, None] - longer
    below = 1.0 / (1.0 + np.exp(-np.clip(1.7 * beyond / stray, -40, 40)))
    below[:, :, 0] = 0.0
    moved = np.diff(below, axis=2).mean(axis=1).T  # recorded band x true band
    table = np.ones((len(said), BANDS))
    exact = (said >= 0) & (said < DATED)
    table[exact] = moved[said[exact]]
    dated = said >= DATED
    # Leaving at a moment evenly spread over the day: the chance that so many midnights are crossed.
    away = np.abs(minutes[None] / 1440.0 - (said[dated] - DATED)[:, None, None])
    table[dated] = np.maximum(np.maximum(1.0 - away, 0.0).mean(axis=2), 1e-3 / (1.0 + away.min(axis=2) ** 2))
    return table


def _wrong(said: Ints, count: Floats, *, later: bool) -> Floats:
    """The same for a length that is wholly wrong: as lengths go, or (`later`) as longer ones go, since a log
    closed late lengthens."""
    table = np.ones((len(said), BANDS))
    exact = (said >= 0) & (said < DATED)
    usual = np.bincount(said[exact], count[exact].sum(axis=1), minlength=BANDS) + 1.0
    usual /= usual.sum()
    chance = np.repeat(usual[:, None], BANDS, axis=1)
    if later:
        chance = np.where(np.arange(BANDS)[:, None] > np.arange(BANDS)[None, :], chance, 1e-4)
        chance /= chance.sum(axis=0)
    table[exact] = chance[said[exact]]
    dated = said >= DATED
    days = np.maximum(MIDDLE / 1440.0, 0.5)
    table[dated] = 0.3 / (1.0 + np.abs(said[dated][:, None] - DATED - days))
    return table


def _astray(said: Ints, wrong: Floats, whole: Floats) -> float:
    """The share of recorded lengths that are wholly wrong, by their probabilities."""
    told = (said != SILENT) & (said != UNKNOWN) & (said < DATED)
    n = whole[told].sum()
    return float(np.clip((whole[told] * wrong[told]).sum() / n, 1e-3, 0.4)) if n > 0 else 0.05
