"""What is left of an authority's row where the police's reports of it are over: a night that they do not have.

A row for a weekend is a claim on each of its nights (agreed episode, rule 5). Where the police took a report for
one of them only, the other is a time away that the authority alone has. One row alone cannot tell: its end may be
late, its date wrong. But of the rows that hold two reported nights it is known how many there are, and with it how
many must hold one reported night and one that is not: so many of the rows that reach furthest are taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile.settle import words
from waylight.reconcile.settle.claims import Seen
from waylight.reconcile.settle.sides import Side
from waylight.reconcile.settle.timeline import NOTHING, Flags, Ints, key

# A row that begins so long before the first report, or goes on so long after the last one's end, may hold another
# night. "Found" is often the time when police closed the log, never before: an end that is later still says less.
BEFORE, AFTER = 3 * words.HOUR, 15 * words.HOUR
# Half a day or a day to the hour is a wrong clock or a wrong date.
_FAULTS, _ROUNDED = (12 * words.HOUR, words.DAY), words.HOUR
# Where the other end agrees, it is this row and no other that was written for the reported night.
_AGREES = 1 << 20


@dataclass(frozen=True)
class Extent:
    """First start and last end of several rows taken together; NOTHING where an end is not recorded."""

    start_lo: Ints
    start_hi: Ints
    end_lo: Ints
    end_hi: Ints

    @classmethod
    def of(cls, side: Side, rows: Ints, owner: Ints, size: int) -> Extent:
        """Of the `rows` of each of `size` owners."""
        empty = -NOTHING
        start_lo, start_hi = np.full(size, empty), np.full(size, empty)
        end_lo, end_hi = np.full(size, NOTHING), np.full(size, NOTHING)
        np.minimum.at(start_lo, owner, side.start_lo[rows])
        np.minimum.at(start_hi, owner, side.start_hi[rows])
        np.maximum.at(end_lo, owner, side.end_lo[rows])
        np.maximum.at(end_hi, owner, side.end_hi[rows])
        open_ = np.zeros(size, dtype=bool)
        open_[owner[side.end_lo[rows] == NOTHING]] = True
        end_lo[open_], end_hi[open_] = NOTHING, NOTHING
        return cls(start_lo, start_hi, end_lo, end_hi)


@dataclass(frozen=True)
class Leftover:
    """Groups of the authority's rows that hold a night which the police do not have, and the times of it."""

    group: Ints
    start_lo: Ints
    start_hi: Ints
    end_lo: Ints
    end_hi: Ints

    def __len__(self) -> int:
        return len(self.group)


def left_over(
    police: Side, authority: Side, away: Ints, group: Ints, seen: Seen, expected: Flags
) -> Leftover:
    """`away`: of each police report; `group`: of each authority row; `expected`: rows that police could have."""
    size = int(group.max(initial=-1)) + 1
    known = np.flatnonzero(np.bincount(seen.group, minlength=size) > 0)
    rows = Extent.of(authority, np.arange(len(authority)), group, size)
    of_away = Extent.of(police, np.arange(len(police)), away, int(away.max(initial=-1)) + 1)
    reports = _joined(of_away, seen, size)
    first = np.flatnonzero(np.diff(group, prepend=-1))
    alone = _Alone(police, authority.person[first], rows)
    found = [_before(rows, reports, known, alone), _after(rows, reports, known, alone)]
    score = np.concatenate([one for one, _ in found])
    left = [left for _, left in found]
    whole = Leftover(*(np.concatenate([getattr(one, name) for one in left]) for name in _FIELDS))
    chosen = np.argsort(-score, kind="stable")[: _hidden(seen, size, group, first, expected)]
    return Leftover(*(getattr(whole, name)[chosen] for name in _FIELDS))


_FIELDS = ("group", "start_lo", "start_hi", "end_lo", "end_hi")


def _hidden(seen: Seen, size: int, group: Ints, first: Ints, expected: Flags) -> int:
    """How many rows must hold one night that the police have and one that they have not: from those that hold two
    reported nights, and the share of the authority's rows that the police have."""
    times = np.bincount(seen.group, minlength=size)
    known = float((times[expected[first]] > 0).mean()) if len(first) and expected[first].any() else 1.0
    return round(float((times > 1).sum()) * 2.0 * (1.0 - known) / max(known, 0.1))


def _joined(away: Extent, seen: Seen, size: int) -> Extent:
    """The reports of all times away that each group is matched with, as one."""
    fields = []
    for name, least in (("start_lo", True), ("start_hi", True), ("end_lo", False), ("end_hi", False)):
        values = getattr(away, name)[seen.away]
        whole = np.full(size, -NOTHING if least else NOTHING)
        (np.minimum if least else np.maximum).at(whole, seen.group, values)
        fields.append(whole)
    open_ = seen.group[away.end_lo[seen.away] == NOTHING]
    fields[2][open_], fields[3][open_] = NOTHING, NOTHING
    return Extent(*fields)


class _Alone:
    """Whether nothing else of the child begins in a stretch of time: no report, and no other row."""

    def __init__(self, police: Side, person: Ints, rows: Extent) -> None:
        self.person = person
        self.reports = np.sort(key(police.person, police.start_lo))
        self.rows = np.sort(key(person, rows.start_lo))

    def between(self, group: Ints, begin: Ints, end: Ints) -> Flags:
        owner = self.person[group]
        counts = [
            np.searchsorted(keys, key(owner, end)) - np.searchsorted(keys, key(owner, begin))
            for keys in (self.reports, self.rows)
        ]
        alone: Flags = (counts[0] == 0) & (counts[1] == 0)
        return alone


def _before(rows: Extent, reports: Extent, known: Ints, alone: _Alone) -> tuple[Ints, Leftover]:
    """Rows that begin long before the first report: with the times of what comes before it."""
    gap = reports.start_lo[known] - rows.start_hi[known]
    exact = (reports.start_lo == reports.start_hi)[known] & (rows.start_lo == rows.start_hi)[known]
    wide = (gap >= BEFORE) & ~(exact & _fault(gap))
    at, gap = known[wide], gap[wide]
    free = alone.between(at, rows.start_hi[at] + 1, reports.start_lo[at] - words.HOUR)
    at, gap = at[free], gap[free]
    agrees = _meet(rows.end_lo[at], rows.end_hi[at], reports.end_lo[at], reports.end_hi[at])
    nothing = np.full(len(at), NOTHING)
    return gap + _AGREES * agrees, Leftover(at, rows.start_lo[at], rows.start_hi[at], nothing, nothing)


def _after(rows: Extent, reports: Extent, known: Ints, alone: _Alone) -> tuple[Ints, Leftover]:
    """Rows that go on long after the last report was closed: with the times of what comes after it."""
    both = known[(rows.end_lo[known] != NOTHING) & (reports.end_hi[known] != NOTHING)]
    gap = rows.end_lo[both] - reports.end_hi[both]
    exact = (reports.end_lo == reports.end_hi)[both] & (rows.end_lo == rows.end_hi)[both]
    wide = (gap >= AFTER) & ~(exact & _fault(gap))
    at, gap = both[wide], gap[wide]
    free = alone.between(at, reports.end_hi[at], rows.end_lo[at] - words.HOUR)
    at, gap = at[free], gap[free]
    agrees = _meet(rows.start_lo[at], rows.start_hi[at], reports.start_lo[at], reports.start_hi[at])
    since = reports.end_hi[at]
    return gap + _AGREES * agrees, Leftover(at, since, since + words.DAY, rows.end_lo[at], rows.end_hi[at])


def _fault(gap: Ints) -> Flags:
    found = np.zeros(len(gap), dtype=bool)
    for minutes in _FAULTS:
        found |= np.abs(gap - minutes) <= _ROUNDED
    return found


def _meet(a_lo: Ints, a_hi: Ints, b_lo: Ints, b_hi: Ints) -> Flags:
    """Times that are the same as far as they are known, or within the hour."""
    known = (a_lo != NOTHING) & (b_lo != NOTHING)
    meet: Flags = known & (a_lo <= b_hi + words.HOUR) & (b_lo <= a_hi + words.HOUR)
    return meet
