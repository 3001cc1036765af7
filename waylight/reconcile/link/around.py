"""What an incident's place and time are worth as evidence: learned from the data at hand, without labels."""

from __future__ import annotations

import numpy as np

from waylight.reconcile import settings
from waylight.reconcile.link.decide import Candidates
from waylight.reconcile.link.unlisted import LIVES_THERE
from waylight.reconcile.parts import side_by_side
from waylight.reconcile.settings import Place, Time

# The widths, in minutes, of what counts as each level of Time: what chance alone would give.
_CHANCE = {
    Time.MINUTES: 11, Time.HALF_HOUR: 50, Time.HOURS: 300, Time.CLOCK: 46, Time.DAY: 1440, Time.NEAR: 4320,
}  # fmt: skip
_NARROW = (Time.MINUTES, Time.HALF_HOUR, Time.HOURS, Time.CLOCK)
# By level of Place: whether it is a known address of the child.
_RARE = LIVES_THERE | np.isin(np.arange(len(Place)), (Place.PLACED_ONCE, Place.HOME))


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
        placed = LIVES_THERE[c.place]
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
        place, time = side_by_side(lambda: self._place(c), lambda: self._time(c), rows=len(c))
        return place, time

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
        could = self._could_show()
        weight = np.full(len(c), np.log(self.time[Time.NONE]))
        at = np.flatnonzero(c.time != Time.NONE)
        time = c.time[at]
        u = chance[time] * np.maximum(c.rows_of_person[at], 1)
        # Some rows last for weeks: the chance to fall inside one goes with how long the child was away in all.
        inside = np.flatnonzero(time == Time.WITHIN)
        u[inside] = c.away_of_person[at[inside]] / self.covered
        u = np.minimum(u, 0.5)
        there = np.flatnonzero(c.place[at] == Place.PLACED)
        u[there] = np.maximum(u[there], (self.housemates * could)[time[there]])
        weight[at] = np.log((self.time * could)[time] / np.maximum(u, 1e-9))
        return weight

    def _could_show(self) -> np.ndarray:
        """By level, one over the share of pairs that could show it at all.

        Who writes only days cannot agree to the minute, nor who writes hours by the day alone. Both kinds of pairs
        are taken to agree as often, so that their shares of what agrees are their shares of all.
        """
        could, narrow = np.ones(len(Time)), list(_NARROW)
        to_the_hour, by_day = self.time[narrow].sum(), self.time[Time.DAY]
        could[narrow] = (to_the_hour + by_day) / to_the_hour
        could[Time.DAY] = (to_the_hour + by_day) / by_day
        return could
