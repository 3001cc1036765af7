"""How often a pattern of times comes by chance, and how often it is the same time away: learned, without labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from waylight.reconcile.match.busy import busier
from waylight.reconcile.match.distances import nearer
from waylight.reconcile.match.levels import AGREEING, DAY, LEVELS, PATTERNS, lengths, pattern
from waylight.reconcile.match.near import near
from waylight.reconcile.parts import side_by_side

if TYPE_CHECKING:
    from waylight.reconcile.link.block import Keyed
    from waylight.reconcile.match.match import Belief, Pairs
    from waylight.reconcile.match.spans import Spans

_START, _END = np.divmod(np.arange(PATTERNS), LEVELS)
# What a pattern counts for that was never seen: more where one end agrees.
_UNSEEN = np.where(np.isin(_START, AGREEING) | np.isin(_END, AGREEING), 0.05, 0.015)

Floats = NDArray[np.float64]
_SHIFTS = (-10, 6, 17)  # days; not 7 or 14: many children leave on the same weekday
_FEW = 20.0
_RARE = 0.01
_NOISE = 30.0  # a handful of pairs that show a pattern prove nothing yet


@dataclass(frozen=True)
class Chances:
    """`table`: by pattern, log of how often a pair of one time away shows it against chance, per row of the child;
    `moved`: the same against chance as moving by days shows it; `by_moving`: that chance. `alone_i`, `alone_k`: the
    chance that each incident, and each row, has no partner; `alone`: of all incidents, and of all rows (M).
    Not known at first: `listed`, what each row's category says; `nearer`, what the distance of starts, that of ends,
    and when police were told say besides; `busy`, how busy the days around each incident are."""

    table: Floats
    moved: Floats
    by_moving: Floats
    alone_i: Floats
    alone_k: Floats
    alone: tuple[float, float]
    listed: Floats | None = None
    nearer: tuple[Floats, ...] | None = None
    busy: Floats | None = None

    def of_pairs(self, pairs: Pairs) -> Floats:
        """Log odds of pairs. A pair by chance needs an incident and a row that are both alone, and the more rows a
        child has around it, the likelier it is."""
        table = self.table[pairs.seen] + self._listed(pairs.k)
        if self.nearer is not None:
            table = table + sum(said[step] for said, step in zip(self.nearer, pairs.steps, strict=True))
        return table - np.log(self._many(pairs, pairs.i) * self.alone_i[pairs.i] * self.alone_k[pairs.k])

    def of_wholes(self, pairs: Pairs) -> Floats:
        """Log odds of wholes but for how often such spans are one. A whole and its pieces are judged by the same
        chance: that of its likeliest piece."""
        of, pair = pairs.wholes.pairs
        nearer = np.full(len(pairs.wholes), -np.inf)
        np.maximum.at(nearer, of, (self.table - self.moved)[pairs.seen[pair]])
        table = self.moved[pairs.wholes.seen] + np.where(np.isfinite(nearer), nearer, 0.0)
        table += self._listed(pairs.wholes.k)
        w = pairs.wholes
        one = np.where(w.rows, self.alone_i[w.i], self.alone_k[w.k])
        return table - np.log(self._many(pairs, w.i) * one * w.lone(self.alone_i, self.alone_k))

    def _listed(self, k: np.ndarray) -> Floats | float:
        return 0.0 if self.listed is None else self.listed[k]

    def _many(self, pairs: Pairs, i: np.ndarray) -> Floats:
        """How many rows of the child chance may draw on, beside these incidents."""
        many = np.maximum(pairs.rows_of[i], 1).astype(np.float64)
        return many if self.busy is None else many * self.busy[i]


def moved(incidents: Spans, rows: Spans, squares: Keyed) -> Floats:
    """How often each pattern shows where the incidents are moved by days along the same child's rows."""
    count = np.zeros(PATTERNS)
    for days in _SHIFTS:
        i, k = near(incidents, rows, squares, days * DAY)
        later = {c: np.where(v >= 0, v + days * DAY, v) for c, v in incidents.at(i).items()}
        count += np.bincount(pattern(later, rows.at(k)), minlength=PATTERNS)
    return count


def first_guess(pairs: Pairs, count: Floats) -> Chances:
    """A first guess, from the patterns of what was `moved`."""
    exposure = max(float(pairs.rows_of.sum()), 1.0)
    per_row = (count / len(_SHIFTS) + 0.3) / exposure
    counted = np.bincount(pairs.seen, minlength=PATTERNS).astype(np.float64)
    excess = _excess(counted, per_row * exposure, 1.0 / len(_SHIFTS))
    alone = [1.0 - min(float(excess.sum()) / len(side), 0.95) for side in (pairs.incidents, pairs.rows)]
    each = [np.full(len(side), one) for side, one in zip((pairs.incidents, pairs.rows), alone, strict=True)]
    table = np.log(excess / len(pairs.incidents) / per_row)
    return Chances(table, table, np.log(per_row), each[0], each[1], (alone[0], alone[1]))


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
    alone = 1.0 - belief.piece  # what is a piece of a whole is not told by how its own ends lie
    counted = np.bincount(pairs.seen, alone, PATTERNS)
    excess = _excess(counted, per_row * rows, rows / exposure) / len(pairs.incidents)
    moved = np.log(excess) - first.by_moving
    best_i, best_k = _best(pairs.i, share, pairs.incidents), _best(pairs.k, share, pairs.rows)
    alone_i, alone_k = _alone(pairs, best_i, best_k)
    missing = pairs.rows.expected if pairs.rows.expected.any() else slice(None)
    everyone = float(alone_i.mean()), float(alone_k[missing].mean())
    said = side_by_side(
        *(partial(nearer, step, alone, other, rows / exposure) for step in pairs.steps), rows=len(i)
    )
    busy = busier(pairs.around, pairs.rows_of, partner >= 0)
    table, listed = np.log(excess / per_row), by_category(pairs.rows, best_k)
    return Chances(table, moved, first.by_moving, alone_i, alone_k, everyone, listed, tuple(said), busy)


def _excess(counted: np.ndarray, chance: np.ndarray, spread: float) -> Floats:
    """How many pairs of each pattern are no chance, less what may be noise; `spread`: variance of `chance` against
    its size."""
    excess = np.maximum(counted - chance, 0.0)
    sure = excess**2 / (excess**2 + counted + chance * spread + _NOISE)
    return np.maximum(excess * sure, 0.002 * counted) + _UNSEEN


def _best(of: np.ndarray, share: Floats, side: Spans) -> Floats:
    """The likeliest pair of each span of a side; `of`: the span of each pair."""
    best = np.zeros(len(side))
    np.maximum.at(best, of, share)
    return best


def _alone(pairs: Pairs, best_i: Floats, best_k: Floats) -> tuple[Floats, Floats]:
    """How often incidents and rows of each length have no partner: what is short escapes the other side more often.
    The police do not list children who are away and known to be safe: such rows are alone more often."""
    kind = 2 * lengths(pairs.rows.times) + pairs.rows.expected
    return _lacking(lengths(pairs.incidents.times), best_i, 0.01), _lacking(kind, best_k, 0.02)


def by_category(rows: Spans, best: Floats) -> Floats:
    """Of each row: log of how much oftener rows of its category have a partner than all rows do. Chance brings both
    categories beside a report alike; the same time away brings hardly any A."""
    found = 1.0 - _lacking(rows.expected.astype(np.int64), best, 0.0)
    return np.asarray(np.log(np.maximum(found, _RARE) / max(float(found.mean()), _RARE)), dtype=np.float64)


def _lacking(kind: np.ndarray, best: Floats, least: float) -> Floats:
    """The share of each one's kind that has no partner; kinds of which there are few lean on all."""
    lone = best <= 0.5
    share = (np.bincount(kind, lone) + _FEW * float(lone.mean())) / (np.bincount(kind) + _FEW)
    return np.asarray(np.maximum(share, least)[kind], dtype=np.float64)
