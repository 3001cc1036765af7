"""Sorted keys of all children, so that those who may be meant are found without looking at the rest."""

from __future__ import annotations

import numpy as np

from waylight.reconcile.link.block import NO_DATE, Key, People, pack
from waylight.reconcile.prepare.words import Words

_MOST = 400  # children that one key may bring; a key shared by more says too little to rank by


class Finder:
    """Rows by key."""

    def __init__(self, keys: np.ndarray, rows: np.ndarray) -> None:
        order = np.argsort(keys[rows], kind="stable")
        self.keys, self.rows = keys[rows][order], rows[order]

    def find(self, key: np.integer | int, most: int = _MOST) -> np.ndarray:
        """Rows with that key, `most` of them at the most."""
        wanted = self.keys.dtype.type(key)
        low = np.searchsorted(self.keys, wanted, "left")
        high = np.searchsorted(self.keys, wanted, "right")
        return self.rows[low : min(high, low + most)]


def person_keys(p: People, w: Words, first: np.ndarray, second: np.ndarray) -> list[Key]:
    """(keys, where they may be used) of people whose forename is taken to be `first`, surname `second`.

    Any two of: forename by sound, surname by sound, parts of the birth date; or a name with an initial.
    """
    dated, one, two = p.birth != NO_DATE, first != 0, second != 0
    low, high = (np.minimum(p.month, p.day), 5), (np.maximum(p.month, p.day), 5)
    year, month, day = (p.year, 12), (p.month, 5), (p.day, 5)
    forename, surname = (w.sound[first], 24), (w.sound[second], 24)
    found = [(pack(forename, surname), one & two)]
    for name, ok in ((forename, one), (surname, two)):
        found += [(pack(name, *parts), ok & dated) for parts in ((year, month), (year, day), (low, high))]
    found.append((pack(surname, (w.initial[first], 8)), one & two))
    found.append((pack(forename, (w.initial[second], 8)), one & two))
    found.append((pack(year, low, high), dated))
    return found


class ChildKeys:
    """The finders of all children's records."""

    def __init__(self, children: People, words: Words) -> None:
        self.words = words
        keys = person_keys(children, words, children.forename, children.surname)
        self.finders = [Finder(key, np.flatnonzero(ok)) for key, ok in keys]

    def find(self, one: People) -> list[np.ndarray]:
        """Rows of children that share a key with `one` (of length 1), also with its names swapped."""
        found = []
        for first, second in ((one.forename, one.surname), (one.surname, one.forename)):
            keys = person_keys(one, self.words, first, second)
            found += [f.find(k[0]) for f, (k, ok) in zip(self.finders, keys, strict=True) if ok[0]]
        return found
