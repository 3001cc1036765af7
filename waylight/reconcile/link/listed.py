"""Which people are worth comparing: keys of names and birth dates that true pairs share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import product

import numpy as np

from waylight.reconcile.link.block import NO_DATE, Key, Keyed, Pairs, People, exploding, keyed, pack
from waylight.reconcile.parts import side_by_side
from waylight.reconcile.prepare.words import Words

Boxes = tuple[str, ...]  # where names stand: "forename" and "surname"
Maker = Callable[[People, Words, Boxes, int], Key]  # makes the nth key of its kind
_AS_WRITTEN, _EXCHANGED = ("forename", "surname"), ("surname", "forename")


@dataclass(frozen=True)
class Listed:
    """The people of one list, to be found by their keys. Each key is sorted once, whoever asks for it: most keys by
    which a list is searched serve in several searches."""

    people: People
    words: Words
    _sorted: dict[tuple[Maker, Boxes, int], Keyed] = field(default_factory=dict)

    def forget(self) -> None:
        """Give back the memory of what is sorted: no further search is to come."""
        self._sorted.clear()

    def by(self, make: Maker, boxes: Boxes, nth: int) -> Keyed:
        at = make, boxes, nth
        found = self._sorted.get(at)
        if found is None:
            found = self._sorted[at] = keyed(make(self.people, self.words, boxes, nth))
        return found

    def pairs(self, ours: Callable[[int], Key], make: Maker, boxes: Boxes, caps: Sequence[int],
              alive: np.ndarray | None = None, first: int = 0) -> tuple[list[Pairs], np.ndarray]:  # fmt: skip
        """Pairs with equal keys by `exploding`: `ours` gives the nth key of those who are looked for."""
        steps = range(first, first + len(caps))
        return exploding(map(ours, steps), (self.by(make, boxes, nth) for nth in steps), caps, alive)


def by_person(left: People, right: Listed) -> list[Pairs]:
    """Candidate pairs (left row, right row) from names and dates of birth; a pair may come more than once."""
    crossed, undated = _crossed(left, right.people, right.words), left.birth == NO_DATE

    def keys(make: Maker, boxes: Boxes = ()) -> Callable[[int], Key]:
        """The keys of those who are looked for, each made once."""
        return cache(partial(make, left, right.words, boxes))

    def born() -> list[Pairs]:
        found, crowded = right.pairs(keys(_born), _born, (), (12,))
        found += right.pairs(keys(_initials), _initials, (), (12,), crowded)[0]
        for ours in _AS_WRITTEN:
            mine = keys(_born_named, (ours,))
            for theirs in _AS_WRITTEN:
                found += right.pairs(mine, _born_named, (theirs,), (12, 24), crowded)[0]
        return found

    def named(ours: Boxes) -> list[Pairs]:
        return right.pairs(keys(_named, ours), _named, _AS_WRITTEN, (12, 12, 12))[0]

    def partly(ours: Boxes, *ways: tuple[Boxes, tuple[int, int], np.ndarray | None]) -> list[Pairs]:
        mine, found = keys(_partly, ours), []
        for (theirs, caps, alive), first in product(ways, (0, 2, 4)):
            found += right.pairs(mine, _partly, theirs, caps, alive, first)[0]
        return found

    def without_date(boxes: Boxes) -> list[Pairs]:
        return right.pairs(keys(_undated, boxes), _undated, boxes, (30,), undated)[0]

    ways = (
        partial(partly, _AS_WRITTEN, (_EXCHANGED, (4, 8), crossed), (_AS_WRITTEN, (2, 4), None)),
        partial(partly, _EXCHANGED, (_AS_WRITTEN, (4, 8), crossed), (_EXCHANGED, (3, 6), None)),
        born,
        partial(named, _AS_WRITTEN),
        partial(named, _EXCHANGED),
        partial(without_date, _AS_WRITTEN),
        partial(without_date, _EXCHANGED),
    )
    return [pairs for found in side_by_side(*ways, rows=len(left)) for pairs in found]


def _crossed(left: People, right: People, w: Words) -> np.ndarray:
    """Which of `left` have a name in the box where those of `right` hardly ever have it, but in the other."""
    size = int(w.sound.max(initial=0)) + 1
    first, last = (np.bincount(w.sound[names], minlength=size) for names in (right.forename, right.surname))
    one, other = w.sound[left.forename], w.sound[left.surname]
    stray = (left.forename > 0) & (last[one] > 3 * first[one])
    return stray | ((left.surname > 0) & (first[other] > 3 * last[other]))


def _born(p: People, w: Words, boxes: Boxes, nth: int) -> Key:
    return pack((p.birth, 32)), p.birth != NO_DATE


def _initials(p: People, w: Words, boxes: Boxes, nth: int) -> Key:
    """The birth date and the initials of both names, in whichever box."""
    one, other = w.initial[p.forename], w.initial[p.surname]
    ok = (p.birth != NO_DATE) & (one > 0) & (other > 0)
    return pack((p.birth, 32), (np.minimum(one, other), 8), (np.maximum(one, other), 8)), ok


def _born_named(p: People, w: Words, boxes: Boxes, nth: int) -> Key:
    """The birth date and how a name begins to sound; then how it sounds."""
    (name,) = _names(p, boxes)
    sounds, bits = ((w.begins, 16), (w.sound, 24))[nth]
    return pack((p.birth, 32), (sounds[name], bits)), (p.birth != NO_DATE) & (name != 0)


def _named(p: People, w: Words, boxes: Boxes, nth: int) -> Key:
    """Both names; then with the year of birth; then with the other parts of the birth date."""
    first, second = _names(p, boxes)
    both = (first != 0) & (second != 0)
    names = (w.sound[first], 24), (w.sound[second], 24)
    if nth == 0:
        return pack(*names), both
    dated = both & (p.birth != NO_DATE)
    if nth == 1:
        return pack(*names, (p.year, 8)), dated
    return pack(*names, *((part, 5) for part in _low_and_high(p))), dated


def _partly(p: People, w: Words, boxes: Boxes, nth: int) -> Key:
    """A name with two parts of the birth date (three ways); then with the initial of the other name."""
    name, other = _names(p, boxes)
    way, finer = divmod(nth, 2)
    low, high = _low_and_high(p) if way == 2 else (p.year, p.month if way == 0 else p.day)
    key = (w.sound[name], 24), (np.full(len(p), way), 2), (low, 8), (high, 5)
    dated = (name != 0) & (p.birth != NO_DATE)
    return (pack(*key, (w.initial[other], 8)), dated & (other != 0)) if finer else (pack(*key), dated)


def _undated(p: People, w: Words, boxes: Boxes, nth: int) -> Key:
    name, other = _names(p, boxes)
    return pack((w.sound[name], 24), (w.initial[other], 8)), (name != 0) & (other != 0)


def _low_and_high(p: People) -> tuple[np.ndarray, np.ndarray]:
    """Month and day in whichever order."""
    return np.minimum(p.month, p.day), np.maximum(p.month, p.day)


def _names(p: People, boxes: Boxes) -> list[np.ndarray]:
    """The names that stand in those boxes."""
    return [getattr(p, box) for box in boxes]
