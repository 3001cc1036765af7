"""Which child each police incident is about: one posterior over all candidates and "none of them".

An incident has at most one child. A child who is typed in many ways is likelier to be the one that was typed in
another (`ways`). What an incident's place and time say is shared, damped, with the other incidents that carry the same
typed identity.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np

from waylight.reconcile import settings, sorting
from waylight.reconcile.link.kin import Found, Kin, against_kin
from waylight.reconcile.link.overstated import Overstated
from waylight.reconcile.link.unlisted import Strangers
from waylight.reconcile.link.ways import SIZES, Ways
from waylight.reconcile.parts import in_parts, side_by_side


@dataclass(frozen=True)
class Candidates:
    """Incident x person candidates, sorted by incident. `pair` points at the pair of identities."""

    incident: np.ndarray
    person: np.ndarray
    pair: np.ndarray
    place: np.ndarray  # level of Place
    time: np.ndarray  # level of Time
    place_rarity: np.ndarray  # share of other people's reports at that postcode
    rows_of_person: np.ndarray  # authority rows of the person
    away_of_person: np.ndarray  # minutes that those rows last
    home: np.ndarray  # code of the home postcode that the record behind the pair gives, 0 for none
    alone: (
        np.ndarray
    )  # one over the number of reports that say exactly the same: together they are one witness
    family: np.ndarray  # number of the person's family
    incidents: int
    persons: int

    def __len__(self) -> int:
        return len(self.incident)

    def at(self, rows: np.ndarray) -> Candidates:
        """Some of the candidates, in order."""
        each = {name: one for name, one in vars(self).items() if isinstance(one, np.ndarray)}
        some: dict[str, Any] = {name: one.take(rows) for name, one in each.items()}
        return replace(self, **some)


_POOL = 0.5  # incidents of one identity are not independent witnesses
# What others of the identity may add. They may take away much more than they may add: a stranger who looks like a
# listed child stays away from its homes and its nights each time; a brother or a housemate is often with it.
_POOL_LEAST, _POOL_MOST = -6.0, 8.0
_PLACE_AGAIN, _POOL_MOST_PLACE = 1.0, 5.0


def by_segment(values: np.ndarray, starts: np.ndarray, op: np.ufunc) -> np.ndarray:
    return op.reduceat(values, starts) if len(values) else values


def _of_one_family(c: Candidates) -> tuple[np.ndarray, np.ndarray, int]:
    """Candidates of an incident that are of one family: their positions, their group, and how many groups."""
    code = c.incident.astype(np.int64) * (np.int64(1) << np.int64(32)) + c.family
    order = sorting.order(c.incident, c.family)
    ordered = code[order]
    same = np.zeros(len(order), dtype=bool)
    if len(order) > 1:
        equal = ordered[1:] == ordered[:-1]
        same[1:] |= equal
        same[:-1] |= equal
    at = order[same]
    fresh = np.diff(code[at], prepend=-1) != 0
    return at, np.cumsum(fresh) - 1, int(fresh.sum())


@dataclass(frozen=True)
class Heard:
    """What the evidence says while its weights stay, by candidate where nothing else is said. Log odds."""

    identity: np.ndarray  # by pair: names, birth date, sex and ethnicity
    context: np.ndarray  # place and time, brothers and sisters kept together
    kept: np.ndarray  # how much of that comes from keeping them together
    others: np.ndarray  # what other reports of the identity add
    time: np.ndarray  # what of the context is of time
    strangers: Strangers
    unlisted_kin: np.ndarray  # by pair: log odds for a brother or sister on no list against the child


class Decision:
    """The posterior of every candidate, and of "no child of these authorities" for every incident."""

    def __init__(self, c: Candidates, refused: np.ndarray, expected: np.ndarray,
                 overstated: Overstated | None = None) -> None:  # fmt: skip
        self.c = c
        self.refused = refused  # candidates that a person said are not the child
        change = np.flatnonzero(np.diff(c.incident)) + 1
        self.starts = np.concatenate([[0], change]).astype(np.int64) if len(c) else np.zeros(0, np.int64)
        self.counts = np.diff(np.append(self.starts, len(c)))
        # Share of incidents about a child of these authorities, by the identity's size.
        self.care = np.full(SIZES, 0.5)
        self.expected = expected  # ways in which each person is typed, so far
        self.ways = Ways(c.pair, c.person, c.alone, self.starts)
        self.unlisted_kin = Kin()
        self.overstated = overstated or Overstated()
        self.share = np.zeros(len(c))
        self.of_one_family = _of_one_family(c)

    def hear(
        self,
        known: dict[str, np.ndarray],
        around: tuple[np.ndarray, np.ndarray],
        housemate: float = settings.HOUSEMATE,
    ) -> Heard:
        """`known`: log odds by field and pair of identities; `around`: of place and of time, by candidate;
        `housemate`: reports about nobody listed, for each report of a child who lives there."""
        place, apart = around[0], around[0] + around[1]
        context = self._level_within_families(apart)
        time = context - place
        others = self._others(place, time)
        others = self._level_within_families(context + others) - context
        strangers, unlisted_kin = Strangers.of(known, housemate), against_kin(known)
        identity = reduce(np.add, known.values())
        return Heard(identity, context, context - apart, others, time, strangers, unlisted_kin)

    def update(self, heard: Heard) -> np.ndarray:
        """One E-step. Gives the share (probability) of each candidate."""
        c, first = self.c, self.ways.prior(self.expected)
        listed = np.log(self.care / (1 - self.care))[self.ways.size]
        self.said = heard.identity[: len(first)] + first + listed
        off = self.overstated.of(self.said)
        before, usual = self.said + off, -np.log(max(c.persons, 1)) - first
        odds, unlisted, share = (np.empty(len(c)) for _ in range(3))

        def part(cut: slice) -> Found:
            at, starts, counts = self._segments(cut)
            pair, place = c.pair[at], c.place[at]
            mine = before[pair] + heard.context[at] + heard.others[at]
            mine[self.refused[at]] = -np.inf
            instead = heard.strangers.odds(mine, usual[pair], pair, place)
            kin = self.unlisted_kin.odds(mine, heard.unlisted_kin[pair], place, heard.time[at])
            instead[kin.at] = np.logaddexp(instead[kin.at], kin.either)
            odds[at], unlisted[at], share[at] = mine, instead, _shares(mine, instead, starts, counts)
            return kin.as_shares(share[at], mine, at.start)

        found = in_parts(part, len(self.starts))
        self.unlisted_kin.learn(c.place, share * c.alone, found)
        self.share, self.expected = share, self.ways.learn(share, c.persons)
        self.care = self.ways.care(share, c.incidents)
        self.odds, self.unlisted, self.shared, self.kept = odds, unlisted, heard.others, heard.kept
        self.first = first + listed + off
        return share

    @property
    def prior(self) -> np.ndarray:
        """Log odds of each candidate before names are looked at, less what names overstate."""
        return self.first[self.c.pair]

    def look_back(self) -> None:
        """Learn from the last decision by how much names, birth date and prior overstate."""
        claimed, said = np.empty(len(self.c)), self.said[self.c.pair]

        def part(cut: slice) -> None:
            at, starts, counts = self._segments(cut)
            claimed[at] = _shares(said[at] + self.overstated.of(said[at]), None, starts, counts)

        in_parts(part, len(self.starts))
        self.overstated.learn(said, claimed, self.share)

    def _segments(self, cut: slice) -> tuple[slice, np.ndarray, np.ndarray]:
        """The candidates of some of the incidents; where each incident's begin among them, and how many it has."""
        starts, counts = self.starts[cut], self.counts[cut]
        begin = int(starts[0]) if len(starts) else 0
        return slice(begin, begin + int(counts.sum())), starts - begin, counts

    def against(self) -> tuple[np.ndarray, np.ndarray]:
        """Log odds (<= 0) that people on no list, and then other children on the lists, take from each candidate.

        With these two, what speaks for a candidate adds up to the log odds of its share.
        """
        odds = np.clip(self.odds, -600, 600)
        most = np.maximum(by_segment(np.maximum(odds, self.unlisted), self.starts, np.maximum), 0.0)
        base = np.repeat(most, self.counts)
        lifted, nobody = np.exp(odds - base), np.exp(-base)
        strangers = np.repeat(by_segment(np.exp(self.unlisted - base), self.starts, np.add), self.counts)
        others = np.maximum(np.repeat(by_segment(lifted, self.starts, np.add), self.counts) - lifted, 0.0)
        unlisted = np.log(nobody + strangers) - np.log(nobody)
        return -unlisted, -(np.log(nobody + strangers + others) - np.log(nobody + strangers))

    def _others(self, place: np.ndarray, time: np.ndarray) -> np.ndarray:
        """What place and time of the identity's other incidents say of each candidate.

        Each night is a witness of its own, an address is one however often it is written: a stranger next door
        is reported from there each time. So other incidents add to what this one's place says only as far as
        theirs says more.
        """
        pair, alone = self.c.pair, self.c.alone
        nights, places, best = side_by_side(
            lambda: np.bincount(pair, weights=time * alone),
            lambda: np.bincount(pair, weights=place * alone),
            lambda: _most(pair, place),
            rows=len(pair),
        )
        found = np.empty(len(pair))

        def part(cut: slice) -> None:
            mine, here, now = pair[cut], place[cut], time[cut]
            most = np.minimum(np.maximum(best[mine] - here, 0.0) + _PLACE_AGAIN, _POOL_MOST_PLACE)
            more = np.clip(_POOL * (nights[mine] - now), _POOL_LEAST, _POOL_MOST)
            found[cut] = more + np.clip(_POOL * (places[mine] - here), _POOL_LEAST, most)

        in_parts(part, len(pair))
        return found

    def _level_within_families(self, context: np.ndarray) -> np.ndarray:
        """Place and time must not choose between brothers and sisters.

        They share addresses and leave together, and either one's absence may be the one that was written down:
        that the sister has a row for that minute says little against the brother. Names and dates decide.
        """
        at, group, groups = self.of_one_family
        if not groups:
            return context
        best = np.full(groups, -np.inf)
        np.maximum.at(best, group, context[at])
        level = context.copy()
        level[at] = np.maximum(context[at], best[group] - settings.TOGETHER)
        return level


def _most(pair: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The most of the values of each pair."""
    most = np.full(int(pair.max(initial=0)) + 1, -np.inf)
    np.maximum.at(most, pair, values)
    return most


def _shares(
    odds: np.ndarray, unlisted: np.ndarray | None, starts: np.ndarray, counts: np.ndarray
) -> np.ndarray:
    """The probability of each candidate beside the others of its incident, people on no list (if any), and nobody."""
    rivals = odds if unlisted is None else np.maximum(odds, unlisted)
    top = np.maximum(by_segment(rivals, starts, np.maximum), 0.0)
    base = np.repeat(top, counts)
    lifted = np.exp(odds - base)
    both = lifted if unlisted is None else lifted + np.exp(unlisted - base)
    total = by_segment(both, starts, np.add) + np.exp(-top)
    return lifted / np.repeat(total, counts)
