"""People on no list who share what a listed child shares: brothers, sisters, other children of the same home."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile import settings
from waylight.reconcile.settings import Place

# By level of Place: whether the child lives there, and the log odds that a report from there is of a brother or
# sister on no list.
LIVES_THERE = np.isin(np.arange(len(Place)), (Place.PLACED, Place.PLACED_NEAR_DATES))
_SIBLING = np.log(np.full(len(Place), settings.SIBLING_ELSEWHERE))
_SIBLING[Place.HOME] = np.log(settings.SIBLING_AT_HOME)


@dataclass(frozen=True)
class Strangers:
    """People who are on no list but share what a candidate shares.

    A brother or sister has the surname and the family's address; another child of the same home has its
    address and leaves at the same minute. Only the forename and the birth date tell them apart, so place,
    time and surname must not add up to a link by themselves.
    """

    own: (
        np.ndarray
    )  # by pair: log odds against a brother or sister; -inf where the surname does not speak for one
    others: np.ndarray  # by pair: what speaks for the child and for no housemate
    nobody: np.ndarray  # by pair: name and birth date were left blank
    among: float  # reports about nobody listed, for each report of a child who lives there

    @classmethod
    def of(cls, known: dict[str, np.ndarray], among: float) -> Strangers:
        own = known["forename"] + known["birth"] + known["sex"]
        family = known["surname"]
        nobody = (known["forename"] == 0) & (known["surname"] == 0) & (known["birth"] == 0)
        return cls(np.where(family > 0, -own, -np.inf), own + family + known["order"], nobody, among)

    def odds(self, odds: np.ndarray, usual: np.ndarray, pair: np.ndarray, place: np.ndarray) -> np.ndarray:
        """Log odds of such a person for candidates of these `odds`; `usual` less the prior of the candidate.

        A brother or sister may go as often as the child does. Another child of the home does not go more often
        because this one does.
        """
        either: np.ndarray = odds + self.own[pair] + _SIBLING[place]
        nobody = self.nobody[pair]
        at = np.flatnonzero(LIVES_THERE[place] | nobody)
        together = odds[at] + usual[at] - self.others[pair[at]] + np.log(self.among)
        nameless = odds[at] + np.log(max(settings.UNNAMED, self.among))
        either[at] = np.logaddexp(either[at], np.where(nobody[at], nameless, together))
        return either
