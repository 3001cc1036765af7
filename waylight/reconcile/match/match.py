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
from waylight.reconcile.settings import IN_ORDER, WRONG_CLOCK
from waylight.reconcile.match.levels import DAY, PATTERNS, late_closed, pattern, shares_time

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
    persons = int(max(rows.person.max(), incidents.person.max())) + 1
    of_person = np.bincount(rows.person, minlength=persons)
    chance = np.zeros(PATTERNS)
    for days in _SHIFTS:
        i, k = _near(incidents, rows, days * DAY)
        chance += np.bincount(_patterns(incidents, rows, i, k, days * DAY), minlength=PATTERNS)
    i, k = _near(incidents, rows, 0)
    seen = _patterns(incidents, rows, i, k, 0)
    chances = Chances(chance / len(_SHIFTS), seen, of_person, incidents.person, rows.person)
    sure = shares_time(incidents.at(i), rows.at(k))
    odds = chances.odds(seen, of_person[incidents.person[i]], sure)
    odds += _in_order(incidents, rows, i, k)
    share = _settle(i, k, odds, sure, late_closed(seen), _runs(incidents), _runs(rows))
    probability = share * certainty[i]
    keep = probability >= 0.05
    return pl.DataFrame(
        {
            "row": incidents.row[i[keep]].astype(np.uint32),
            "missing": rows.row[k[keep]].astype(np.uint32),
            "probability": probability[keep],
        }
    )


class Chances:
    """How often each pattern comes by chance, and how often it is the same time away."""

    def __init__(self, chance: np.ndarray, seen: np.ndarray, of_person: np.ndarray,
                 incidents: np.ndarray, rows: np.ndarray) -> None:  # fmt: skip
        counted = np.bincount(seen, minlength=PATTERNS).astype(float)
        self.per_row = (chance + 0.3) / max(float(of_person[incidents].sum()), 1.0)
        excess = np.maximum(counted - chance, 0.02 * counted) + 0.05
        self.true = excess / len(incidents)
        # A chance pair needs both an incident without a row of its own and a row without an incident.
        lone_incident = 1.0 - min(excess.sum() / len(incidents), 0.95)
        lone_row = 1.0 - min(excess.sum() / len(rows), 0.95)
        self.lone = lone_incident * lone_row

    def odds(self, seen: np.ndarray, rows_of_person: np.ndarray, sure: np.ndarray) -> np.ndarray:
        """Log odds that pairs of these patterns are one time away, for children with so many rows."""
        chance = self.per_row[seen] * np.maximum(rows_of_person, 1) * self.lone
        # A child is away once at a time: two absences share time only where a clock or date is wrong.
        chance = np.where(sure, chance * WRONG_CLOCK, chance)
        return np.log(self.true[seen] / chance)


def _runs(side: Spans) -> np.ndarray:
    """Number of the run of each span: spans of one side and child that surely share time are one run."""
    t = side.times
    end = np.where(t["end_lo"] < 0, t["start_lo"] + 1, t["end_lo"])
    order = np.lexsort((t["start_hi"], side.person))
    person, start = side.person[order], t["start_hi"][order]
    reach = np.maximum.accumulate(person * _LONG + end[order])
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = person[1:] * _LONG + start[1:] > reach[:-1]
    run = np.empty(len(order), dtype=np.int64)
    run[order] = np.cumsum(fresh)
    return run


def _in_order(incidents: Spans, rows: Spans, i: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Where only days are known and several fall on one day, the first goes with the first."""
    a, b = incidents.times, rows.times
    vague = (a["start_lo"][i] != a["start_hi"][i]) | (b["start_lo"][k] != b["start_hi"][k])
    vague &= (a["start_lo"][i] <= b["start_hi"][k]) & (b["start_lo"][k] <= a["start_hi"][i])
    at = np.flatnonzero(vague)
    bonus = np.zeros(len(i))
    if len(at):
        first = _rank_within(k[at], a["start_lo"][i[at]], i[at])
        second = _rank_within(i[at], b["start_lo"][k[at]] + b["end_lo"][k[at]] / 2**32, k[at])
        bonus[at] = np.where(first == second, IN_ORDER, -IN_ORDER)
    return bonus


def _rank_within(group: np.ndarray, value: np.ndarray, tie: np.ndarray) -> np.ndarray:
    """Rank (from 0) of each element among those of its group, by value, then by `tie`."""
    order = np.lexsort((tie, value, group))
    sorted_group = group[order]
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = sorted_group[1:] != sorted_group[:-1]
    position = np.arange(len(order))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = position - np.maximum.accumulate(np.where(begins, position, 0))
    return rank


def _settle(i: np.ndarray, k: np.ndarray, odds: np.ndarray, sure: np.ndarray, late: np.ndarray,
            runs_i: np.ndarray, runs_k: np.ndarray) -> np.ndarray:  # fmt: skip
    """Probability of each pair. An incident and a row have one partner each, and those of its run.

    Spans of one side that share time (the same report twice, a row a night) are one run and do not exclude
    each other. A pair that shares time is doubted only where both have a better partner (a weekend's row
    holds several incidents), or where the incident has one and looks merely closed late (`late`).
    """
    lifted = np.exp(np.clip(odds, -30, 30))
    of_incident, of_row = _others(i, runs_k[k], lifted), _others(k, runs_i[i], lifted)
    doubt = np.where(late, of_incident, np.minimum(of_incident, of_row))
    return lifted / (1.0 + lifted + np.where(sure, doubt, of_incident + of_row))


def _others(owner: np.ndarray, run: np.ndarray, lifted: np.ndarray) -> np.ndarray:
    """For each pair: what its owner's pairs with other runs weigh together (the best pair of each run)."""
    order = np.lexsort((-lifted, run, owner))
    first = np.ones(len(order), dtype=bool)
    o, r = owner[order], run[order]
    first[1:] = (o[1:] != o[:-1]) | (r[1:] != r[:-1])
    best = np.repeat(lifted[order][first], np.diff(np.append(np.flatnonzero(first), len(order))))
    total = np.bincount(o[first], weights=lifted[order][first], minlength=int(owner.max(initial=0)) + 1)
    rest = np.empty(len(order))
    rest[order] = total[o] - best
    return np.maximum(rest, 0.0)
