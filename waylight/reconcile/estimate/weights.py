"""What the linkage and the recording leave open, brought into the counts: on unified times away, not on rows.

A link that is wrong takes the police's time away from this child; each enters with its probability. Matches
are checked against chance (`missed.py`), which finds what the matching missed and what it invented alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile.estimate.cells import AUTHORITY, BOTH, POLICE, Flags, Floats
from waylight.reconcile.estimate.missed import Pairs
from waylight.reconcile.settle import TimesAway

KNOWN_TO = 0.5  # the standard error of what is corrected for faults of recording, as a share of it


@dataclass(frozen=True)
class Corrections:
    """By how many times away the counts of a perfect record and a perfect matching would differ."""

    pairs: float  # seen by both, less what chance paired: off both sides' own, on to both
    merged: float  # nights inside an authority's row that is matched for another night: to be added
    called_away: float  # M recorded as A by the authority alone: to be added
    called_missing: float  # A recorded as M: to be taken off
    pairs_variance: float

    def applied(self, counts: Floats) -> Floats:
        """The corrected counts (times away x 3 patterns)."""
        both, police, authority = counts.sum(axis=0)
        pairs = float(np.clip(self.pairs, -both / 2, min(police, authority) / 2))
        own = authority - pairs + self.merged + self.called_away - self.called_missing
        wanted = np.array([both + pairs, police - pairs, max(own, authority / 2)])
        corrected: Floats = counts * (wanted / np.maximum([both, police, authority], 1e-9))
        return corrected

    def variance(self, adds: Floats) -> float:
        """What the doubt about the corrections adds to the variance of the total. `adds`: what one more
        away of each pattern adds to it, in the mean. Faults of recording are known to a half or so."""
        parts = np.array([self.merged, self.called_away, self.called_missing])
        own = float(((KNOWN_TO * parts) ** 2 + parts).sum())
        swing = adds[BOTH] - adds[POLICE] - adds[AUTHORITY]
        return float(own * adds[AUTHORITY] ** 2 + self.pairs_variance * swing**2)


def weighted(aways: pl.DataFrame) -> Floats:
    """Expected counts (times away x 3 patterns) of countable times away."""
    both, police, authority = (_seen_by(aways, who) for who in ("both", "police", "authority"))
    link = aways["certainty_p"].to_numpy()
    counts = np.zeros((aways.height, 3))
    counts[:, BOTH] = np.where(both, link, 0.0)
    counts[:, POLICE] = np.where(police, link * (1.0 - aways["uncared"].to_numpy()), 0.0)
    counts[:, AUTHORITY] = np.where(authority, 1.0, np.where(both, 1.0 - link, 0.0))
    counts[:, AUTHORITY] *= 1.0 - aways["unpoliced"].to_numpy()
    return counts


def _seen_by(aways: pl.DataFrame, who: str) -> Flags:
    return (aways["seen_by"] == who).to_numpy()


def corrections(settled: TimesAway, aways: pl.DataFrame, counts: Floats, pairs: Pairs) -> Corrections:
    """How many of the authority's own times away are hidden or misnamed, judged by those both have seen."""
    both, alone = float(counts[:, BOTH].sum()), float(counts[:, AUTHORITY].sum())
    share = _overnight(aways, counts)
    shared = dict(
        aways.select(pl.col("seen_by").filter("shared_a").value_counts()).unnest("seen_by").iter_rows()
    )
    found = shared.get("authority", 0)  # nights of such rows that were told apart: the police have the other
    several = max(shared.get("both", 0) - found, 0)
    # Of rows that hold two nights, the police know both in share**2 and one in 2 share (1 - share).
    merged = several * (1.0 - share**2) / (2.0 * share**2) if share > 0 else 0.0
    merged = max(merged - found, 0.0)
    called_away = (pl.col("seen_by") == "both") & pl.col("a_a") & ~pl.col("m_a")
    named_away = int(aways.select(called_away.sum()).item())
    rate = named_away / max(both, 1.0)
    alone_away = (pl.col("seen_by") == "authority") & (pl.col("category") == "A")
    truly_away = int(settled.aways.select(alone_away.sum()).item())
    return Corrections(
        pairs.excess, merged, alone * rate / max(1.0 - rate, 0.5), truly_away * rate, pairs.variance
    )


def _overnight(aways: pl.DataFrame, counts: Floats) -> float:
    """The share of the authority's absences of less than a night and day that the police have too."""
    length = (aways["end_a"] - aways["start_a"]).fill_null(0).to_numpy()
    short = (length < 1200) & (aways["rows_a"].to_numpy() > 0) & ~aways["shared_a"].to_numpy()
    both, alone = float(counts[short, BOTH].sum()), float(counts[short, AUTHORITY].sum())
    return both / max(both + alone, 1.0)


def linkage_variance(aways: pl.DataFrame, adds: Floats) -> float:
    """What the doubt about links, areas and care adds to the variance of the total. `adds`: what one more
    away of each pattern adds to it, per time away. One child's stand or fall together."""
    link = aways["certainty_p"].to_numpy()
    swing = np.where(_seen_by(aways, "both"), adds[:, BOTH] - adds[:, AUTHORITY], adds[:, POLICE])
    doubt = np.where(
        _seen_by(aways, "authority"), 0.0, np.sqrt(np.clip(link * (1.0 - link), 0.0, None)) * np.abs(swing)
    )
    links = float((np.bincount(aways["person"].to_numpy(), doubt) ** 2).sum())
    outside = 0.0
    for side, pattern, name in (("authority", AUTHORITY, "unpoliced"), ("police", POLICE, "uncared")):
        chance = aways[name].to_numpy()
        doubt = np.where(_seen_by(aways, side), np.sqrt(chance * (1.0 - chance)) * adds[:, pattern], 0.0)
        outside += float((np.bincount(aways["person"].to_numpy(), doubt) ** 2).sum())
    return links + outside
