"""Several spans of one side against one of the other: they are one absence, or it holds them all.

That an authority's row begins with one report and ends with the next speaks for a split report (or a row for two
nights) far more than either end does alone. How often spans that follow each other so are written apart is
learned, for each force and authority, by the kind of link between them (expectation and maximisation).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from waylight.reconcile import sorting
from waylight.reconcile.match.chains import KINDS, Chains, Link, chains
from waylight.reconcile.match.levels import LEVELS, Gap, pattern
from waylight.reconcile.match.ranges import Ints, found
from waylight.reconcile.match.spans import Spans
from waylight.reconcile.settings import APART_CLOSE, APART_HABIT, APART_PRIOR, APART_START

Floats = NDArray[np.float64]
# A whole agrees at both ends, as far as they are recorded.
_MEETING = (
    Gap.BLANK, Gap.MINUTES, Gap.HALF_HOUR, Gap.HOURS, Gap.SAME_DAY,
    Gap.TOLD, Gap.BETWEEN, Gap.NEXT_DAY, Gap.DAY_BEFORE,
)  # fmt: skip
_ROUNDS = 8
_LEAST = 1e-4  # share of a kind's links that are one


@dataclass(frozen=True)
class Wholes:
    """Chains of one side beside a span of the other. `i`, `k`: incident and row (of the chain: the first).

    `members`: for incidents and for rows, (whole, span) of every span of which there are several; `singles`: the
    wholes whose incident, or row, stands alone. `pairs`: (whole, pair) that each whole says to be true.
    `links`: (whole, kind) of each link inside, in order; `places`: where it stands among all links, `kinds`.
    """

    i: Ints
    k: Ints
    seen: Ints
    rows: NDArray[np.bool_]  # whether it is the rows that are several
    members: tuple[tuple[Ints, Ints], tuple[Ints, Ints]]
    pairs: tuple[Ints, Ints]
    links: tuple[Ints, Ints]
    places: Ints
    kinds: Ints
    side: Chains  # of the rows
    mine: Chains  # of the incidents

    def __len__(self) -> int:
        return len(self.i)

    def apart(self, seldom: Floats) -> Floats:
        """Where learning starts: of each link the odds that the two are one. `seldom`: of each of the incidents'
        links, how much more seldom than usual its child goes."""
        odds = _start(int(self.kinds.max(initial=0)) + 1)[self.kinds]
        # Not of rows: these are cut by habit, and around a night lie the other nights of one absence.
        odds[: len(seldom)] *= seldom
        return odds

    def lone(self, alone_i: Floats, alone_k: Floats) -> Floats:
        """Of each whole: the chance that one of its several spans has no partner (their geometric mean)."""
        total, count = np.zeros(len(self)), np.zeros(len(self))
        for (whole, span), alone in zip(self.members, (alone_i, alone_k), strict=True):
            total += np.bincount(whole, np.log(alone)[span], len(self))
            count += np.bincount(whole, minlength=len(self))
        return np.exp(total / np.maximum(count, 1))

    @cached_property
    def begins(self) -> Ints:
        """Where the links of each whole begin among `links`."""
        return np.searchsorted(self.links[0], np.arange(len(self)))

    def factor(self, odds: Floats, alone: Floats) -> Floats:
        """Log odds that the spans of each whole are one, against parting at its weakest link. `alone`: the chance
        that a span of the several side has no partner."""
        if not len(self):
            return np.zeros(0)
        whole, one = self.links[0], odds[self.places]
        kept = np.add.reduceat(np.log(one / (alone[whole] + one)), self.begins)
        return kept + np.log(np.minimum.reduceat(one, self.begins) / alone + 1.0)

    def learn(self, evidence: Floats, odds: Floats, alone: tuple[float, float], meeting: float) -> Floats:
        """New `odds` of each link, moved alike for all of a kind. `evidence`: log odds of each whole but for
        `factor`; `alone`: of an incident and of a row; `meeting`: how often the two sides' ends meet where both have
        the absence."""
        whole, linked = self.links[0], np.flatnonzero(self.kinds >= 0)
        kind, odds = self.kinds[linked], odds.copy()
        number = np.bincount(kind)
        size, pool = len(number), np.arange(len(number)) % (2 * KINDS)
        # A link shows only where the other side has the absence, and its ends meet.
        known = meeting * np.where(pool < KINDS, 1.0 - alone[0], 1.0 - alone[1])
        of_kind = number * known
        of_pool, start = np.bincount(pool, of_kind), _start(len(np.bincount(pool)))
        lone = np.where(self.rows, alone[1], alone[0])
        inside, place = sorting.groups(self.places)  # links that no whole holds count for nothing
        for _ in range(_ROUNDS):
            sure = 1.0 / (1.0 + np.exp(-np.clip(evidence + self.factor(odds, lone), -40, 40)))
            held = np.minimum(np.bincount(place, sure[whole], len(inside)), 1.0)
            one = np.bincount(self.kinds[inside], held, size)
            shared = (np.bincount(pool, one) + 2.0 * start) / (of_pool + 2.0)
            share = np.clip((one + APART_PRIOR * shared[pool]) / (of_kind + APART_PRIOR), 1e-3, 0.95)
            # An authority writes a row a night or it does not; where few rows look like it, chance made them.
            rare = np.where(pool < KINDS, 0.0, APART_HABIT)
            share = np.maximum(share**2 / (share + rare), 1e-3)
            so_far = np.bincount(kind, odds[linked] / (1.0 + odds[linked]), size) / np.maximum(number, 1)
            so_far = np.clip(so_far, _LEAST, 1.0 - _LEAST)
            odds[linked] *= (share / (1.0 - share) * (1.0 - so_far) / so_far)[kind]
        return odds


def _start(size: int) -> Floats:
    """Odds by kind of link where nothing is known: nobody leaves again within the hour, or on the same two dates."""
    close = np.isin(np.arange(size) % len(Link), (Link.TOUCH, Link.TWIN, Link.OVERLAP, Link.OPEN_TWIN))
    return np.where(close, APART_CLOSE, APART_START)


@dataclass(frozen=True)
class _Part:
    """Wholes of one side's chains: chain, span of the other side, pattern."""

    side: Chains
    chain: Ints
    other: Ints
    seen: Ints


def wholes(incidents: Spans, rows: Spans, i: Ints, k: Ints, runs: tuple[Ints, Ints]) -> Wholes:
    """Every chain beside every span that its first member is compared with (pairs `i`, `k`), where both ends meet."""
    with ThreadPoolExecutor(1) as aside:
        other = aside.submit(_part, rows, incidents, k, i, runs[1], True)
        left, right = _part(incidents, rows, i, k, runs[0], False), other.result()
    n = len(left.chain)
    at_i, member_i = left.side.members(left.chain)
    at_k, member_k = right.side.members(right.chain)
    all_i, all_k = left.side.first[left.chain], right.side.first[right.chain]
    one_i, one_k = np.concatenate([all_i, right.other]), np.concatenate([left.other, all_k])
    held_i, place_i = left.side.held(left.chain)
    held_k, place_k = right.side.held(right.chain)
    base = len(left.side.links)
    kinds = np.concatenate([_kinds(left.side, 0), _kinds(right.side, KINDS)])
    places = np.concatenate([place_i, place_k + base])
    pairs = _supported((i, k), runs, (at_i, member_i, left.other), (at_k, member_k, right.other), n)
    return Wholes(
        one_i, one_k, np.concatenate([left.seen, right.seen]), np.arange(len(one_i)) >= n,
        ((at_i, member_i), (at_k + n, member_k)), pairs,
        (np.concatenate([held_i, held_k + n]), kinds[places]), places, kinds, right.side, left.side,
    )  # fmt: skip


def _part(side: Spans, other: Spans, mine: Ints, theirs: Ints, run: Ints, rows: bool) -> _Part:
    chain_of = chains(side, run)
    chain, pair = found(mine, chain_of.first)
    whole, one = {n: v[chain] for n, v in chain_of.times.items()}, other.at(theirs[pair])
    seen = pattern(one, whole) if rows else pattern(whole, one)
    meet = meets(seen)
    return _Part(chain_of, chain[meet], theirs[pair[meet]], seen[meet])


def meets(seen: Ints) -> NDArray[np.bool_]:
    """Patterns that agree at both ends, as far as they are recorded."""
    both: NDArray[np.bool_] = np.isin(seen // LEVELS, _MEETING) & np.isin(seen % LEVELS, _MEETING)
    return both


def _kinds(side: Chains, base: int) -> Ints:
    """Number of the kind of each link, by writer; -1 where there is none."""
    return np.where(side.links < KINDS, side.links + base + 2 * KINDS * side.writer, -1)


def _supported(
    pairs: tuple[Ints, Ints], runs: tuple[Ints, Ints], left: tuple[Ints, Ints, Ints],
    right: tuple[Ints, Ints, Ints], n: int,
) -> tuple[Ints, Ints]:  # fmt: skip
    """(whole, pair) of all spans in the runs of a whole's members with its one span."""
    long = np.int64(1) << np.int64(32)
    code = pairs[0] * long + pairs[1]
    order = np.argsort(code)
    code = code[order]
    (at_i, member_i, row), (at_k, member_k, incident) = left, right
    near, span = found(runs[0], runs[0][member_i])
    wanted_i, of_i = span * long + row[at_i[near]], at_i[near]
    near, span = found(runs[1], runs[1][member_k])
    wanted_k, of_k = incident[at_k[near]] * long + span, at_k[near] + n
    wanted, of = np.concatenate([wanted_i, wanted_k]), np.concatenate([of_i, of_k])
    place = np.minimum(np.searchsorted(code, wanted), max(len(code) - 1, 0))
    hit = code[place] == wanted if len(code) else np.zeros(len(wanted), dtype=bool)
    return of[hit], order[place[hit]]
