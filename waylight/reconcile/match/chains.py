"""Spans of one side that follow each other: a report that was split, a row for every night, the same date twice.

Held against a span of the other side as a whole, they begin and end where it does; piece by piece they do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from waylight.reconcile import sorting
from waylight.reconcile.match.levels import DAY
from waylight.reconcile.match.ranges import Ints, spread
from waylight.reconcile.match.spans import Spans

# More than four rows of one absence are found in parts of four.
LONGEST = 4
_HOUR = 60


class Link(IntEnum):
    """How a span follows the one before of the same child."""

    TOUCH = 0  # within the hour
    HOURS = 1  # within six hours
    NIGHT = 2  # within thirty hours: the next night
    SAME_DAY = 3  # by their dates, on the day that the first ends
    NEXT_DAY = 4  # by their dates, on the day after
    OPEN = 5  # the first has no end; within a day and a half of its start
    TWIN = 6  # the same dates and no more
    OVERLAP = 7  # it begins before the first ends, yet the two share little
    FROM_ONE_DAY = 8  # by their dates, both begin on one day
    OPEN_TWIN = 9  # both begin at the same time, or on the same date, and one of them has no end
    DAY_OVER = 10  # of reports, by their dates: on the day that the first ends, and over on that day
    NONE = 11


# Two forces, or two authorities of one child, hardly write the pieces of one absence: another kind of link.
KINDS = 2 * len(Link)


@dataclass(frozen=True)
class Chains:
    """Chains of two to LONGEST runs of a side. A chain is known by its first link: `links` holds the kind of every
    link in order of person and time, `place` each chain's first. `member`: a span of each run, in `bounds`."""

    place: Ints
    size: Ints
    first: Ints
    times: dict[str, np.ndarray]  # of the whole: start of the first, end of the last
    heads: Ints
    tails: Ints  # the span that ends each run
    links: Ints  # KINDS where the next run is not near
    writer: Ints  # of each link

    def members(self, chain: Ints) -> tuple[Ints, Ints]:
        """For chains: (position in `chain`, span) of each member."""
        at, place = spread(self.place[chain], self.place[chain] + self.size[chain])
        return at, self.heads[place]

    def held(self, chain: Ints) -> tuple[Ints, Ints]:
        """For chains: (position in `chain`, place in `links`) of each link."""
        return spread(self.place[chain], self.place[chain] + self.size[chain] - 1)


def chains(side: Spans, run: Ints) -> Chains:
    """All chains of a side; spans of one run (which share time) count once."""
    head, last = _runs(side, run)
    link = _links(side, head, last)
    place, size = [], []
    near = link < KINDS
    together = near.copy()
    for length in range(2, LONGEST + 1):
        at = np.flatnonzero(together)
        place.append(at)
        size.append(np.full(len(at), length))
        together = together[:-1] & near[length - 1 :] if len(together) > 1 else together[:0]
    places, sizes = np.concatenate(place), np.concatenate(size)
    first, final = head[places], last[places + sizes - 1]
    times = {n: v[final if n.startswith("end") else first] for n, v in side.times.items()}
    return Chains(places, sizes, first, times, head, last, link, side.writer[head[:-1]])


def _runs(side: Spans, run: Ints) -> tuple[Ints, Ints]:
    """For each run, in order of person and time: the span that begins it and the one that ends it."""
    t = side.times
    if not len(run):
        return run, run
    by_start, by_end = (sorting.order(run, t[name]) for name in ("start_lo", "end_lo"))
    fresh = np.append(np.flatnonzero(np.diff(run[by_start])) + 1, len(run))
    head, last = by_start[np.append(0, fresh[:-1])], by_end[fresh - 1]
    order = sorting.order(side.person[head], t["start_lo"][head], t["end_lo"][last])
    return head[order], last[order]


def _links(side: Spans, head: Ints, last: Ints) -> Ints:
    """The kind of link of each run with the next; KINDS where there is none."""
    t, before, after = side.times, head[:-1], head[1:]
    start_lo, start_hi = t["start_lo"][after], t["start_hi"][after]
    end_lo, end_hi = t["end_lo"][last[:-1]], t["end_hi"][last[:-1]]
    exact = (end_lo == end_hi) & (start_lo == start_hi)
    gap = start_lo - end_lo
    link = np.full(len(gap), int(Link.NONE))
    for kind, hours in ((Link.NIGHT, 30), (Link.HOURS, 6), (Link.TOUCH, 1)):
        link[exact & (gap <= hours * _HOUR)] = kind
    link[exact & (gap < 0)] = Link.OVERLAP
    link[~exact & (start_lo - end_hi <= DAY)] = Link.NEXT_DAY
    link[~exact & (start_lo < end_hi)] = Link.SAME_DAY
    soon = start_lo - t["start_lo"][before] <= 36 * _HOUR
    link = np.where(end_lo < 0, np.where(soon, Link.OPEN, Link.NONE), link)
    alike = (t["end_lo"][last[1:]] == end_lo) & (t["end_hi"][last[1:]] == end_hi) & (start_hi > start_lo)
    one_day = start_lo < np.maximum(t["start_hi"][before], t["start_lo"][before] + 1)
    # A night's report that was split ends so; who leaves again in the evening comes back on another day. Rows are
    # written by night or they are not: of them too few are so for a habit of its own.
    over = ("reported" in t) & (t["end_lo"][last[1:]] >= 0) & (t["end_lo"][last[1:]] < start_hi)
    link[over & (link == Link.SAME_DAY)] = Link.DAY_OVER
    link[one_day & np.isin(link, (Link.SAME_DAY, Link.DAY_OVER))] = Link.FROM_ONE_DAY
    link[one_day & ((end_lo < 0) | (t["end_lo"][last[1:]] < 0))] = Link.OPEN_TWIN
    link[alike & (t["start_lo"][before] == start_lo) & (t["start_hi"][before] == start_hi)] = Link.TWIN
    near = (link < Link.NONE) & (side.person[before] == side.person[after])
    return np.where(near, link + len(Link) * (side.writer[before] != side.writer[after]), KINDS)
