"""Invented children: who they are, which family they belong to, what they are called."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from waylight.ops.region.places import Ints, Text

Flags = npt.NDArray[np.bool_]


@dataclass
class People:
    """One entry a person in every array. `family` groups who live at one home address; `leader` is the person
    whose placements this one shares (itself for most). Birth dates are days since 1970-01-01."""

    forename: Text
    middle: Text
    surname: Text
    other_surname: Text
    community: Ints
    ethnic: Text
    sex: Text
    born: Ints
    home: Ints
    area: Ints
    family: Ints
    leader: Ints
    unaccompanied: Flags
    first_january: Flags
    twin: Flags

    def __len__(self) -> int:
        return len(self.born)

    def twin_of(self) -> Ints:
        """Each person's twin, or -1."""
        twin = np.full(len(self), -1)
        younger = np.flatnonzero(self.twin)
        twin[younger] = self.family[younger]
        twin[self.family[younger]] = younger
        return twin

    def join(self, other: People) -> People:
        """Both groups in one; `family` and `leader` must already be numbered apart."""
        return People(
            *(np.concatenate([getattr(self, f.name), getattr(other, f.name)]) for f in fields(People))
        )
