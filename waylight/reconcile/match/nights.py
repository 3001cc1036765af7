"""An absence that one side wrote in many rows: what is matched with one of them is matched with all.

An authority that writes a row a night has ten rows for ten nights. A report that was closed on the third night, or
split on the fifth, lies beside some of them only; yet all are that time away. Whether rows that follow each other
so are one absence is the authority's habit: it shows where both have a partner, by whether they have it in common.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from waylight.reconcile.link.lookup import once
from waylight.reconcile.match.chains import KINDS, Chains, Link
from waylight.reconcile.match.levels import DAY, LEVELS, Gap
from waylight.reconcile.match.ranges import Ints, found
from waylight.reconcile.match.runs import runs
from waylight.reconcile.match.spans import Spans
from waylight.reconcile.parts import side_by_side
from waylight.reconcile.prepare.times import HOUR, summer
from waylight.reconcile.settings import APART_PRIOR, NIGHTLY

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_LIKELY, _SURELY, _ALWAYS = 0.5, 0.75, 0.95
# A night that is cut in the morning begins on the day of the last piece: the habit is one, whichever day it is.
_AS_NIGHTS = np.arange(KINDS + 1)
_AS_NIGHTS[[Link.FROM_ONE_DAY, Link.FROM_ONE_DAY + len(Link)]] = Link.SAME_DAY, Link.SAME_DAY + len(Link)
_AS_NIGHTS[[Link.OPEN_TWIN, Link.OPEN_TWIN + len(Link)]] = Link.OPEN, Link.OPEN + len(Link)
_BOTH = 2  # the one ends, and the next begins, where nights are cut
_LONGEST = 40  # rows that a match is carried over
_NEAR_TURN = 90  # minutes: clerks round
_LONG = np.int64(1) << np.int64(32)
_AGREE = (Gap.MINUTES, Gap.HALF_HOUR)  # the report begins, or ends, with the row: it goes no further


class Nights:
    """The runs of rows in order of child and time, and how likely each run and the next are one absence."""

    def __init__(self, incidents: Spans, rows: Spans, side: Chains, run: Ints) -> None:
        self.side, self.turns = side, _turns(side, rows.times)
        self.begins = rows.times["start_lo"][side.heads]
        ends = rows.times["end_lo"][side.tails]
        self.ends = np.where(ends < 0, self.begins, ends)
        self.seen_last, self.found = incidents.times["start_hi"], incidents.times["end_lo"]
        place_of = np.zeros(int(run.max(initial=0)) + 1, dtype=np.int64)
        place_of[run[side.heads]] = np.arange(len(side.heads))
        self.place = place_of[run]  # of each row's run
        close = runs(rows, NIGHTLY)[side.heads]
        self.close = close[1:] == close[:-1]

    def one_absence(self, i: Ints, k: Ints, share: Floats) -> Floats:
        """By link, from pairs of an incident and a row and the probability of each; 0 where each of the two runs
        has a partner of its own, unless one night is cut from the next there by habit."""
        likely = share >= _LIKELY
        i, place = i[likely], self.place[k[likely]]
        kind = (_AS_NIGHTS[self.side.links] + KINDS * self.side.writer) * 3 + self.turns
        kind = np.where(self.side.links < KINDS, kind, -1)
        held = np.where(self._held(i, place), kind, -1)
        cut = self.turns == _BOTH
        shared, apart = _partners(i, place, len(kind))
        return np.maximum(_one_absence(shared, apart, kind, cut), _one_absence(shared, apart, held, cut))

    def _held(self, i: Ints, place: Ints) -> Flags:
        """By link: whether an incident of one of the two runs goes on over the other for a day or more: no log is
        closed so late."""
        most = np.full(len(self.side.heads) + 1, -1)
        last = len(self.side.heads) - 1
        for link, beyond in (
            (place, self.found[i] - self.begins[np.minimum(place + 1, last)]),
            (place - 1, self.ends[place - 1] - self.seen_last[i]),
        ):
            np.maximum.at(most, link, beyond)
        held: Flags = most >= DAY
        return held[: len(self.side.links)]

    def together(self, one: Floats | None = None) -> Ints:
        """Of each row: the number of the nights it belongs to, which are the nights of one absence most likely."""
        joined = self.close if one is None else self.close | (one >= _LIKELY)
        number = np.append(0, np.cumsum(~joined)) if len(self.side.heads) else np.zeros(0, dtype=np.int64)
        return number[self.place]

    def carried(self, i: Ints, k: Ints, seen: Ints, share: Floats) -> tuple[Ints, Ints, Floats]:
        """Further pairs (incident, row, probability): each likely pair, which lies in time as the pattern `seen`
        says, carried along the rows that go on from its row."""
        likely = np.flatnonzero(share >= _LIKELY)
        one = self.one_absence(i, k, share)
        i, place, p = i[likely], self.place[k[likely]], share[likely]
        start, end = seen[likely] // LEVELS, seen[likely] % LEVELS
        ways = ((1, np.isin(end, _AGREE)), (-1, np.isin(start, _AGREE)))
        new = side_by_side(*(partial(_along, i, place, p, one, *way) for way in ways), rows=len(i))
        i, place, p = (np.concatenate(part) for part in zip(*new, strict=True))
        at, row = found(self.place, place)
        return i[at], row, p[at]


def _turns(side: Chains, times: dict[str, Ints]) -> Ints:
    """By link: whether the run ends, and the next begins, where one day's row is cut from the next day's (0 to 2)."""
    ends = _at_turn(times["end_lo"][side.tails[:-1]], times["end_hi"][side.tails[:-1]])
    begins = _at_turn(times["start_lo"][side.heads[1:]], times["start_hi"][side.heads[1:]])
    return ends.astype(np.int64) + begins


def _at_turn(lo: Ints, hi: Ints) -> Flags:
    """Near midnight or noon in London, where the hour is known."""
    local = lo + HOUR * summer(lo)
    apart = (local + _NEAR_TURN) % (DAY // 2)
    return (lo >= 0) & (lo == hi) & (apart <= 2 * _NEAR_TURN)


def _partners(i: Ints, place: Ints, links: int) -> tuple[Flags, Flags]:
    """By link: whether the two runs have a partner in common, and whether each has one and none is in common."""
    has, shared = np.zeros(links + 2, dtype=bool), np.zeros(links + 2, dtype=bool)
    has[place] = True
    code = once(i * _LONG + place)
    shared[code[:-1][np.diff(code) == 1] % _LONG] = True
    shared = shared[:links]
    return shared, has[:links] & has[1 : links + 1] & ~shared


def _one_absence(shared: Flags, apart: Flags, kind: Ints, cut: Flags) -> Floats:
    """By link of a `kind` (-1: none): how often the two runs have a partner in common where both have one; 0 where
    these two have each their own. Where the writer as good as always cuts one absence there (`cut`), two partners
    are two reports of it."""
    usable, size = kind >= 0, int(kind.max(initial=0)) + 1
    together = np.bincount(kind[usable], shared[usable], size)
    told = together + np.bincount(kind[usable], apart[usable], size)
    pool = np.arange(size) % (3 * KINDS)
    of_all = (np.bincount(pool, together) + 0.5) / (np.bincount(pool, told) + 5.0)
    share = (together + APART_PRIOR * of_all[pool]) / (told + APART_PRIOR)
    return np.where(usable & (~apart | (cut & (share[kind] >= _ALWAYS))), share[kind], 0.0)


def _along(i: Ints, place: Ints, p: Floats, one: Floats, step: int,
           stops: Flags) -> tuple[Ints, Ints, Floats]:  # fmt: skip
    """Each pair carried from run to run in one direction, as long as it stays likely, and no further than where
    its incident `stops`."""
    last = np.sort(i[stops] * _LONG + place[stops])
    found_ = [(i[:0], place[:0], p[:0])]
    for _ in range(_LONGEST):
        link = place if step > 0 else place - 1
        on = np.flatnonzero((link >= 0) & (link < len(one)) & ~_among(last, i * _LONG + place))
        i, place, p = i[on], place[on] + step, p[on] * one[link[on]]
        kept = p >= _SURELY
        i, place, p = i[kept], place[kept], p[kept]
        if not len(i):
            break
        found_.append((i, place, p))
    at, where, share = (np.concatenate(part) for part in zip(*found_, strict=True))
    return at, where, share


def _among(sorted_: Ints, codes: Ints) -> Flags:
    """Which of the codes are among the sorted ones."""
    if not len(sorted_):
        return np.zeros(len(codes), dtype=bool)
    found_: Flags = sorted_[np.minimum(np.searchsorted(sorted_, codes), len(sorted_) - 1)] == codes
    return found_
