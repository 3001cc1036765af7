"""A missing row in the making."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints, Text


@dataclass
class Rows:
    """Missing rows in the making: minutes of the London wall clock; `first` and `last` bound the times away
    (positions in the list of those the authority knew) that a row stems from."""

    record: Ints
    start: Ints
    end: Ints
    open: Flags
    missing: Flags
    first: Ints
    last: Ints
    made: Text  # how the row came about
    day_only: Flags

    def take(self, at: Ints) -> Rows:
        """The rows at those positions."""
        return Rows(*(getattr(self, name)[at] for name in self.__dataclass_fields__))

    def join(self, other: Rows) -> Rows:
        """Both, one after the other."""
        return Rows(
            *(np.concatenate([getattr(self, n), getattr(other, n)]) for n in self.__dataclass_fields__)
        )
