"""Spans of one side that are one absence: that share time, follow each other, or were written twice."""

from __future__ import annotations

import numpy as np

from waylight.reconcile.link.lookup import once
from waylight.reconcile.match.levels import DAY
from waylight.reconcile.match.spans import Spans
from waylight.reconcile.settings import IN_ORDER

_LONG = np.int64(1) << np.int64(32)


def runs(side: Spans, loose: int | None = None) -> np.ndarray:
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


def twice(side: Spans, other: Spans, run: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
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
    here = np.bincount(once(group.astype(np.int64) * _LONG + run) // _LONG, minlength=len(keys))
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
        return run, np.ones(len(key))
    first = np.full(len(keys), np.iinfo(np.int64).max)
    np.minimum.at(first, group, run)
    return np.where(surplus[group], first[group], run), sure[group]


def _day(minutes: np.ndarray) -> np.ndarray:
    """The day, in London's summer or winter, that a day-wide span begins."""
    return (minutes + 60) // DAY


def in_order(incidents: Spans, rows: Spans, i: np.ndarray, k: np.ndarray,
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
