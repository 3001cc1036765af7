"""Police reports before anybody typed a name: about which time away, from which force, with which times."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.random import Generator

from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints, Text


@dataclass
class Reports:
    """One entry a report.

    `person` counts listed children first, then the others; `away` is -1 where the report is about none of the
    true times away of a listed child; `spot` is the postcode row of where the child lived."""

    person: Ints
    away: Ints
    force: Ints
    seen: Ints
    reported: Ints
    found: Ints
    spot: Ints
    in_care: Flags
    fresh: Flags
    made: Text  # how the report came about

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: Ints) -> Reports:
        """The reports at those positions, in that order."""
        return Reports(*(getattr(self, f.name)[rows] for f in fields(Reports)))

    def join(self, *others: Reports) -> Reports:
        """All of them, one after the other."""
        parts = (self, *others)
        return Reports(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Reports)))


def reports(
    person: Ints, away: Ints, force: Ints, start: Ints, end: Ints, spot: Ints, in_care: Flags, rng: Generator
) -> Reports:
    """One report for each time away given, with the times the police would hear."""
    size = len(person)
    length = end - start
    seen = start - rng.exponential(14, size).astype(np.int64)
    seen = np.where(rng.random(size) < 0.6, seen // 5 * 5, seen)
    delay = np.minimum(rng.lognormal(np.log(95), 0.8, size), 0.85 * length).astype(np.int64)
    reported = start + delay
    found = end + rng.exponential(18, size).astype(np.int64)
    found = np.maximum(found, reported + 1)
    fresh = np.zeros(size, dtype=bool)
    return Reports(person, away, force, seen, reported, found, spot, in_care, fresh, marked("told", size))


def marked(word: str, size: int) -> Text:
    """A word that says how each report came about."""
    return np.full(size, word, dtype=object)
