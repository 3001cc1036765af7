"""Which incident and which authority row are the same time away, once both are known to be one child's.

What chance would show is measured, not assumed: the same incidents are moved by days along the same child's
rows, and the patterns counted. A pattern seen far oftener than chance gives is evidence; the excess is how
often true pairs show it. Children with many rows have more chance matches, so chance is counted per row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile.link.block import expand
from waylight.reconcile.match.levels import DAY, PATTERNS, overlaps, pattern

_LONG = np.int64(1) << np.int64(32)
_SHIFTS = (-17, -10, -6, 6, 10, 17)  # days; not 7 or 14: many children leave on the same weekday
_REACH = 2 * DAY
_COLUMNS = ("start_lo", "start_hi", "end_lo", "end_hi")


@dataclass(frozen=True)
class Spans:
    """Times away of one side, by person; minutes, negative where not recorded."""

    row: np.ndarray
    person: np.ndarray
    times: dict[str, np.ndarray]

    def at(self, index: np.ndarray) -> dict[str, np.ndarray]:
        return {name: values[index] for name, values in self.times.items()}


def spans(frame: pl.DataFrame, person: np.ndarray) -> Spans:
    """From a prepared table (its rows in order) and the person of each of its rows."""
    times = {c: frame[c].fill_null(-1).to_numpy().astype(np.int64) for c in _COLUMNS}
    known = np.flatnonzero(times["start_lo"] >= 0)
    return Spans(
        frame["row"].to_numpy()[known].astype(np.int64), person[known].astype(np.int64),
        {c: v[known] for c, v in times.items()},
    )  # fmt: skip


def _near(incidents: Spans, rows: Spans, shift: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (index of incident, index of row) of one person that lie within reach of each other."""
    lo = incidents.times["start_lo"] + shift
    hi = np.maximum(incidents.times["end_hi"], incidents.times["start_hi"]) + np.where(
        incidents.times["end_hi"] < 0, 0, shift
    )
    hi = np.maximum(hi, incidents.times["start_hi"] + shift)
    hi = np.minimum(hi, lo + 40 * DAY)
    days_lo, days_hi = (lo - _REACH) // (4 * DAY), (hi + _REACH) // (4 * DAY)
    count = days_hi - days_lo + 1
    which = np.repeat(np.arange(len(lo)), count)
    bucket = np.repeat(days_lo, count) + np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    k_lo = rows.times["start_lo"]
    k_hi = np.minimum(np.maximum(rows.times["end_hi"], rows.times["start_hi"]), k_lo + 40 * DAY)
    k_first, k_last = k_lo // (4 * DAY), k_hi // (4 * DAY)
    k_count = k_last - k_first + 1
    k_which = np.repeat(np.arange(len(k_lo)), k_count)
    k_bucket = (
        np.repeat(k_first, k_count)
        + np.arange(len(k_which))
        - np.repeat(np.cumsum(k_count) - k_count, k_count)
    )
    k_key = rows.person[k_which] * _LONG + k_bucket
    order = np.argsort(k_key, kind="stable")
    at, to, _ = expand(incidents.person[which] * _LONG + bucket, k_key[order], order, cap=10**9)
    code = np.unique(which[at] * _LONG + k_which[to])
    i, k = code >> np.int64(32), code & np.int64(0xFFFFFFFF)
    close = (k_lo[k] <= hi[i] + _REACH) & (k_hi[k] >= lo[i] - _REACH)
    return i[close], k[close]


def _patterns(incidents: Spans, rows: Spans, i: np.ndarray, k: np.ndarray, shift: int) -> np.ndarray:
    moved = {c: np.where(v >= 0, v + shift, v) for c, v in incidents.at(i).items()}
    return pattern(moved, rows.at(k))


def match(incidents: Spans, rows: Spans, certainty: np.ndarray) -> pl.DataFrame:
    """Pairs `row` (police), `missing` (authority), `probability`; `certainty` is each incident's link."""
    if not len(incidents.row) or not len(rows.row):
        return pl.DataFrame(schema={"row": pl.UInt32, "missing": pl.UInt32, "probability": pl.Float64})
    of_person = np.bincount(rows.person, minlength=int(max(rows.person.max(), incidents.person.max())) + 1)
    exposure = float(of_person[incidents.person].sum())
    chance = np.zeros(PATTERNS)
    for days in _SHIFTS:
        i, k = _near(incidents, rows, days * DAY)
        chance += np.bincount(_patterns(incidents, rows, i, k, days * DAY), minlength=PATTERNS)
    i, k = _near(incidents, rows, 0)
    seen = _patterns(incidents, rows, i, k, 0)
    odds = _odds(seen, chance / len(_SHIFTS), of_person[incidents.person[i]], exposure, len(incidents.row))
    share = _settle(i, k, odds, overlaps(incidents.at(i), rows.at(k)))
    probability = share * certainty[i]
    keep = probability >= 0.05
    return pl.DataFrame(
        {
            "row": incidents.row[i[keep]].astype(np.uint32),
            "missing": rows.row[k[keep]].astype(np.uint32),
            "probability": probability[keep],
        }
    )


def _odds(
    seen: np.ndarray, chance: np.ndarray, rows_of_person: np.ndarray, exposure: float, n: int
) -> np.ndarray:
    """Log odds that a pair of this pattern is true, for a child with so many rows."""
    counted = np.bincount(seen, minlength=PATTERNS).astype(float)
    smooth = chance + 0.3
    base = smooth / max(exposure, 1.0)  # chance pairs per incident and row of the child
    excess = np.maximum(counted - chance, 0.02 * counted) + 0.05
    true_rate = excess / n  # true pairs of this pattern per incident
    return np.log(true_rate[seen] / (base[seen] * np.maximum(rows_of_person, 1)))


def _settle(i: np.ndarray, k: np.ndarray, odds: np.ndarray, overlap: np.ndarray) -> np.ndarray:
    """Probability of each pair. Pairs that share no time exclude each other: one incident, one row."""
    lifted = np.exp(np.clip(odds, -30, 30))
    by_incident = np.bincount(i, weights=lifted)[i] - lifted
    by_row = np.bincount(k, weights=lifted)[k] - lifted
    rival = np.where(overlap, 0.0, by_incident + by_row)
    return lifted / (1.0 + lifted + rival)
