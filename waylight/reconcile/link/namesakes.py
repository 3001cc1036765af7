"""How many people of the same two names there are among the reports: counted, where frequencies only suppose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from waylight.reconcile import sorting
from waylight.reconcile.link.block import NO_DATE, Keyed, People
from waylight.reconcile.link.evidence import GROUPS

_YEARS_OFF = 500  # days: further off than what is mistyped in a birth date as a rule


@dataclass(frozen=True)
class Namesakes:
    """Identities with both names and a birth date, sorted by their names."""

    name: np.ndarray  # u64 code of both names
    birth: np.ndarray
    first: np.ndarray  # whether that is 1 January
    people: np.ndarray  # by broad ethnic group, those of unknown group in each; 0: all

    @classmethod
    def of(cls, p: People) -> Namesakes:
        whole = np.flatnonzero((p.forename > 0) & (p.surname > 0) & (p.birth != NO_DATE))
        names = _both(p, whole)
        order = sorting.order(p.forename[whole], p.surname[whole])
        people = np.bincount(p.ethnicity[whole], minlength=GROUPS).astype(float)
        people[1:] += people[0]
        people[0] = len(whole)
        whole = whole[order]
        first = (p.month[whole] == 1) & (p.day[whole] == 1)
        return cls(names[order], p.birth[whole].astype(np.int64), first, people)

    @cached_property
    def _named(self) -> Keyed:
        return Keyed(self.name, np.arange(len(self.name)))

    def count(self, p: People, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How many of each of these people's namesakes were born years before or after; and on 1 January."""
        at, to, _ = self._named.pairs(_both(p, rows), cap=10**9)
        other = np.abs(self.birth[to] - p.birth[rows][at]) > _YEARS_OFF
        at, to = at[other], to[other]
        return np.bincount(at, minlength=len(rows)), np.bincount(at[self.first[to]], minlength=len(rows))


def _both(p: People, rows: np.ndarray) -> np.ndarray:
    code: np.ndarray = p.forename[rows].astype(np.uint64) << np.uint64(32)
    return code | p.surname[rows].astype(np.uint64)
