"""Which incident and which authority row are the same time away, once both are known to be one child's.

What chance would show is measured, not assumed: each incident is held against the child's other incidents,
which are other absences, and the patterns counted. A pattern seen far oftener between the two sides than that
is evidence; the excess is how often true pairs show it. Children with many rows have more chance matches, so
chance is counted per row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from waylight.reconcile.link.block import expand
from waylight.reconcile.match.levels import DAY, PATTERNS, late_closed, pattern, shares_time
from waylight.reconcile.settings import IN_ORDER, NIGHTLY

_LONG = np.int64(1) << np.int64(32)
_SHIFTS = (-10, 6, 17)  # days; not 7 or 14: many children leave on the same weekday
_REACH = 2 * DAY
_COLUMNS = ("start_lo", "start_hi", "end_lo", "end_hi", "reported")


@dataclass(frozen=True)
class Spans:
    """Times away of one side, by person; minutes, negative where not recorded."""

    row: np.ndarray
    person: np.ndarray
    times: dict[str, np.ndarray]
    expected: np.ndarray  # False where the other side is not expected to hold it (category A)

    def __len__(self) -> int:
        return len(self.row)

    def at(self, index: np.ndarray) -> dict[str, np.ndarray]:
        return {name: values[index] for name, values in self.times.items()}


def spans(frame: pl.DataFrame, person: np.ndarray) -> Spans:
    """From a prepared table (its rows in order) and the person of each of its rows."""
    times = {c: frame[c].fill_null(-1).to_numpy().astype(np.int64) for c in _COLUMNS if c in frame.columns}
    known = np.flatnonzero(times["start_lo"] >= 0)
    missing = frame["category"] != "A" if "category" in frame.columns else pl.Series([True] * len(frame))
    return Spans(
        frame["row"].to_numpy()[known].astype(np.int64), person[known].astype(np.int64),
        {c: v[known] for c, v in times.items()}, missing.fill_null(True).to_numpy()[known],
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
    code = np.sort(which[at] * _LONG + k_which[to])
    code = code[np.concatenate([[True], code[1:] != code[:-1]])] if len(code) else code
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
        runs_i, twice_i = twice(incidents, rows, _runs(incidents))
        runs_k, twice_k = twice(rows, incidents, _runs(rows))
        self.runs = runs_i, runs_k, _runs(rows, NIGHTLY)
        self.twice = twice_i[i] * twice_k[k]
        self.order = _in_order(incidents, rows, i, k, self.runs)
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


def _runs(side: Spans, loose: int | None = None) -> np.ndarray:
    """Number of the run of each span: spans of one side and child that surely share time are one run.

    With `loose` (minutes), spans that may follow each other within that time are one run as well.
    """
    t = side.times
    begin, stop = (t["start_hi"], t["end_lo"]) if loose is None else (t["start_lo"], t["end_hi"])
    end = np.maximum(np.where(stop < 0, t["start_lo"] + 1, stop), begin if loose is not None else 0)
    order = np.lexsort((begin, side.person))
    person, start = side.person[order], begin[order]
    reach = np.maximum.accumulate(person * _LONG + end[order])
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = person[1:] * _LONG + start[1:] > reach[:-1] + (loose or 0)
    run = np.empty(len(order), dtype=np.int64)
    run[order] = np.cumsum(fresh)
    return run


def twice(side: Spans, other: Spans, runs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spans known by day only that begin on one day, more of them than the other side has: one absence written
    twice, or one that the other side missed?

    How often it is the first is learned: where the other side has all of them they are different absences, and
    how many such would be missed by chance is known. Gives the runs with such spans made one, and for each span
    the probability that this is right.
    """
    key = side.person * _LONG + _day(side.times["start_lo"])
    vague = side.times["start_lo"] != side.times["start_hi"]
    keys, group = np.unique(np.where(vague, key, -1 - np.arange(len(key))), return_inverse=True)
    # What surely shares time is one run already, and counts once.
    here = np.bincount(np.unique(group.astype(np.int64) * _LONG + runs) // _LONG, minlength=len(keys))
    there_key = np.sort(other.person * _LONG + _day(other.times["start_lo"]))
    there = np.searchsorted(there_key, keys, "right") - np.searchsorted(there_key, keys, "left")
    one, two = float(((here == 2) & (there == 1)).sum()), float(((here == 2) & (there == 2)).sum())
    alone = (here == 1) & (keys >= 0)
    seen = float((there[alone] > 0).mean()) if alone.any() else 0.5
    missed = two * 2 * (1 - seen) / max(seen, 0.05)
    same = float(np.clip(1 - missed / max(one, 1.0), 0.0, 0.95)) if one else 0.0
    surplus = (here > there) & (here > 1) & (there > 0)
    sure = np.where(surplus, same + (1 - same) * there / np.maximum(here, 1), 1.0)
    if same < 0.5:
        return runs, np.ones(len(key))
    first = np.full(len(keys), np.iinfo(np.int64).max)
    np.minimum.at(first, group, runs)
    return np.where(surplus[group], first[group], runs), sure[group]


def _day(minutes: np.ndarray) -> np.ndarray:
    """The day, in London's summer or winter, that a day-wide span begins."""
    return (minutes + 60) // DAY


def _in_order(incidents: Spans, rows: Spans, i: np.ndarray, k: np.ndarray,
              runs: tuple[np.ndarray, ...]) -> np.ndarray:  # fmt: skip
    """Where only days are known and several fall on one day, the first goes with the first."""
    a, b = incidents.times, rows.times
    vague = (a["start_lo"][i] != a["start_hi"][i]) | (b["start_lo"][k] != b["start_hi"][k])
    vague &= (_day(a["start_lo"][i]) == _day(b["start_lo"][k])) | (
        (a["start_lo"][i] < b["start_hi"][k]) & (b["start_lo"][k] < a["start_hi"][i])
    )
    at = np.flatnonzero(vague)
    bonus = np.zeros(len(i))
    if len(at):
        first, of_row = _rank_within(k[at], a["start_lo"][i[at]], runs[0][i[at]])
        second, of_incident = _rank_within(
            i[at], b["start_lo"][k[at]] * 2 + (b["end_lo"][k[at]] > b["start_hi"][k[at]]), runs[1][k[at]]
        )
        several = (of_row > 1) & (of_incident > 1)
        told = IN_ORDER * _filed_in_order(rows) * _filed_in_order(incidents)
        bonus[at] = np.where(several, np.where(first == second, told, -told), 0.0)
    return bonus


def _filed_in_order(side: Spans) -> float:
    """How far a side's rows stand in order of time (0 to 1), from a child's neighbouring rows."""
    order = np.argsort(side.person, kind="stable")
    later = np.diff(side.times["start_lo"][order])
    same = (np.diff(side.person[order]) == 0) & (later != 0)
    return max(2 * float((later[same] > 0).mean()) - 1, 0.0) if same.sum() >= 20 else 0.0


def _rank_within(group: np.ndarray, value: np.ndarray, run: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rank (from 0) of each element's run among the runs of its group, by value; and how many there are."""
    order = np.lexsort((run, value, group))
    sorted_group, sorted_run = group[order], run[order]
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = sorted_group[1:] != sorted_group[:-1]
    step = np.zeros(len(order), dtype=np.int64)
    step[1:] = (sorted_run[1:] != sorted_run[:-1]) & ~begins[1:]
    total = np.cumsum(step)
    base = np.maximum.accumulate(np.where(begins, total, 0))
    rank, size = np.empty(len(order), dtype=np.int64), np.empty(len(order), dtype=np.int64)
    rank[order] = total - base
    number = np.cumsum(begins) - 1
    most = np.zeros(number[-1] + 1, dtype=np.int64)
    np.maximum.at(most, number, total - base)
    size[order] = most[number] + 1
    return rank, size


class Rivals:
    """The pairs of each owner (an incident or a row), by the run that its partners are in."""

    def __init__(self, owner: np.ndarray, run: np.ndarray) -> None:
        self.order = np.lexsort((run, owner))
        o, r = owner[self.order], run[self.order]
        if not len(o):
            return
        fresh_owner = np.concatenate([[True], o[1:] != o[:-1]])
        fresh = fresh_owner | np.concatenate([[True], r[1:] != r[:-1]])
        self.starts = np.flatnonzero(fresh)  # of each owner's run
        self.owners = np.flatnonzero(fresh_owner[self.starts])  # first run of each owner
        self.run_of = np.cumsum(fresh) - 1
        self.owner_of = np.cumsum(fresh_owner) - 1

    def weigh(self, lifted: np.ndarray) -> np.ndarray:
        """For each pair: what its owner's pairs with other runs weigh together (the best pair of each run)."""
        rest = np.zeros(len(lifted))
        if len(lifted):
            best = np.maximum.reduceat(lifted[self.order], self.starts)
            total = np.add.reduceat(best, self.owners)
            rest[self.order] = np.maximum(total[self.owner_of] - best[self.run_of], 0.0)
        return rest

    def best(self, share: np.ndarray) -> np.ndarray:
        """Whether each pair is its owner's likeliest."""
        top = np.zeros(len(share), dtype=bool)
        if len(share):
            best = np.maximum.reduceat(share[self.order], self.starts[self.owners])
            top[self.order] = share[self.order] == best[self.owner_of]
        return top
