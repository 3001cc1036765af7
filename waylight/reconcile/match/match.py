"""Which incident and which authority row are the same time away, once both are known to be one child's.

What chance would show is measured, not assumed: each incident is held against the child's other incidents,
which are other absences, and the patterns counted. A pattern seen far oftener between the two sides than that
is evidence; the excess is how often true pairs show it. All pairs of a child, and all wholes (several spans
of one side for one of the other), are then settled together.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from waylight.reconcile import sorting
from waylight.reconcile.match.busy import around, seldom
from waylight.reconcile.match.chances import Chances, by_neighbours, first_guess, moved
from waylight.reconcile.match.distances import steps
from waylight.reconcile.match.levels import ended_so, goes_on, late_closed, pattern, shares_time
from waylight.reconcile.match.near import by_square, near
from waylight.reconcile.match.nights import Nights
from waylight.reconcile.match.rivals import Rivals
from waylight.reconcile.match.runs import in_order, runs
from waylight.reconcile.match.spans import Spans
from waylight.reconcile.match.wholes import meets, wholes
from waylight.reconcile.parts import side_by_side

Floats = NDArray[np.float64]
# How often rivals are weighed anew, and how much of the last weighing is kept, so that they come to rest.
_WEIGHINGS, _KEPT = 8, 0.5
_ROUNDS = 2
_WORTH = 0.05  # what is less likely is not told


def match(incidents: Spans, rows: Spans, certainty: np.ndarray) -> pl.DataFrame:
    """Pairs `row` (police), `missing` (authority), `probability`; `certainty` is each incident's link."""
    if not len(incidents) or not len(rows):
        return pl.DataFrame(schema={"row": pl.UInt32, "missing": pl.UInt32, "probability": pl.Float64})
    with ThreadPoolExecutor(1) as aside:
        squares = by_square(rows)
        count = aside.submit(moved, incidents, rows, squares)
        i, k = near(incidents, rows, squares)
        pairs = Pairs(incidents, rows, i, k)
        chances = first_guess(pairs, count.result())
    apart = pairs.wholes.apart(seldom(pairs.wholes.mine, pairs.around, pairs.often()))
    belief = pairs.settle(chances, apart)
    for _ in range(_ROUNDS):
        with ThreadPoolExecutor(1) as aside:  # links and chances are learned from the same belief
            links = aside.submit(pairs.wholes.learn, belief.of_wholes, apart, chances.alone, belief.meeting)
            pairs.look_again(belief)
            chances, apart = by_neighbours(pairs, belief, chances), links.result()
        belief = pairs.settle(chances, apart)
    more_i, more_k, more = pairs.nights.carried(i, k, pairs.seen, belief.share)
    i, k, share = np.concatenate([i, more_i]), np.concatenate([k, more_k]), np.append(belief.share, more)
    share = share * certainty[i]
    worth = np.flatnonzero(share >= _WORTH)
    i, k, probability = _likeliest(i[worth], k[worth], share[worth])
    return pl.DataFrame(
        {
            "row": incidents.row[i].astype(np.uint32),
            "missing": rows.row[k].astype(np.uint32),
            "probability": probability,
        }
    )


def _likeliest(i: np.ndarray, k: np.ndarray, share: Floats) -> tuple[np.ndarray, np.ndarray, Floats]:
    """Each pair once, with the most that speaks for it."""
    order = sorting.order(i, k)
    i, k = i[order], k[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (i[1:] != i[:-1]) | (k[1:] != k[:-1])
    first = np.flatnonzero(fresh)
    return i[first], k[first], np.maximum.reduceat(share[order], first)


@dataclass(frozen=True)
class Belief:
    """Probability of each pair; how much of it is as a piece of a whole; log odds of each whole, but for how often
    such spans are one; how often the ends of single pairs meet."""

    share: Floats
    piece: Floats
    of_wholes: Floats
    meeting: float


class Pairs:
    """Incidents and authority rows of one child that lie near each other, and what each pair shows."""

    def __init__(self, incidents: Spans, rows: Spans, i: np.ndarray, k: np.ndarray) -> None:
        self.incidents, self.rows, self.i, self.k = incidents, rows, i, k
        run_i, run_k = self.runs = runs(incidents), runs(rows)
        with ThreadPoolExecutor(2) as aside:  # what does not wait for each other
            chained = aside.submit(wholes, incidents, rows, i, k, self.runs)
            best = [aside.submit(Rivals, i, run_k[k]), aside.submit(Rivals, k, run_i[i])]
            one, other = incidents.at(i), rows.at(k)
            self.seen = pattern(one, other)
            self.steps = steps(self.seen, one, other)
            self.sure = shares_time(one, other)
            self.meets = meets(self.seen)
            self.late = late_closed(self.seen) & ~ended_so(self.seen, i) & ~goes_on(one, other)
            self.order = in_order(incidents, rows, i, k, self.runs)
            self.wholes = chained.result()
            self.best_i, self.best_k = (found.result() for found in best)
        self.nights = Nights(incidents, rows, self.wholes.side, run_k)
        together = self.nights.together()
        closed_late = np.zeros(len(incidents), dtype=bool)
        closed_late[i[self.late]] = True
        self.doubted = np.flatnonzero(
            closed_late[i]
        )  # nights count where an incident looks merely closed late
        self.by_nights = self._by_nights(together)
        self.around = around(incidents, rows, run_i, together)
        self.contested = self._claims()
        self.persons = int(max(rows.person.max(), incidents.person.max())) + 1
        self.rows_of = np.bincount(rows.person, minlength=self.persons)[incidents.person]

    def often(self) -> np.ndarray:
        """Of each incident: how often its child goes, by the side that has more of it."""
        sides = (self.incidents, self.wholes.mine), (self.rows, self.wholes.side)
        counts = [np.bincount(side.person[c.heads], minlength=self.persons) for side, c in sides]
        return np.maximum(*counts)[self.incidents.person]

    def look_again(self, belief: Belief) -> None:
        """Which rows are nights of one absence, by what is believed now."""
        one = self.nights.one_absence(self.i, self.k, belief.share)
        self.by_nights = self._by_nights(self.nights.together(one))

    def _by_nights(self, together: np.ndarray) -> Rivals:
        return Rivals(self.i[self.doubted], together[self.k[self.doubted]])

    def _claims(self) -> tuple[Claims, Claims]:
        """Which pair or whole claims which incident, and which row, and whom each rivals there.

        Claims on an incident by rows of one run do not exclude each other; a whole excludes all others.
        """
        w, n = self.wholes, len(self.i)
        run_i, run_k = self.runs
        whole = np.arange(len(w))
        own = whole + max(run_i.max(), run_k.max()) + 1
        (at_i, member_i), (at_k, member_k) = w.members
        several = w.rows
        on_incidents = Claims.contested(
            np.concatenate([np.arange(n), n + at_i, n + whole[several]]),
            np.concatenate([self.i, member_i, w.i[several]]),
            np.concatenate([run_k[self.k], run_k[w.k[at_i]], own[several]]),
        )
        on_rows = Claims.contested(
            np.concatenate([np.arange(n), n + whole[~several], n + at_k]),
            np.concatenate([self.k, w.k[~several], member_k]),
            np.concatenate([run_i[self.i], own[~several], run_i[w.i[at_k]]]),
        )
        return on_incidents, on_rows

    def settle(self, chances: Chances, apart: Floats) -> Belief:
        """Probability of each pair. An incident and a row have one partner each, and those of its run, or are
        part of one whole.

        A rival counts as far as its other end is free: whoever has a better partner elsewhere is none. A pair that
        shares time is doubted only where both have a better partner (a weekend's row holds several incidents), or
        where the incident has one outside those nights and looks merely closed late.
        """
        w, n = self.wholes, len(self.i)
        likely, evidence, together = side_by_side(
            lambda: chances.of_pairs(self) + self.order,
            lambda: chances.of_wholes(self),
            lambda: w.factor(apart, np.where(w.rows, chances.alone[1], chances.alone[0])),
            rows=n,
        )
        odds = np.concatenate([likely, evidence + together])
        lifted = np.exp(np.clip(odds, -30, 30))
        at_i, at_k, against = self._weighed(lifted)
        of_incident, of_row = np.expm1(at_i), np.expm1(at_k)
        both = np.minimum(of_incident, of_row)
        doubt, at = both.copy(), self.doubted
        nights = self.by_nights.weigh(lifted[at] / (1.0 + of_row[at]))
        doubt[at] = np.where(self.late[at], np.maximum(nights, both[at]), both[at])
        single = lifted[:n] / (1.0 + lifted[:n] + np.where(self.sure, doubt, np.expm1(against[:n])))
        whole = lifted[n:] / (lifted[n:] + np.exp(against[n:]))
        of, pair = w.pairs
        piece = np.minimum(np.bincount(pair, weights=whole[of], minlength=n), 1.0)
        either = np.where(self.sure, single + piece - single * piece, np.minimum(single + piece, 1.0))
        meeting = float(single[self.meets].sum()) / max(float(single.sum()), 1e-9)
        return Belief(either, piece, evidence - against[n:], meeting)

    def _weighed(self, lifted: Floats) -> tuple[Floats, Floats, Floats]:
        """Log weight of the rivals: of each pair, for its incident and for its row; of each pair and whole, in all."""
        n, against = len(self.i), np.zeros(len(lifted))
        at = [np.zeros(len(claims.of)) for claims in self.contested]
        for _ in range(_WEIGHINGS):
            both = zip(self.contested, at, strict=True)
            weigh = (partial(claims.weighed, lifted, against, kept) for claims, kept in both)
            at = side_by_side(*weigh, rows=len(lifted))
            against = np.zeros(len(lifted))
            for claims, weight in zip(self.contested, at, strict=True):
                against += np.bincount(claims.of, weight, len(lifted))
        of_pairs = np.zeros((2, n))
        for mine, claims, weight in zip(of_pairs, self.contested, at, strict=True):
            pairs = claims.of < n
            mine[claims.of[pairs]] = weight[pairs]
        return of_pairs[0], of_pairs[1], against


@dataclass(frozen=True)
class Claims:
    """Of one side's spans: the claims that have a rival. `of`: the pair or whole that each is of."""

    of: np.ndarray
    rivals: Rivals

    @classmethod
    def contested(cls, of: np.ndarray, owner: np.ndarray, run: np.ndarray) -> Claims:
        """Most claims have no rival, and need not be weighed time and again."""
        kept = Rivals(owner, run).contested()
        return cls(of[kept], Rivals(owner[kept], run[kept]))

    def weighed(self, lifted: Floats, against: Floats, kept: Floats) -> Floats:
        """Log weight of the rivals of each claim: as far as these are free by what is `against` them in all.
        `kept`: what each weighed before."""
        free = lifted[self.of] * np.exp(kept - against[self.of])
        return _KEPT * kept + (1 - _KEPT) * np.log1p(self.rivals.weigh(free))
