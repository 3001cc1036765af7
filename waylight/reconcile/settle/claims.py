"""Which row supports which time away: a claim for each, the police's first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from waylight.reconcile import sorting
from waylight.reconcile.settle.edges import Edges
from waylight.reconcile.settle.sides import TIMES, Side
from waylight.reconcile.settle.timeline import NOTHING, SPAN, Ints

if TYPE_CHECKING:
    from waylight.reconcile.settle.leftover import Leftover

_NONE = -1.0  # no match supports the claim


@dataclass(frozen=True)
class Seen:
    """Groups of the authority's rows and the times away that they are matched with, each pair once, in order;
    `probability` of the best match."""

    group: Ints
    away: Ints
    probability: NDArray[np.float64]

    @classmethod
    def of(cls, edges: Edges, group: Ints, away: Ints) -> Seen:
        """`group` and `away` of each edge."""
        pairs, place = sorting.groups(group * SPAN + away)
        best = np.zeros(len(pairs))
        np.maximum.at(best, place, edges.probability)
        return cls(pairs // SPAN, pairs % SPAN, best)


def police_claims(side: Side, group: Ints, away: Ints, seen: Seen) -> pl.DataFrame:
    """Every report claims the time away of its group. `away` by group."""
    best = np.full(int(max(away.max(initial=0), seen.away.max(initial=0))) + 1, _NONE)
    np.maximum.at(best, seen.away, seen.probability)
    where = away[group]
    return _claims(side, group, np.arange(len(side)), where, best[where], police=True)


def authority_claims(side: Side, group: Ints, away: Ints, seen: Seen) -> pl.DataFrame:
    """A matched row claims every absence its group is matched with; an unmatched one stands on its own."""
    count = np.bincount(seen.group, minlength=len(away))
    # A group cut off a matched one by midnight belongs to the same absence.
    last, best = np.full(int(away.max(initial=0)) + 1, -1), np.full(int(away.max(initial=0)) + 1, _NONE)
    np.maximum.at(last, away[seen.group], seen.away)
    np.maximum.at(best, away[seen.group], seen.probability)
    alone = np.where(last[away] >= 0, last[away], away)
    times = np.maximum(count, 1)[group]
    rows = np.repeat(np.arange(len(side)), times)
    mine = group[rows]
    spot = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    spot += (np.cumsum(count) - count)[mine]
    matched = count[mine] > 0
    where, odds = alone[mine], best[away[mine]]
    where[matched], odds[matched] = seen.away[spot[matched]], seen.probability[spot[matched]]
    return _claims(side, group, rows, where, odds, police=False)


def further_claims(side: Side, group: Ints, left: Leftover, number: int) -> pl.DataFrame:
    """A row that holds a night more than the police have claims that too; those are numbered from `number`."""
    place = np.full(int(group.max(initial=-1)) + 1, -1)
    place[left.group] = np.arange(len(left))
    rows = np.flatnonzero(place[group] >= 0)
    which = place[group[rows]]
    found = _claims(side, group, rows, number + which, np.full(len(rows), _NONE), police=False)
    return found.with_columns(_known(getattr(left, name)[which]).alias(name) for name in TIMES)


def _claims(
    side: Side, group: Ints, rows: Ints, away: Ints, odds: NDArray[np.float64], *, police: bool
) -> pl.DataFrame:
    """`group` by row of the side; `rows`, `away` and `odds` of each claim."""
    again = np.zeros(len(side), dtype=bool)
    again[1:] = group[1:] == group[:-1]
    columns = {
        "police": np.full(len(rows), police),
        **{name: getattr(side, name)[rows].astype(np.uint32) for name in ("row", "person", "child")},
        "group": group[rows],
        "twice": again[rows],
        "away": away,
        **{name: _known(getattr(side, name)[rows]) for name in TIMES},
        "certainty": side.certainty[rows],
        "probability": pl.Series(odds).set(pl.Series(odds == _NONE), None),
    }
    return pl.DataFrame(columns)


def _known(minutes: Ints) -> pl.Series:
    column = pl.Series(minutes)
    return column.set(column == int(NOTHING), None)


def of_side(claims: pl.DataFrame, *, police: bool) -> pl.DataFrame:
    """The claims of one side; the police's come first."""
    theirs = int(claims["police"].sum())
    return claims[:theirs] if police else claims[theirs:]
