"""Evidence of place and time: where the child was living that night, and when the authority says it was away.

All look-ups are by person (the records of one child together), by binary search in one sorted array.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from waylight.reconcile import sorting
from waylight.reconcile.link.block import Keyed
from waylight.reconcile.prepare.places import outward
from waylight.reconcile.settings import Place, Time

DAY = 1440
CROWD = 1_000  # stays at one postcode, over the years, that each report from there is held against
NEAR_DAYS = 21  # placement dates are often days wrong; further off, it is another time
LONG = np.int64(1) << np.int64(32)
_BASE = np.int64(1) << np.int64(31)


@dataclass(frozen=True)
class Stays:
    """Placements by person, sorted by person and start; days since 1970. Open stays end far ahead."""

    key: np.ndarray  # person << 32 | start day (offset): sorted
    person: np.ndarray
    started: np.ndarray
    ended: np.ndarray
    place: np.ndarray  # code of the postcode, 0 where housed
    area: np.ndarray  # code of its outward part


@dataclass(frozen=True)
class Rows:
    """The authority's missing rows by person, sorted by person and start; minutes since 1970 UTC."""

    key: np.ndarray
    person: np.ndarray
    row: np.ndarray  # row number of the authority's table
    start_lo: np.ndarray
    start_hi: np.ndarray
    end: np.ndarray  # latest end; start + 12 hours where not recorded

    @cached_property
    def until(self) -> np.ndarray:
        """The minute from which the row is more than two days past."""
        last: np.ndarray = np.maximum(self.start_hi, self.end) + 2 * DAY
        return last


def place_codes(columns: list[pl.Series]) -> tuple[list[np.ndarray], np.ndarray]:
    """Codes of postcodes (0 where null) in each column, and for each code the code of its outward part."""
    kind = pl.Categorical(pl.Categories.random())  # codes from 0, in the order in which the postcodes come
    coded = [column.cast(kind) for column in columns]
    distinct = pl.concat(coded).drop_nulls().unique()
    out = pl.select(outward(pl.lit(distinct.cast(pl.String)))).to_series()
    area = np.zeros(len(distinct) + 1, dtype=np.int64)
    area[_from_one(distinct)] = _from_one(out.cast(pl.Categorical(pl.Categories.random())))
    return [_from_one(column) for column in coded], area


def _from_one(column: pl.Series) -> np.ndarray:
    """The column's codes from 1; 0 where null."""
    return (column.to_physical().cast(pl.Int64) + 1).fill_null(0).to_numpy()


def stays(
    person: np.ndarray, started: np.ndarray, ended: np.ndarray, place: np.ndarray, area: np.ndarray
) -> Stays:
    key = person.astype(np.int64) * LONG + (started.astype(np.int64) + _BASE)
    order = sorting.order(person, started)
    return Stays(key[order], person[order], started[order], ended[order], place[order], area[place[order]])


def absences(missing: pl.DataFrame, person_of_child: np.ndarray) -> Rows:
    usable = missing.filter(pl.col("start_lo").is_not_null())
    person = person_of_child[usable["child"].to_numpy()]
    low, high = usable["start_lo"].to_numpy().astype(np.int64), usable["start_hi"].to_numpy().astype(np.int64)
    end = usable["end_hi"].fill_null(-1).to_numpy().astype(np.int64)
    end = np.where(end < 0, high + 12 * 60, end)
    key = person.astype(np.int64) * LONG + (low + _BASE)
    order = sorting.order(person, low)
    return Rows(
        key[order], person[order], usable["row"].to_numpy()[order], low[order], high[order], end[order]
    )


# What a stay says of an incident, by how long before it the stay ended (longer ago, within weeks, not yet) and where it
# was (elsewhere, in the same area, at the same place).
_BY_STAY = np.array(
    [
        [Place.UNPLACED, Place.UNPLACED, Place.PLACED_ONCE],
        [Place.UNPLACED, Place.UNPLACED, Place.PLACED_NEAR_DATES],
        [Place.ELSEWHERE, Place.AREA, Place.PLACED],
    ],
    dtype=np.uint8,
).ravel()


def place_level(s: Stays, person: np.ndarray, day: np.ndarray, place: np.ndarray, area: np.ndarray,
                home: np.ndarray, unusable: np.ndarray) -> np.ndarray:  # fmt: skip
    """Level of Place for each (incident, person): postcode code and its area against that night's placement.

    `home` is the person's home postcode code; `unusable` marks postcodes that stand for an office.
    """
    nowhere, at_home = unusable | ((place == 0) & (area == 0)), (home == place) & (place > 0)
    if not len(s.key):
        return np.where(at_home, np.uint8(Place.HOME), np.uint8(Place.BLANK))
    level = np.full(len(person), Place.UNPLACED, dtype=np.uint8)
    last = np.searchsorted(s.key, person * LONG + (day + 1 + _BASE), "right") - 1
    at, housed = np.arange(len(person)), np.zeros(len(person), dtype=bool)
    for back in range(3):  # the stay of that night, and up to two before it (dates overlap and lag)
        at = at[(last[at] >= back) & (s.person[last[at] - back] == person[at])]
        housed[at] = True
        i, there, ended = last[at] - back, place[at], s.ended[last[at] - back]
        when = (ended >= day[at] - 1).astype(np.int8) + (ended >= day[at] - NEAR_DAYS)
        same = (s.place[i] == there) & (there > 0)
        where = np.where(same, 2, (s.area[i] == area[at]) & (area[at] > 0))
        level[at] = np.minimum(level[at], _BY_STAY[3 * when + where])
    # The stay that begins next: the move was recorded late.
    at = np.flatnonzero(last + 1 < len(s.key))
    at = at[s.person[last[at] + 1] == person[at]]
    housed[at] = True
    at = at[(s.place[last[at] + 1] == place[at]) & (place[at] > 0)]
    soon = s.started[last[at] + 1] <= day[at] + NEAR_DAYS
    level[at] = np.minimum(level[at], np.where(soon, Place.PLACED_NEAR_DATES, Place.PLACED_ONCE))
    level[np.flatnonzero(at_home & (level > Place.PLACED_NEAR_DATES))] = Place.HOME
    unknown = np.flatnonzero((level == Place.UNPLACED) & ~housed)  # this authority sent no placements
    level[unknown] = Place.BLANK
    level[np.flatnonzero(nowhere)] = Place.BLANK
    return level


def time_level(
    r: Rows, person: np.ndarray, start: np.ndarray, start_hi: np.ndarray, reported: np.ndarray
) -> np.ndarray:
    """Level of Time for each (incident, person): the incident's start (minutes) against that person's rows.

    `reported` is when police were told, negative where unknown: "last seen" may be hours before anybody knew.
    """
    best = np.full(len(person), 99, dtype=np.int8)
    if len(r.key):
        for at, i in _rows_near(r, person, start, start_hi):
            rank = _rank(start[at], start_hi[at], reported[at], r.start_lo[i], r.start_hi[i], r.end[i])
            best[at] = np.minimum(best[at], rank)
    table = np.zeros(100, dtype=np.uint8)
    for rank_, time in enumerate(_RANKS):
        table[rank_] = time
    return table[best]


def _rows_near(r: Rows, person: np.ndarray, start: np.ndarray,
               start_hi: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:  # fmt: skip
    """Incidents, and rows of the person within two days: of the two that begin before each, and the two after."""
    known = np.flatnonzero(start >= 0)
    base = person[known] * LONG + _BASE
    last = np.searchsorted(r.key, base + start[known], "right") - 1
    for back in (0, 1):
        some = np.flatnonzero(last >= back)
        i, at = last[some] - back, known[some]
        near = np.flatnonzero((r.person[i] == person[at]) & (r.until[i] > start[at]))
        yield at[near], i[near]
    latest = base + start_hi[known] + 2 * DAY
    for ahead in (1, 2):
        some = np.flatnonzero(last + ahead < len(r.key))
        near = some[r.key[last[some] + ahead] < latest[some]]
        yield known[near], last[near] + ahead


# Nearest first: the order in which one level is preferred to another for the same pair.
_RANKS = (Time.MINUTES, Time.HALF_HOUR, Time.CLOCK, Time.HOURS, Time.DAY, Time.WITHIN, Time.NEAR)


def _rank(
    start: np.ndarray,
    start_hi: np.ndarray,
    reported: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    end: np.ndarray,
) -> np.ndarray:
    exact = (low == high) & (start == start_hi)
    gap = np.abs(start - low)
    rank = np.full(len(start), 99, dtype=np.int8)
    rank[(start < high + 2 * DAY) & (start_hi > low - 2 * DAY)] = 6
    rank[(start >= low - 60) & (start <= end + 60)] = 5
    touching = (start_hi - (start_hi > start) >= low) & (start <= high - (high > low))
    rank[~exact & touching] = 4
    told = (np.abs(reported - low) <= 30) | ((low >= start) & (low <= reported) & (reported <= start + DAY))
    rank[exact & ((gap <= 180) | (told & (reported >= 0)))] = 3
    off = (np.abs(gap - 720) <= 5) | (np.abs(gap - DAY) <= 5) | (np.abs(gap - 60) <= 1)
    rank[exact & off & (gap > 30)] = 2
    rank[exact & (gap <= 30)] = 1
    rank[exact & (gap <= 5)] = 0
    return rank


class Housed:
    """Who lived where, by postcode."""

    def __init__(self, s: Stays) -> None:
        usable = np.flatnonzero(s.place > 0)
        order = usable[np.argsort(s.place[usable])]
        self.stays, self.at = s, Keyed(s.place[order], order)

    def there(self, day: np.ndarray, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Pairs (incident, person) where the incident's postcode is a placement of the person within weeks; but
        not at the postcodes of `crowds`."""
        incident, to, _ = self.at.pairs(place, cap=CROWD)
        near = self.near(day[incident], to)
        return incident[near], self.stays.person[to[near]]

    def near(self, night: np.ndarray, stay: np.ndarray) -> np.ndarray:
        """Whether each stay is within weeks of each night."""
        started, ended = self.stays.started[stay], self.stays.ended[stay]
        found: np.ndarray = (started <= night + NEAR_DAYS) & (ended >= night - NEAR_DAYS)
        return found

    def crowds(self) -> np.ndarray:
        """The stays at postcodes of more stays than `there` looks through."""
        crowded = np.repeat(self.at.lengths > CROWD, self.at.lengths)
        found: np.ndarray = self.at.order[crowded]
        return found
