"""What the linkage leaves open, brought into the counts.

A time away that both are said to have seen is two times away if the match is wrong, and one of another child
if the link is. One that only one side is said to have seen may have an unrecognised partner. Each possibility
enters with its probability, on unified times away and not on rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile.estimate.cells import AUTHORITY, BOTH, POLICE, Floats
from waylight.reconcile.settle import Settled


@dataclass(frozen=True)
class Corrections:
    """Authority rows that the police do not have, as counted and as they would be counted without two faults
    of recording: nights merged into a row that is matched for another night, and categories mistaken."""

    counted: float
    merged: float  # to be added
    called_away: float  # M recorded as A: to be added
    called_missing: float  # A recorded as M: to be taken off

    @property
    def factor(self) -> float:
        """By what the count is to be multiplied."""
        change = self.merged + self.called_away - self.called_missing
        return float(np.clip(1.0 + change / max(self.counted, 1.0), 0.5, 2.0))

    @property
    def variance(self) -> float:
        """Of the corrected count: the corrections are themselves known to a third or so."""
        parts = np.array([self.merged, self.called_away, self.called_missing])
        return float(((0.3 * parts) ** 2 + parts).sum())


def weighted(aways: pl.DataFrame, near: pl.DataFrame) -> Floats:
    """Expected counts (times away x 3 patterns). `aways` are countable, with their number in `away`."""
    seen = aways["seen_by"].to_numpy()
    match = aways["probability"].fill_null(0.0).to_numpy()
    link = np.where(aways["rows_p"].to_numpy() > 0, aways["certainty_p"].to_numpy(), 0.0)
    counts = np.zeros((aways.height, 3))
    both = seen == "both"
    counts[both, BOTH] = match[both]
    counts[both, POLICE] = np.maximum(link - match, 0.0)[both]
    counts[both, AUTHORITY] = 1.0 - match[both]
    counts[seen == "police", POLICE] = link[seen == "police"]
    counts[seen == "authority", AUTHORITY] = 1.0
    _shift(counts, aways["away"].to_numpy(), near)
    counts[:, AUTHORITY] *= 1.0 - aways["unpoliced"].to_numpy()
    return counts


def _shift(counts: Floats, away: np.ndarray, near: pl.DataFrame) -> None:
    """Moves the probability of unrecognised pairs from the two sides' own counts to "both"."""
    place = np.full(
        int(max(away.max(initial=-1), near["authority"].max() or 0, near["police"].max() or 0)) + 1, -1
    )
    place[away] = np.arange(len(away))
    left, right = place[near["police"].to_numpy()], place[near["authority"].to_numpy()]
    known = (left >= 0) & (right >= 0)
    left, right, odds = left[known], right[known], near["probability"].to_numpy()[known]
    # No more than what is there, however many partners are near.
    most = np.maximum(
        np.bincount(left, odds, len(counts))[left], np.bincount(right, odds, len(counts))[right]
    )
    odds = odds / np.maximum(most, 1.0) * counts[left, POLICE]
    counts[:, BOTH] += np.bincount(left, odds, len(counts))
    counts[:, POLICE] -= np.bincount(left, odds, len(counts))
    counts[:, AUTHORITY] -= np.bincount(right, odds, len(counts))
    np.maximum(counts, 0.0, out=counts)


def corrections(settled: Settled, aways: pl.DataFrame, counts: Floats) -> Corrections:
    """How many of the authority's own times away are hidden or misnamed, judged by those both have seen."""
    both, alone = float(counts[:, BOTH].sum()), float(counts[:, AUTHORITY].sum())
    share = both / max(both + alone, 1.0)
    own = settled.claims.filter(~pl.col("police"))
    several = own.select("away", n=pl.len().over("row")).filter(pl.col("n") > 1)["away"].n_unique()
    # Rows of two nights: both are seen by police in share**2 of them, one in 2 share (1 - share).
    merged = several * (1.0 - share**2) / (2.0 * share**2) if share > 0 else 0.0
    named_away = aways.filter((pl.col("seen_by") == "both") & pl.col("a_a") & ~pl.col("m_a")).height
    rate = named_away / max(both, 1.0)
    truly_away = settled.aways.filter((pl.col("seen_by") == "authority") & (pl.col("category") == "A")).height
    return Corrections(alone, merged, alone * rate / max(1.0 - rate, 0.5), truly_away * rate)


def linkage_variance(aways: pl.DataFrame, counts: Floats, adds: Floats) -> float:
    """What the doubt about links and matches adds to the variance. `adds`: what one more time away of each
    pattern adds to the total, per time away. One child's links stand or fall together."""
    match = aways["probability"].fill_null(0.0).to_numpy()
    link = aways["certainty_p"].to_numpy()
    seen = aways["seen_by"].to_numpy()
    both, police = seen == "both", seen == "police"
    swing = adds[:, POLICE] + adds[:, AUTHORITY] - adds[:, BOTH]
    spread = np.where(both, np.sqrt(match * (1 - match)) * np.abs(swing), 0.0)
    spread += np.where(police, np.sqrt(link * (1 - link)) * np.abs(adds[:, POLICE]), 0.0)
    apart = float((spread**2).sum())
    link_part = np.where(both | police, np.sqrt(link * (1 - link)) * np.abs(adds[:, POLICE]), 0.0)
    together = float((np.bincount(aways["person"].to_numpy(), link_part) ** 2).sum())
    doubt = aways["unpoliced"].to_numpy()
    area = float((doubt * (1 - doubt) * (adds[:, AUTHORITY] * (seen == "authority")) ** 2).sum())
    return max(apart, together) + area
