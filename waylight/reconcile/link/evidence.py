"""Levels of evidence for pairs of people."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from waylight.reconcile.link.block import NO_DATE, People
from waylight.reconcile.link.names import CHUNK, NameLevels
from waylight.reconcile.parts import in_parts, side_by_side
from waylight.reconcile.settings import Birth, Name, Order, Sex

GROUPS = 6  # broad ethnic groups with the blank


@dataclass(frozen=True)
class PairLevels:
    """Levels (u8 arrays of one length) of pairs of people: positions `left` and `right`."""

    left: np.ndarray
    right: np.ndarray
    forename: np.ndarray
    surname: np.ndarray
    order: np.ndarray
    birth: np.ndarray
    sex: np.ndarray
    ethnicity: np.ndarray  # left group * GROUPS + right group

    def __len__(self) -> int:
        return len(self.left)

    @classmethod
    def join(cls, parts: list[PairLevels]) -> PairLevels:
        return cls(*(np.concatenate([getattr(p, name) for p in parts]) for name in cls.__dataclass_fields__))

    def shifted(self, by: int) -> PairLevels:
        """The same pairs, the right side counted from `by`."""
        return replace(self, right=self.right + by)

    def take(self, keep: np.ndarray | slice) -> PairLevels:
        return PairLevels(*(getattr(self, name)[keep] for name in self.__dataclass_fields__))


def birth_level(a: People, b: People, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Level of Birth for each pair."""
    ours, theirs = a.birth[left], b.birth[right]
    first = ((b.month == 1) & (b.day == 1))[right]
    level = np.where(first, np.uint8(Birth.SAME_FIRST_JANUARY), np.uint8(Birth.SAME))
    at = np.flatnonzero(ours != theirs)
    level[at] = _unlike_births(a, b, left[at], right[at])
    level[np.flatnonzero((ours == NO_DATE) | (theirs == NO_DATE))] = Birth.BLANK
    return level


def _unlike_births(a: People, b: People, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Level of Birth for pairs of different dates."""
    y1, m1, d1 = a.year[left], a.month[left], a.day[left]
    y2, m2, d2 = b.year[right], b.month[right], b.day[right]
    same_y, same_m, same_d = y1 == y2, m1 == m2, d1 == d2
    first1, first2 = (m1 == 1) & (d1 == 1), (m2 == 1) & (d2 == 1)
    level = np.full(len(left), Birth.OTHER, dtype=np.uint8)
    near = np.abs(a.birth[left].astype(np.int64) - b.birth[right]) <= 31
    level[near | (same_d & same_m) | (same_y & (m1 == d2) | same_y & (d1 == m2))] = Birth.NEAR
    level[(first1 | first2) & (np.abs(y1 - y2) <= 4)] = Birth.ASSIGNED
    two = (same_y.astype(np.int8) + same_m + same_d) == 2
    level[two] = Birth.ONE_PART
    at = np.flatnonzero(two)
    level[at[_slip(y1[at], y2[at]) & _slip(m1[at], m2[at]) & _slip(d1[at], d2[at])]] = Birth.BY_ONE
    level[first1 & first2] = Birth.OTHER
    level[first1 & first2 & (np.abs(y1 - y2) <= 4)] = Birth.ASSIGNED
    level[same_y & (m1 == d2) & (d1 == m2)] = Birth.SWAPPED
    return level


def _slip(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Whether two numbers are the same, one or ten apart, or have their last two digits exchanged."""
    apart = np.abs(one - other)
    exchanged = (one // 10 % 10 == other % 10) & (other // 10 % 10 == one % 10) & (one // 100 == other // 100)
    return (apart <= 1) | (apart == 10) | exchanged


def compare(a: People, b: People, left: np.ndarray, right: np.ndarray, names: NameLevels) -> PairLevels:
    """All levels of the pairs (left[i], right[i])."""
    alike = side_by_side(
        lambda: names.compare(a.forename[left], b.forename[right]),
        lambda: names.compare(a.surname[left], b.surname[right]),
        rows=len(left),
    )

    def part(cut: slice) -> PairLevels:
        return _compared(a, b, left[cut], right[cut], names, [levels[cut] for levels in alike])

    return PairLevels.join(in_parts(part, len(left), CHUNK))


def _compared(a: People, b: People, left: np.ndarray, right: np.ndarray, names: NameLevels,
              alike: list[np.ndarray]) -> PairLevels:  # fmt: skip
    """The same, where the forenames and the surnames are already compared."""
    forename, surname = alike
    order = np.zeros(len(left), dtype=np.uint8)
    unlike = np.flatnonzero(
        (forename >= Name.PART) & (surname >= Name.PART) | (forename + surname == Name.OTHER)
    )
    initial = names.words.initial
    crossed = initial[a.forename[left[unlike]]] == initial[b.surname[right[unlike]]]
    crossed |= initial[a.surname[left[unlike]]] == initial[b.forename[right[unlike]]]
    unlike = unlike[crossed]
    if len(unlike):
        first = names.compare(a.forename[left[unlike]], b.surname[right[unlike]])
        second = names.compare(a.surname[left[unlike]], b.forename[right[unlike]])
        good = (first > 0) & (second > 0) & (np.minimum(first, second) <= Name.TYPING)
        good &= first.astype(np.int16) + second < forename[unlike].astype(np.int16) + surname[unlike]
        at = unlike[good]
        # The levels are kept by the child's own names, so that frequencies are looked up for the right word.
        forename[at], surname[at], order[at] = second[good], first[good], Order.SWAPPED
    _in_the_other_box(a, b, left, right, names, (forename, surname, order))
    _other_names(a, b, left, right, names, forename)
    sexes = np.where(a.sex[left] == b.sex[right], Sex.SAME, Sex.OTHER).astype(np.uint8)
    sexes[(a.sex[left] == 0) | (b.sex[right] == 0)] = Sex.BLANK
    return PairLevels(
        left, right, forename, surname, order, birth_level(a, b, left, right), sexes,
        a.ethnicity[left] * np.uint8(GROUPS) + b.ethnicity[right],
    )  # fmt: skip


def _in_the_other_box(a: People, b: People, left: np.ndarray, right: np.ndarray, names: NameLevels,
                      levels: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:  # fmt: skip
    """The one name that was given may stand in the other's box: the forename where the surname belongs, or so."""
    forename, surname, order = levels
    ways = (
        (a.forename, a.surname, b.forename, surname, forename, surname),
        (a.surname, a.forename, b.surname, forename, surname, forename),
    )
    for empty, given, other, said, becomes, blank in ways:
        at = np.flatnonzero(
            (empty[left] == 0) & (given[left] > 0) & (other[right] > 0) & (said > Name.TYPING)
        )
        if len(at):
            level = names.compare(given[left[at]], other[right[at]])
            good = level <= Name.TYPING
            at, level = at[good], level[good]
            becomes[at], blank[at], order[at] = level, Name.BLANK, Order.SWAPPED


def _other_names(a: People, b: People, left: np.ndarray, right: np.ndarray, names: NameLevels,
                 forename: np.ndarray) -> None:  # fmt: skip
    """A further name found in brackets may be the forename: count it as a name known by."""
    for ours, theirs in ((a.other, b.forename), (a.forename, b.other), (a.other, b.other)):
        at = np.flatnonzero((ours[left] > 0) & (theirs[right] > 0) & (forename >= Name.TYPING))
        if len(at):
            level = names.compare(ours[left[at]], theirs[right[at]])
            agrees = (level > 0) & (level <= Name.TYPING)
            forename[at[agrees]] = Name.KNOWN_AS
