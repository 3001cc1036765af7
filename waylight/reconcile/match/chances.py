"""How often a pattern of times comes by chance, and how often it is the same time away: learned, without labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from waylight.reconcile.match.levels import DAY, PATTERNS, pattern
from waylight.reconcile.match.near import near

if TYPE_CHECKING:
    from waylight.reconcile.match.match import Belief, Pairs

Floats = NDArray[np.float64]
_SHIFTS = (-10, 6, 17)  # days; not 7 or 14: many children leave on the same weekday
_NOISE = 10.0  # a handful of pairs that show a pattern prove nothing yet


@dataclass(frozen=True)
class Chances:
    """`table`: by pattern, log of how often a pair of one time away shows it against chance, per row of the child;
    `moved`: the same against chance as moving by days shows it. `alone_i`, `alone_k`: the chance that an incident,
    a row of category A and a row of category M has no partner."""

    table: Floats
    moved: Floats
    alone_i: float
    alone_k: Floats
    by_moving: Floats  # log of the chance of each pattern, by moving

    def odds(self, pairs: Pairs, i: np.ndarray, k: np.ndarray, table: Floats) -> Floats:
        """Log odds of pairs, `table` being that of each pair's pattern. A pair by chance needs an incident and a
        row that are both alone, and the more rows a child has, the likelier it is."""
        kind = pairs.rows.expected.astype(np.int64)[k]
        return table - np.log(np.maximum(pairs.rows_of[i], 1) * self.alone_i * self.alone_k[kind])

    def of_pairs(self, pairs: Pairs) -> Floats:
        return self.odds(pairs, pairs.i, pairs.k, self.table[pairs.seen])

    def of_wholes(self, pairs: Pairs) -> Floats:
        """Log odds of wholes but for how often such spans are one. A whole and its pieces are judged by the same
        chance: that of its likeliest piece."""
        of, pair = pairs.wholes.pairs
        nearer = np.full(len(pairs.wholes), -np.inf)
        np.maximum.at(nearer, of, (self.table - self.moved)[pairs.seen[pair]])
        table = self.moved[pairs.wholes.seen] + np.where(np.isfinite(nearer), nearer, 0.0)
        return self.odds(pairs, pairs.wholes.i, pairs.wholes.k, table)


def by_shift(pairs: Pairs) -> Chances:
    """A first guess: the incidents moved by days along the same child's rows."""
    count = np.zeros(PATTERNS)
    for days in _SHIFTS:
        i, k = near(pairs.incidents, pairs.rows, days * DAY)
        moved = {c: np.where(v >= 0, v + days * DAY, v) for c, v in pairs.incidents.at(i).items()}
        count += np.bincount(pattern(moved, pairs.rows.at(k)), minlength=PATTERNS)
    exposure = max(float(pairs.rows_of.sum()), 1.0)
    per_row = (count / len(_SHIFTS) + 0.3) / exposure
    counted = np.bincount(pairs.seen, minlength=PATTERNS).astype(np.float64)
    excess = _excess(counted, per_row * exposure, 1.0 / len(_SHIFTS))
    alone = [1.0 - min(excess.sum() / len(side), 0.95) for side in (pairs.incidents, pairs.rows)]
    table = np.log(excess / len(pairs.incidents) / per_row)
    return Chances(table, table, alone[0], np.full(2, alone[1]), np.log(per_row))


def by_neighbours(pairs: Pairs, belief: Belief, first: Chances) -> Chances:
    """Incidents against rows that surely belong to the child's other absences.

    Children go in runs of nights, at much the same hour; what chance gives must know that.
    """
    share, (i, k) = belief.share, (pairs.i, pairs.k)
    mutual = pairs.best_i.best(share) & pairs.best_k.best(share) & (share > 0.5)
    partner, taken = np.full(len(pairs.incidents), -1), np.zeros(len(pairs.rows), dtype=bool)
    partner[i[mutual]] = k[mutual]
    taken[k[mutual]] = True
    own, run = partner[i], pairs.runs[1]
    other = (own >= 0) & taken[k] & (own != k) & (run[own] != run[k]) & (share < 0.5)
    found = np.bincount(pairs.rows.person[taken], minlength=pairs.persons)
    exposure = max(float(np.maximum(found[pairs.incidents.person[partner >= 0]] - 1, 0).sum()), 1.0)
    per_row = (np.bincount(pairs.seen[other], minlength=PATTERNS) + 0.3) / exposure
    rows = float(pairs.rows_of.sum())
    # What is a piece of a whole is not told by how its own ends lie.
    counted = np.bincount(pairs.seen, 1.0 - belief.piece, PATTERNS)
    excess = _excess(counted, per_row * rows, rows / exposure) / len(pairs.incidents)
    moved = np.log(excess) - first.by_moving
    return Chances(np.log(excess / per_row), moved, *_alone(pairs, share), first.by_moving)


def _excess(counted: np.ndarray, chance: np.ndarray, spread: float) -> Floats:
    """How many pairs of each pattern are no chance, less what may be noise; `spread`: variance of `chance` against
    its size."""
    excess = np.maximum(counted - chance, 0.0)
    sure = excess**2 / (excess**2 + counted + chance * spread + _NOISE)
    return np.maximum(excess * sure, 0.002 * counted) + 0.05


def _alone(pairs: Pairs, share: Floats) -> tuple[float, Floats]:
    """The share without a partner. The police do not list children who are away and known to be safe: such rows
    are alone more often."""
    kind = pairs.rows.expected.astype(np.int64)
    best_i, best_k = np.zeros(len(pairs.incidents)), np.zeros(len(pairs.rows))
    np.maximum.at(best_i, pairs.i, share)
    np.maximum.at(best_k, pairs.k, share)
    found = np.bincount(kind, weights=best_k > 0.5, minlength=2)
    alone_k = np.maximum(1.0 - found / np.maximum(np.bincount(kind, minlength=2), 1), 0.02)
    return max(1.0 - float((best_i > 0.5).mean()), 0.01), alone_k
