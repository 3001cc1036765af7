"""Brothers and sisters on no list: how often reports are about them, and how often they go when the child goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile import settings
from waylight.reconcile.link.unlisted import LIVES_THERE
from waylight.reconcile.settings import Place

# By level of Place: elsewhere, where the child is placed, and the family's address.
_WHERE = LIVES_THERE.astype(np.int64)
_WHERE[Place.HOME] = 2
_START = np.array([settings.SIBLING_ELSEWHERE, settings.SIBLING_ELSEWHERE, settings.SIBLING_AT_HOME])
_TOGETHER = 0.2
_LEAN = 100.0  # reports by which the start counts as much as what was found
_LEAST = -8.0  # log odds below which a brother or sister takes nothing from anybody


@dataclass(frozen=True)
class Found:
    """Candidates that a brother or sister on no list may be instead: positions; log odds of one who goes alone, of one
    who goes with the child, and of either."""

    at: np.ndarray
    alone: np.ndarray
    along: np.ndarray
    either: np.ndarray

    def as_shares(self, share: np.ndarray, child: np.ndarray, begin: int) -> Found:
        """The same as probabilities, where the child's log odds gave it this `share`; positions from `begin`."""
        mine = np.log(np.maximum(share[self.at], 1e-300)) - child[self.at]
        alone, along = np.exp(self.alone + mine), np.exp(self.along + mine)
        return Found(self.at + begin, alone, along, alone + along)


def against_kin(known: dict[str, np.ndarray]) -> np.ndarray:
    """By pair: log odds for a brother or sister against the child; -inf where the surname speaks for none. Only
    forename, birth date and sex tell them apart."""
    own = known["forename"] + known["birth"] + known["sex"]
    return np.where(known["surname"] > 0, -own, -np.inf)


class Kin:
    """Reports about brothers and sisters on no list, for each report of the child, by `_WHERE`; and the share of
    them at the times of the child's own absences. Both are learned, without labels, as the linkage decides."""

    def __init__(self) -> None:
        self.rate, self.together = _START, _TOGETHER

    def odds(self, child: np.ndarray, own: np.ndarray, place: np.ndarray, time: np.ndarray) -> Found:
        """For candidates with log odds `child`: `own` is what speaks for kin and not for the child (-inf where
        the surname does not), `time` what the child's times away say. Kin on no list have no rows: that the
        child has none for that night says nothing against them. Of a report from the family's address in which
        nothing speaks for the child itself, kin keep a share: surname, place and time must not add up to
        certainty, however seldom kin were found."""
        usual = child + (own - time) + np.log(self.rate)[_WHERE[place]]
        at = np.flatnonzero(usual + np.maximum(time, 0.0) > _LEAST)
        alone = usual[at] + np.log1p(-self.together)
        along = usual[at] + time[at] + np.log(self.together)
        either = np.logaddexp(alone, along)
        bare = np.flatnonzero((place[at] == Place.HOME) & (own[at] >= 0))
        either[bare] = np.maximum(either[bare], child[at[bare]] + np.log(settings.SIBLING_LEAST))
        return Found(at, alone, along, either)

    def learn(self, place: np.ndarray, share: np.ndarray, found: list[Found]) -> None:
        """By the `share` of each candidate, and the probabilities of kin."""
        at, along, either = (
            np.concatenate([getattr(one, name) for one in found]) for name in ("at", "along", "either")
        )
        where = _WHERE[place]
        child, kin = np.bincount(where, share, 3), np.bincount(where[at], either, 3)
        self.rate = np.clip((kin + _LEAN * _START) / (child + _LEAN), _START / 10, 0.5)
        with_child = (along.sum() + _LEAN * _TOGETHER) / (kin.sum() + _LEAN)
        self.together = float(np.clip(with_child, 0.01, 0.9))
