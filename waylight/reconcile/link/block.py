"""Which pairs are worth comparing: keys that true pairs share, each bounded so that work grows with the rows.

A key that too many children share is refined by a further part (an initial, a year) before it may pair
anything: the number of pairs a police identity can bring is bounded at any size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from waylight.reconcile.link.lookup import Table, once
from waylight.reconcile.parts import side_by_side
from waylight.reconcile.prepare.words import Words

NO_DATE = np.int32(-(2**31))
_U = np.uint64


@dataclass(frozen=True)
class People:
    """One side's people as arrays of one length: name codes (u32), birth parts, day number of birth."""

    forename: np.ndarray
    surname: np.ndarray
    other: np.ndarray  # code of a further name, 0 where none
    birth: np.ndarray  # i32 days since 1970, NO_DATE where blank
    year: np.ndarray
    month: np.ndarray
    day: np.ndarray
    sex: np.ndarray  # u8: 0 blank, 1 F, 2 M
    ethnicity: np.ndarray  # u8 group: 0 blank

    def __len__(self) -> int:
        return len(self.forename)


class Keyed:
    """The rows of one side by a key, sorted, for joins with the other side."""

    def __init__(self, key_sorted: np.ndarray, order: np.ndarray) -> None:
        fresh = np.ones(len(key_sorted), dtype=bool)
        fresh[1:] = key_sorted[1:] != key_sorted[:-1]
        self.order, self.begins = order, np.flatnonzero(fresh)
        self.lengths = np.diff(np.append(self.begins, len(key_sorted)))
        self.keys = key_sorted[self.begins]
        self.find = Table(self.keys).find

    def pairs(self, left: np.ndarray, cap: int) -> tuple[np.ndarray, ...]:
        """Pairs (position in left, row) of equal keys, and a mask of left rows over the cap."""
        at = self.find(left)
        met = np.flatnonzero(at >= 0)
        count = self.lengths[at[met]]
        over = np.zeros(len(left), dtype=bool)
        if cap < len(self.order):
            many = count > cap
            over[met[many]] = True
            met, count = met[~many], count[~many]
        first = np.cumsum(count) - count
        where = np.repeat(self.begins[at[met]] - first, count)
        where += np.arange(len(where))
        return np.repeat(met, count), self.order[where], over


def expand(left: np.ndarray, right_sorted: np.ndarray, order: np.ndarray, cap: int) -> tuple[np.ndarray, ...]:
    """Pairs (position in left, position in right) of equal keys, and a mask of left rows over the cap."""
    return Keyed(right_sorted, order).pairs(left, cap)


Key = tuple[np.ndarray, np.ndarray]  # a key (u64) for each row of one side, and where it may be used
Pairs = tuple[np.ndarray, np.ndarray]  # two arrays of one length


def exploding(
    left: Sequence[Key], right: Sequence[Key], caps: Sequence[int], alive: np.ndarray | None = None
) -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]:
    """Join on the first key; rows whose key pairs with more than its cap go on to the next, finer key.

    Gives the pairs, and which rows were over the cap of the last key.
    """
    found = []
    alive = np.ones(len(left[0][0]), dtype=bool) if alive is None else alive
    for (left_key, left_ok), (right_key, right_ok), cap in zip(left, right, caps, strict=True):
        right_rows = np.flatnonzero(right_ok)
        order = right_rows[np.argsort(right_key[right_rows])]
        rows = np.flatnonzero(alive & left_ok)
        at, to, over = expand(left_key[rows], right_key[order], order, cap)
        found.append((rows[at], to))
        alive = np.zeros_like(alive)
        alive[rows[over]] = True
        if not over.any():
            break
    return found, alive


def pack(*parts: tuple[np.ndarray, int]) -> np.ndarray:
    """One u64 key of several parts, each given with its width in bits."""
    key = np.zeros(len(parts[0][0]), dtype=_U)
    for values, bits in parts:
        part = values.astype(_U)
        part &= _U((1 << bits) - 1)
        key <<= _U(bits)
        key |= part
    return key


def _birth_keys(p: People, w: Words, name: np.ndarray) -> list[Key]:
    named = (p.birth != NO_DATE) & (name != 0)
    return [
        (pack((p.birth, 32), (w.begins[name], 16)), named),
        (pack((p.birth, 32), (w.sound[name], 24)), named),
    ]


def _birth_initials(p: People, w: Words) -> Key:
    """The birth date and the initials of both names, in whichever box."""
    one, other = w.initial[p.forename], w.initial[p.surname]
    ok = (p.birth != NO_DATE) & (one > 0) & (other > 0)
    return pack((p.birth, 32), (np.minimum(one, other), 8), (np.maximum(one, other), 8)), ok


def _crossed(left: People, right: People, w: Words) -> np.ndarray:
    """Which of `left` have a name in the box where those of `right` hardly ever have it, but in the other."""
    size = int(w.sound.max(initial=0)) + 1
    first, last = (np.bincount(w.sound[names], minlength=size) for names in (right.forename, right.surname))
    one, other = w.sound[left.forename], w.sound[left.surname]
    stray = (left.forename > 0) & (last[one] > 3 * first[one])
    return stray | ((left.surname > 0) & (first[other] > 3 * last[other]))


def _name_keys(p: People, w: Words, first: np.ndarray, second: np.ndarray) -> list[Key]:
    both = (first != 0) & (second != 0)
    dated = both & (p.birth != NO_DATE)
    base = ((w.sound[first], 24), (w.sound[second], 24))
    low, high = np.minimum(p.month, p.day), np.maximum(p.month, p.day)
    return [
        (pack(*base), both),
        (pack(*base, (p.year, 8)), dated),
        (pack(*base, (low, 5), (high, 5)), dated),
    ]


def _part_keys(p: People, w: Words, name: np.ndarray, other: np.ndarray) -> list[list[Key]]:
    """A name with two parts of the birth date; refined by the initial of the other name."""
    dated = (name != 0) & (p.birth != NO_DATE)
    low, high = np.minimum(p.month, p.day), np.maximum(p.month, p.day)
    sound, initial = (w.sound[name], 24), (w.initial[other], 8)
    plans = []
    for tag, parts in enumerate(
        (((p.year, 8), (p.month, 5)), ((p.year, 8), (p.day, 5)), ((low, 8), (high, 5)))
    ):
        base = (sound, (np.full(len(p), tag), 2), *parts)
        plans.append([(pack(*base), dated), (pack(*base, initial), dated & (other != 0))])
    return plans


def _undated_keys(p: People, w: Words, name: np.ndarray, other: np.ndarray, undated: np.ndarray) -> list[Key]:
    ok = (name != 0) & (other != 0) & undated
    return [(pack((w.sound[name], 24), (w.initial[other], 8)), ok)]


def by_person(left: People, right: People, words: Words) -> list[tuple[np.ndarray, np.ndarray]]:
    """Candidate pairs (left row, right row) from names and dates of birth; a pair may come more than once."""
    same_day = [(pack((p.birth, 32)), p.birth != NO_DATE) for p in (left, right)]
    found, crowded = exploding(same_day[:1], same_day[1:], caps=(12,))
    alike = _Alike(left, right, words)
    lf, ls, rf, rs = left.forename, left.surname, right.forename, right.surname
    crossed, undated = _crossed(left, right, words), left.birth == NO_DATE
    ways = [
        partial(alike.initials, crowded),
        *(partial(alike.birth, ours, theirs, crowded) for ours in (lf, ls) for theirs in (rf, rs)),
        partial(alike.names, lf, ls),
        partial(alike.names, ls, lf),
        partial(alike.parts, (lf, ls), (rs, rf), (4, 8), crossed),
        partial(alike.parts, (ls, lf), (rf, rs), (4, 8), crossed),
        partial(alike.parts, (ls, lf), (rs, rf), (3, 6), None),
        partial(alike.parts, (lf, ls), (rf, rs), (2, 4), None),
        partial(alike.undated, (ls, lf), (rs, rf), undated),
        partial(alike.undated, (lf, ls), (rf, rs), undated),
    ]
    for pairs in side_by_side(*ways, rows=len(left)):
        found += pairs
    return found


@dataclass(frozen=True)
class _Alike:
    """The ways in which names and birth dates bring two sides' people together; none waits for another.

    `ours` and `theirs` are the names (of two: the first as a whole, the second by its initial) that must agree;
    `alive` says where a way may be used.
    """

    left: People
    right: People
    words: Words

    def initials(self, alive: np.ndarray) -> list[Pairs]:
        keys = _birth_initials(self.left, self.words), _birth_initials(self.right, self.words)
        return exploding(keys[:1], keys[1:], (12,), alive)[0]

    def birth(self, ours: np.ndarray, theirs: np.ndarray, alive: np.ndarray) -> list[Pairs]:
        keys = _birth_keys(self.left, self.words, ours), _birth_keys(self.right, self.words, theirs)
        return exploding(*keys, (12, 24), alive)[0]

    def names(self, first: np.ndarray, second: np.ndarray) -> list[Pairs]:
        theirs = _name_keys(self.right, self.words, self.right.forename, self.right.surname)
        return exploding(_name_keys(self.left, self.words, first, second), theirs, (12, 12, 12))[0]

    def parts(self, ours: Pairs, theirs: Pairs, caps: tuple[int, ...],
              alive: np.ndarray | None) -> list[Pairs]:  # fmt: skip
        plans = _part_keys(self.left, self.words, *ours), _part_keys(self.right, self.words, *theirs)
        return [pairs for keys in zip(*plans, strict=True) for pairs in exploding(*keys, caps, alive)[0]]

    def undated(self, ours: Pairs, theirs: Pairs, undated: np.ndarray) -> list[Pairs]:
        everyone = np.ones(len(self.right), dtype=bool)
        left = _undated_keys(self.left, self.words, *ours, undated)
        return exploding(left, _undated_keys(self.right, self.words, *theirs, everyone), (30,))[0]


def coded(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Pairs of rows as one number each, which sorts by the left row."""
    return (left.astype(_U) << _U(32)) | right.astype(_U)


def decoded(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of rows that were `coded`."""
    return (codes >> _U(32)).astype(np.int64), (codes & _U(0xFFFFFFFF)).astype(np.int64)


def distinct(pairs: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Each pair once, sorted by left row."""
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return decoded(once(np.concatenate([coded(a, b) for a, b in pairs])))
