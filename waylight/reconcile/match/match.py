"""Which incident and which authority row are the same time away, once both are known to be one child's.

What chance would show is measured, not assumed: each incident is held against the child's other incidents,
which are other absences, and the patterns counted. A pattern seen far oftener between the two sides than that
is evidence; the excess is how often true pairs show it. Children with many rows have more chance matches, so
chance is counted per row.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.link.block import expand
from waylight.reconcile.link.lookup import once
from waylight.reconcile.match.levels import DAY, PATTERNS, late_closed, pattern, shares_time
from waylight.reconcile.match.rivals import Rivals
from waylight.reconcile.match.runs import in_order, runs, twice
from waylight.reconcile.match.spans import Spans
from waylight.reconcile.settings import NIGHTLY

_LONG = np.int64(1) << np.int64(32)
_SHIFTS = (-10, 6, 17)  # days; not 7 or 14: many children leave on the same weekday
_REACH = 2 * DAY


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
    code = once(which[at] * _LONG + k_which[to])
    i, k = code >> np.int64(32), code & np.int64(0xFFFFFFFF)
    close = (k_lo[k] <= hi[i] + _REACH) & (k_hi[k] >= lo[i] - _REACH)
    return i[close], k[close]


def match(incidents: Spans, rows: Spans, certainty: np.ndarray) -> pl.DataFrame:
    """Pairs `row` (police), `missing` (authority), `probability`; `certainty` is each incident's link."""
    if not len(incidents) or not len(rows):
        return pl.DataFrame(schema={"row": pl.UInt32, "missing": pl.UInt32, "probability": pl.Float64})
    i, k = _near(incidents, rows, 0)
    pairs = Pairs(incidents, rows, i, k)
    share = pairs.settle(Chances.by_shift(pairs))
    for _ in range(2):
        share = pairs.settle(Chances.by_neighbours(pairs, share))
    probability = share * certainty[i]
    keep = probability >= 0.05
    return pl.DataFrame(
        {
            "row": incidents.row[i[keep]].astype(np.uint32),
            "missing": rows.row[k[keep]].astype(np.uint32),
            "probability": probability[keep],
        }
    )


class Pairs:
    """Incidents and authority rows of one child that lie near each other, and what each pair shows."""

    def __init__(self, incidents: Spans, rows: Spans, i: np.ndarray, k: np.ndarray) -> None:
        self.incidents, self.rows, self.i, self.k = incidents, rows, i, k
        self.seen = pattern(incidents.at(i), rows.at(k))
        self.sure = shares_time(incidents.at(i), rows.at(k))
        runs_i, twice_i = twice(incidents, rows, runs(incidents))
        runs_k, twice_k = twice(rows, incidents, runs(rows))
        self.runs = runs_i, runs_k, runs(rows, NIGHTLY)
        self.twice = twice_i[i] * twice_k[k]
        self.order = in_order(incidents, rows, i, k, self.runs)
        self.by_i, self.by_k = Rivals(i, runs_k[k]), Rivals(k, runs_i[i])
        self.by_nights = Rivals(i, self.runs[2][k])
        self.persons = int(max(rows.person.max(), incidents.person.max())) + 1
        self.rows_of = np.bincount(rows.person, minlength=self.persons)[incidents.person]

    def settle(self, chances: Chances) -> np.ndarray:
        """Probability of each pair. An incident and a row have one partner each, and those of its run.

        Spans of one side that share time (the same report twice) are one run and do not exclude each other; nor
        do rows that follow each other without a break (a row a night) for an incident that holds them all. A
        pair that shares time is doubted only where both have a better partner (a weekend's row holds several
        incidents), or where the incident has one outside those nights and looks merely closed late.
        """
        lifted = np.exp(np.clip(chances.odds + self.order, -30, 30))
        of_incident, of_row = self.by_i.weigh(lifted), self.by_k.weigh(lifted)
        both = np.minimum(of_incident, of_row)
        late = late_closed(self.seen)
        doubt = np.where(late, np.maximum(self.by_nights.weigh(lifted), both), both)
        return self.twice * lifted / (1.0 + lifted + np.where(self.sure, doubt, of_incident + of_row))


class Chances:
    """How often each pattern comes by chance, and how often it is the same time away."""

    def __init__(self, pairs: Pairs, per_row: np.ndarray, share: np.ndarray | None = None) -> None:
        counted = np.bincount(pairs.seen, minlength=PATTERNS).astype(float)
        excess = np.maximum(counted - per_row * float(pairs.rows_of.sum()), 0.02 * counted) + 0.05
        n_incidents, n_rows = len(pairs.incidents), len(pairs.rows)
        # A chance pair without a better partner needs an incident and a row that are both alone. The police do
        # not list children who are away and known to be safe: such rows are alone more often.
        kind = pairs.rows.expected.astype(np.int64)
        alone_i = 1.0 - min(excess.sum() / n_incidents, 0.95)
        alone_k = np.full(2, 1.0 - min(excess.sum() / n_rows, 0.95))
        if share is not None:
            best_i, best_k = np.zeros(n_incidents), np.zeros(n_rows)
            np.maximum.at(best_i, pairs.i, share)
            np.maximum.at(best_k, pairs.k, share)
            alone_i = max(1.0 - float((best_i > 0.5).mean()), 0.01)
            found = np.bincount(kind, weights=best_k > 0.5, minlength=2)
            alone_k = np.maximum(1.0 - found / np.maximum(np.bincount(kind, minlength=2), 1), 0.02)
        self.per_pair = (
            per_row[pairs.seen] * np.maximum(pairs.rows_of[pairs.i], 1) * alone_i * alone_k[kind[pairs.k]]
        )
        self.odds = np.log(excess[pairs.seen] / n_incidents / self.per_pair)

    @classmethod
    def by_shift(cls, pairs: Pairs) -> Chances:
        """A first guess: the incidents moved by days along the same child's rows."""
        count = np.zeros(PATTERNS)
        for days in _SHIFTS:
            i, k = _near(pairs.incidents, pairs.rows, days * DAY)
            moved = {c: np.where(v >= 0, v + days * DAY, v) for c, v in pairs.incidents.at(i).items()}
            count += np.bincount(pattern(moved, pairs.rows.at(k)), minlength=PATTERNS)
        return cls(pairs, (count / len(_SHIFTS) + 0.3) / max(float(pairs.rows_of.sum()), 1.0))

    @classmethod
    def by_neighbours(cls, pairs: Pairs, share: np.ndarray) -> Chances:
        """Incidents against rows that surely belong to the child's other absences.

        Children go in runs of nights, at much the same hour; what chance gives must know that.
        """
        best_i, best_k = pairs.by_i.best(share), pairs.by_k.best(share)
        mutual = best_i & best_k & (share > 0.5)
        partner = np.full(len(pairs.incidents), -1)
        partner[pairs.i[mutual]] = pairs.k[mutual]
        taken = np.zeros(len(pairs.rows), dtype=bool)
        taken[pairs.k[mutual]] = True
        run = pairs.runs[1]
        own = partner[pairs.i]
        other = (own >= 0) & taken[pairs.k] & (own != pairs.k) & (run[own] != run[pairs.k])
        count = np.bincount(pairs.seen[other], minlength=PATTERNS)
        found = np.bincount(pairs.rows.person[taken], minlength=pairs.persons)
        exposure = np.maximum(found[pairs.incidents.person[partner >= 0]] - 1, 0).sum()
        return cls(pairs, (count + 0.3) / max(float(exposure), 1.0), share)
