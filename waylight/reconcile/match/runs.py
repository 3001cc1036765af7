"""Spans of one side that are one absence because they share time, and days with several absences."""

from __future__ import annotations

import numpy as np

from waylight.reconcile import sorting
from waylight.reconcile.match.levels import DAY
from waylight.reconcile.match.spans import Spans
from waylight.reconcile.settings import IN_ORDER

_LONG = np.int64(1) << np.int64(32)
_PART = 1 / 3  # of the shorter of two spans


def runs(side: Spans, loose: int | None = None) -> np.ndarray:
    """Number of the run of each span: spans of one side and child that surely share time are one run, unless what
    they share is little.

    With `loose` (minutes), spans that may follow each other within that time are one run as well.
    """
    t = side.times
    begin, stop = (t["start_hi"], t["end_lo"]) if loose is None else (t["start_lo"], t["end_hi"])
    end = np.maximum(np.where(stop < 0, _still(t), stop), begin if loose is not None else 0)
    order = sorting.order(side.person, begin)
    person, start = side.person[order], begin[order]
    until = person * _LONG + end[order]
    reach = np.maximum.accumulate(until)
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = person[1:] * _LONG + start[1:] > reach[:-1] + (loose or 0)
    if loose is None:
        longest = np.maximum.accumulate(np.where(until == reach, np.arange(len(order)), 0))
        before, next_ = order[longest[:-1]], order[1:]
        # Where only its day is known, a span may be over before one begins that is sorted before it.
        fresh[1:] |= end[next_] < begin[before]
        fresh[1:] |= _little(t, before, next_)
    run = np.empty(len(order), dtype=np.int64)
    run[order] = np.cumsum(fresh)
    return run


def _still(t: dict[str, np.ndarray]) -> np.ndarray:
    """Until when a child was surely away, where no end is recorded: when police were told, or the day that it is said
    to begin."""
    told = t.get("reported", t["start_lo"])
    until = np.where((told > t["start_lo"]) & (told <= t["start_lo"] + 2 * DAY), told, t["start_lo"])
    return np.maximum(until + 1, t["start_hi"] - 1)


def _little(t: dict[str, np.ndarray], one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Whether two spans whose ends are known share less than a part of the shorter: a log closed late, or an end that
    was remembered late, reaches into the next time away."""
    first, last = ((t[f"{side}_lo"] + t[f"{side}_hi"]) // 2 for side in ("start", "end"))
    shared = np.minimum(last[one], last[other]) - np.maximum(first[one], first[other])
    shorter = np.minimum(last[one] - first[one], last[other] - first[other])
    known: np.ndarray = (t["end_lo"][one] >= 0) & (t["end_lo"][other] >= 0)
    return known & (shared < _PART * shorter)


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
    order = sorting.order(side.person)
    later = np.diff(side.times["start_lo"][order])
    same = (np.diff(side.person[order]) == 0) & (later != 0)
    return max(2 * float((later[same] > 0).mean()) - 1, 0.0) if same.sum() >= 20 else 0.0


def _rank_within(group: np.ndarray, value: np.ndarray, run: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rank (from 0) of each element's run among the runs of its group, by value; and how many there are."""
    order = sorting.order(group, value, run)
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
