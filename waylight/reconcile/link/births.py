"""Birth dates: what a level says of an ordinary date and of 1 January, and how common each date is.

1 January is written where nobody knows the date. Few children have it, so that of all true pairs few show "both
1 January"; but of the true pairs of those children nearly all do. Each child is therefore weighed by what is usual
for its kind of date: else a child whose date was assigned would need more proof than any other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile import settings, sorting
from waylight.reconcile.link.block import NO_DATE, People
from waylight.reconcile.link.communities import Communities
from waylight.reconcile.link.evidence import PairLevels
from waylight.reconcile.settings import Birth

# Where learning starts: children of an ordinary date, and those of 1 January.
START = np.array((settings.START_BIRTH, settings.START_FIRST_JANUARY))
_LEAN = 200.0


def first_january(p: People) -> np.ndarray:
    return (p.month == 1) & (p.day == 1)


def position(levels: PairLevels, b: People) -> np.ndarray:
    """Where the level of each pair stands in tables of the shape of `START`, flat."""
    theirs = levels.right
    return levels.birth + np.uint8(len(Birth)) * ((b.month[theirs] == 1) & (b.day[theirs] == 1))


@dataclass(frozen=True)
class Births:
    """Distinct birth dates, and the share of each within each broad ethnic group (row 0: in all)."""

    dates: np.ndarray
    share: np.ndarray

    @classmethod
    def of(cls, births: np.ndarray, groups: np.ndarray, size: int) -> Births:
        known = births != NO_DATE
        dates, code = sorting.groups(births[known])
        if not len(dates):
            return cls(np.array([0]), np.full((size, 1), 0.5))
        table = np.bincount(groups[known].astype(np.int64) * len(dates) + code, minlength=size * len(dates))
        counts = table.reshape(size, len(dates)).astype(float)
        everyone = (counts.sum(axis=0) + 1) / (counts.sum() + 2)
        share = (counts + _LEAN * everyone) / (counts.sum(axis=1, keepdims=True) + _LEAN)
        share[0] = everyone
        return cls(dates, share)

    def rarity(self, levels: PairLevels, b: People, u: np.ndarray, together: Communities,
               sound: np.ndarray) -> np.ndarray:  # fmt: skip
        """For equal dates: the average `u` is replaced by the frequency of that very date, in that group."""
        extra = np.zeros(len(levels))
        at = np.flatnonzero((levels.birth == Birth.SAME) | (levels.birth == Birth.SAME_FIRST_JANUARY))
        theirs, group = levels.right[at], levels.ethnicity[at] // len(self.share)
        share = self.share[
            group, np.minimum(np.searchsorted(self.dates, b.birth[theirs]), len(self.dates) - 1)
        ]
        extra[at] = np.log(u.ravel()[position(levels, b)[at]] / share)
        first = levels.birth[at] == Birth.SAME_FIRST_JANUARY
        at, theirs, group = at[first], theirs[first], group[first]
        extra[at] -= together.assigned(sound[b.forename[theirs]], sound[b.surname[theirs]], group)
        return extra
