"""People on no list who share what a listed child shares: other children of the same home, and whoever was not named.
(Brothers and sisters are in `kin`.)"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile import settings
from waylight.reconcile.settings import Place

# By level of Place: whether the child lives there.
LIVES_THERE = np.isin(np.arange(len(Place)), (Place.PLACED, Place.PLACED_NEAR_DATES))


@dataclass(frozen=True)
class Strangers:
    """People who are on no list but share what a candidate shares.

    Another child of the same home has its address and leaves at the same minute. Only the names and the birth date
    tell the two apart, so place and time must not add up to a link by themselves.
    """

    others: np.ndarray  # by pair: what speaks for the child and for no housemate
    nobody: np.ndarray  # by pair: name and birth date were left blank
    among: float  # reports about nobody listed, for each report of a child who lives there

    @classmethod
    def of(cls, known: dict[str, np.ndarray], among: float) -> Strangers:
        own = known["forename"] + known["birth"] + known["sex"]
        nobody = (known["forename"] == 0) & (known["surname"] == 0) & (known["birth"] == 0)
        return cls(own + known["surname"] + known["order"], nobody, among)

    def odds(self, odds: np.ndarray, usual: np.ndarray, pair: np.ndarray, place: np.ndarray) -> np.ndarray:
        """Log odds of such a person for candidates of these `odds`; `usual` less the prior of the candidate: another
        child of the home does not go more often because this one does."""
        either: np.ndarray = np.full(len(odds), -np.inf)
        nobody = self.nobody[pair]
        at = np.flatnonzero(LIVES_THERE[place] | nobody)
        together = odds[at] + usual[at] - self.others[pair[at]] + np.log(self.among)
        nameless = odds[at] + np.log(max(settings.UNNAMED, self.among))
        either[at] = np.where(nobody[at], nameless, together)
        return either
