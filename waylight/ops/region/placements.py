"""Homes and carers, and who lived where from when to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints

# SSDA903 PLACE code, share among children who go missing, among the others, children to a home or carer.
KINDS = [("K2", 0.32, 0.09, 3.5), ("K3", 0.26, 0.06, 6.0), ("U6", 0.20, 0.34, 1.6), ("U4", 0.06, 0.22, 1.8),
         ("U3", 0.05, 0.14, 1.3), ("P1", 0.04, 0.08, 1.0), ("S1", 0.02, 0.03, 8.0), ("K1", 0.01, 0.005, 12.0),
         ("Z1", 0.04, 0.035, 1.0)]  # fmt: skip


CODE = np.array([kind[0] for kind in KINDS], dtype=object)


@dataclass
class Placements:
    """One entry a placement, ordered by child and time, in days since 1970-01-01.

    `ended` is the first day elsewhere; beyond the window where current."""

    child: Ints
    kind: Ints
    area: Ints
    home: Ints  # number of the home or carer
    postcode: Ints
    started: Ints
    ended: Ints
    current: Flags
    care_from: Ints  # per child
    care_to: Ints  # per child

    def at(self, child: Ints, day: Ints) -> Ints:
        """The placement of each child on each day: a row, or -1 where not in care."""
        key = self.child.astype(np.int64) * 100_000 + self.started
        row = np.searchsorted(key, child.astype(np.int64) * 100_000 + day, side="right") - 1
        safe = np.maximum(row, 0)
        good = (row >= 0) & (self.child[safe] == child) & (day < self.ended[safe])
        return np.where(good, row, -1)
