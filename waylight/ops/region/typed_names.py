"""A batch of names that change step by step."""

from __future__ import annotations

import random

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

from waylight.ops.region import typing_errors as slips
from waylight.ops.region.people import People
from waylight.ops.region.places import Ints, Text

Floats = npt.NDArray[np.floating]


class Names:
    """Forename, surname and alias of a batch of identities, changed in place step by step."""

    def __init__(self, people: People, person: Ints, rng: Generator) -> None:
        self.person = person
        self.forename: Text = people.forename[person].copy()
        self.surname: Text = people.surname[person].copy()
        self.middle: Text = people.middle[person]
        self.other: Text = people.other_surname[person]
        self.community = people.community[person]
        self.sex = people.sex[person]
        self.alias: Text = np.full(len(person), "", dtype=object)
        self.rng = rng
        self.python = random.Random(int(rng.integers(2**62)))  # noqa: S311 - invention, not secrecy

    def some(self, rate: float | Floats) -> Ints:
        """The positions to which something happens; the rate may be one for all or one for each."""
        return np.flatnonzero(self.rng.random(len(self.forename)) < rate)

    def change(self, which: str, rate: float | Floats, change: slips.Change) -> None:
        """Apply a slip to some forenames and, separately, to some surnames."""
        for name in which.split():
            column: Text = getattr(self, name)
            for at in self.some(rate):
                column[at] = change(column[at], self.python)

    def look_up(self, which: str, rate: float | Floats, table: dict[str, list[str]]) -> None:
        """Replace some of the names that stand in a table by one of their other forms."""
        column: Text = getattr(self, which)
        for at in self.some(rate):
            forms = table.get(column[at])
            if forms:
                column[at] = self.python.choice(forms)
