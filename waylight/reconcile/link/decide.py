"""Which child each police incident is about: one posterior over all candidates and "none of them".

An incident has at most one child. A child who is often reported is likelier to be the one reported again, so
the prior of each child is its expected number of other incidents. What an incident's place and time say is
shared, damped, with the other incidents that carry the same typed identity.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from waylight.reconcile import settings, sorting
from waylight.reconcile.settings import Place, Time


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


# The widths, in minutes, of what counts as each level of Time: what chance alone would give.
_CHANCE = {
    Time.MINUTES: 11, Time.HALF_HOUR: 50, Time.HOURS: 300, Time.CLOCK: 46, Time.DAY: 1440, Time.NEAR: 4320,
}  # fmt: skip
_NARROW = (Time.MINUTES, Time.HALF_HOUR, Time.HOURS, Time.CLOCK)
# By level of Place: whether the child lives there, whether it is a known address of the child, and the log odds
# that a report from there is of a brother or sister on no list.
_LIVES_THERE = np.isin(np.arange(len(Place)), (Place.PLACED, Place.PLACED_NEAR_DATES))
_RARE = _LIVES_THERE | np.isin(np.arange(len(Place)), (Place.PLACED_ONCE, Place.HOME))
_SIBLING = np.log(np.full(len(Place), settings.SIBLING_ELSEWHERE))
_SIBLING[Place.HOME] = np.log(settings.SIBLING_AT_HOME)
_POOL = 0.5  # incidents of one identity are not independent witnesses
# What others of the identity may add. They may take away much more than they may add: a stranger who looks like a
# listed child stays away from its homes and its nights each time; a brother or a housemate is often with it.
_POOL_LEAST, _POOL_MOST = -6.0, 8.0
_PLACE_AGAIN, _POOL_MOST_PLACE = 1.0, 5.0
_URN = 1.0  # weight of "never reported before" against earlier reports of the same child


class ContextWeights:
    """log(m / u) of place and time; m and the chance that housemates show are learned."""

    def __init__(self, minutes_covered: float) -> None:
        self.covered = max(minutes_covered, 1440.0)
        self.place = np.array(settings.START_PLACE)
        self.time = np.array(settings.START_TIME)
        self.u_place = np.array([1, 0.002, 0.002, 0.002, 0.002, 0.03, 0.9, 0.05])
        self.housemates = np.full(len(Time), 1e-3)
        self.unlisted = settings.HOUSEMATE
        self.rush = (
            1.0  # how much likelier than even two starts fall together: most children leave in the evening
        )

    def learn_chance(self, levels: np.ndarray) -> None:
        """What random incidents show against random children; agreement is weighed by rarity instead."""
        seen = np.bincount(levels, minlength=len(Place))
        self.u_place = (seen + 1.0) / (seen.sum() + len(Place))

    def learn_rush(self, levels: np.ndarray, rows: np.ndarray) -> None:
        """The same of time: `levels` of random incidents against random children with so many `rows`."""
        expected = sum(_CHANCE[level] for level in _NARROW) / self.covered * float(rows.sum())
        found = float(np.isin(levels, _NARROW).sum())
        self.rush = float(np.clip((found + 5.0) / (expected + 5.0), 1.0, 5.0))

    def learn(self, c: Candidates, share: np.ndarray) -> None:
        self._learn_unlisted(c, share)
        place = np.bincount(c.place, weights=share, minlength=len(Place))
        self.place = (place + 20 * np.array(settings.START_PLACE)) / (place.sum() + 20)
        time = np.bincount(c.time, weights=share, minlength=len(Time))
        self.time = (time + 20 * np.array(settings.START_TIME)) / (time.sum() + 20)

    def _learn_unlisted(self, c: Candidates, share: np.ndarray) -> None:
        """How many reports from the children's placements are about nobody on the list, for each listed child."""
        placed = _LIVES_THERE[c.place]
        there = np.bincount(c.incident[placed], minlength=c.incidents)
        listed = np.bincount(c.incident, weights=share, minlength=c.incidents)
        about, nobody = float(listed[there > 0].sum()), float((1.0 - listed)[there > 0].sum())
        each = max(float(there[there > 0].mean()), 1.0) if about else 1.0
        self.unlisted = float(np.clip(nobody / max(about, 1.0) / each, *settings.HOUSEMATE_BOUNDS))

    def learn_housemates(self, c: Candidates, share: np.ndarray, sure: np.ndarray) -> None:
        """How often a child who lives in the same place, but is not the one reported, fits in time."""
        wrong = sure[c.incident] & (share < 0.01) & (c.place == Place.PLACED)
        seen = np.bincount(c.time[wrong], minlength=len(Time))
        self.housemates = (seen + 0.5) / (seen.sum() + 200)

    def parts(self, c: Candidates) -> tuple[np.ndarray, np.ndarray]:
        """Log odds of each candidate from place, and from time."""
        return self._place(c), self._time(c)

    def _place(self, c: Candidates) -> np.ndarray:
        table = np.log(self.place / self.u_place)
        table[Place.BLANK] = 0.0
        weight = table[c.place]
        # Where the family's address is not recorded, "another place" may be home.
        somewhere = (c.place == Place.ELSEWHERE) & (c.home == 0)
        weight[somewhere] = np.log(
            (self.place[Place.ELSEWHERE] + self.place[Place.HOME]) / self.u_place[Place.ELSEWHERE]
        )
        rare = np.flatnonzero(_RARE[c.place])
        weight[rare] = np.log(self.place[c.place[rare]] / c.place_rarity[rare])
        return weight

    def _time(self, c: Candidates) -> np.ndarray:
        chance = np.zeros(len(Time))
        for level, width in _CHANCE.items():
            chance[level] = width / self.covered * (self.rush if level in _NARROW else 1.0)
        u = chance[c.time] * np.maximum(c.rows_of_person, 1)
        # Some rows last for weeks: the chance to fall inside one goes with how long the child was away in all.
        inside = c.time == Time.WITHIN
        u[inside] = c.away_of_person[inside] / self.covered
        u = np.minimum(u, 0.5)
        there = (c.place == Place.PLACED) & (c.time != Time.NONE)
        u[there] = np.maximum(u[there], self.housemates[c.time[there]])
        weight = np.log(self.time[c.time] / np.maximum(u, 1e-9))
        weight[c.time == Time.NONE] = np.log(self.time[Time.NONE])
        return weight


def by_segment(values: np.ndarray, starts: np.ndarray, op: np.ufunc) -> np.ndarray:
    return op.reduceat(values, starts) if len(values) else values


def _kin(c: Candidates) -> tuple[np.ndarray, np.ndarray, int]:
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


class Decision:
    """The posterior of every candidate, and of "no child of these authorities" for every incident."""

    def __init__(self, c: Candidates, refused: np.ndarray, expected: np.ndarray) -> None:
        self.c = c
        self.refused = refused  # candidates that a person said are not the child
        change = np.flatnonzero(np.diff(c.incident)) + 1
        self.starts = np.concatenate([[0], change]).astype(np.int64) if len(c) else np.zeros(0, np.int64)
        self.counts = np.diff(np.append(self.starts, len(c)))
        self.care = 0.5  # share of incidents about a child of these authorities
        self.expected = expected  # incidents of each person, so far
        self.share = np.zeros(len(c))
        self.kin = _kin(c)

    def update(
        self,
        known: dict[str, np.ndarray],
        around: tuple[np.ndarray, np.ndarray],
        housemate: float = settings.HOUSEMATE,
    ) -> np.ndarray:
        """One E-step. `known`: log odds by field and pair of identities; `around`: of place and of time, by candidate;
        `housemate`: reports about nobody listed, for each report of a child who lives there.

        Gives the share (probability) of each candidate.
        """
        c = self.c
        identity_score = reduce(np.add, known.values())[c.pair]
        place, apart = around[0], around[0] + around[1]
        context = self._level_within_families(apart)
        others = self._others(place, context - place)
        others = self._level_within_families(context + others) - context
        before = np.maximum(self.expected[c.person] - self.share, 0.0) + _URN
        prior = np.log(before / (self.expected.sum() + _URN * c.persons))
        prior += np.log(self.care / (1 - self.care))
        odds = identity_score + context + others + prior
        odds[self.refused] = -np.inf
        unlisted = self._unlisted(known, odds, housemate)
        top = np.maximum(by_segment(np.maximum(odds, unlisted), self.starts, np.maximum), 0.0)
        base = np.repeat(top, self.counts)
        lifted = np.exp(odds - base)
        total = by_segment(lifted + np.exp(unlisted - base), self.starts, np.add) + np.exp(-top)
        self.share = lifted / np.repeat(total, self.counts)
        self.expected = np.bincount(c.person, weights=self.share * c.alone, minlength=c.persons)
        self.care = float(np.clip(self.share.sum() / max(c.incidents, 1), 0.01, 0.99))
        self.odds, self.shared, self.prior, self.kept = odds, others, prior, context - apart
        self.unlisted = unlisted
        return self.share

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
        pair = self.c.pair
        nights = np.bincount(pair, weights=time * self.c.alone)[pair] - time
        places = np.bincount(pair, weights=place * self.c.alone)[pair] - place
        best = np.full(int(pair.max(initial=0)) + 1, -np.inf)
        np.maximum.at(best, pair, place)
        most = np.minimum(np.maximum(best[pair] - place, 0.0) + _PLACE_AGAIN, _POOL_MOST_PLACE)
        nights = np.clip(_POOL * nights, _POOL_LEAST, _POOL_MOST)
        return nights + np.clip(_POOL * places, _POOL_LEAST, most)

    def _level_within_families(self, context: np.ndarray) -> np.ndarray:
        """Place and time must not choose between brothers and sisters.

        They share addresses and leave together, and either one's absence may be the one that was written down:
        that the sister has a row for that minute says little against the brother. Names and dates decide.
        """
        at, group, groups = self.kin
        if not groups:
            return context
        best = np.full(groups, -np.inf)
        np.maximum.at(best, group, context[at])
        level = context.copy()
        level[at] = np.maximum(context[at], best[group] - settings.TOGETHER)
        return level

    def _unlisted(self, known: dict[str, np.ndarray], odds: np.ndarray, among: float) -> np.ndarray:
        """Log odds of someone who is on no list but shares what the candidate shares.

        A brother or sister has the surname and the family's address; another child of the same home has its
        address and leaves at the same minute. Only the forename and the birth date tell them apart, so place,
        time and surname must not add up to a link by themselves.
        """
        place, pair = self.c.place, self.c.pair
        own = known["forename"] + known["birth"] + known["sex"]
        family = known["surname"]
        others = own + family + known["order"]
        nobody = (known["forename"] == 0) & (known["surname"] == 0) & (known["birth"] == 0)  # all left blank
        sibling = odds + np.where(family > 0, -own, -np.inf)[pair] + _SIBLING[place]
        housemate = np.where(_LIVES_THERE[place], odds - others[pair] + np.log(among), -np.inf)
        housemate = np.where(nobody[pair], odds + np.log(max(settings.UNNAMED, among)), housemate)
        either = np.maximum(sibling, housemate)
        both = np.flatnonzero(np.minimum(sibling, housemate) > -np.inf)
        either[both] = np.logaddexp(sibling[both], housemate[both])
        return either
