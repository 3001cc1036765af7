"""Which police identities and children are compared: by names and birth dates, by place, by time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from waylight.reconcile import sorting
from waylight.reconcile.link import block, context
from waylight.reconcile.link.evidence import PairLevels, birth_level, compare
from waylight.reconcile.link.listed import Listed, by_person
from waylight.reconcile.link.lookup import once, positions
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.link.pairs import Ground, Setting
from waylight.reconcile.parts import in_parts, side_by_side
from waylight.reconcile.prepare.tables import Sides
from waylight.reconcile.settings import Birth

Pairs = tuple[np.ndarray, np.ndarray]  # two arrays of one length
_SLOT = 6  # minutes: reports and rows of one slot, or of neighbouring slots, begin together
# What supports a pair of identities beside names and birth: nothing, a start at the same minute, a postcode.
_ALONE, _TIMED, _PLACED = range(3)
# The most (log odds) that place and time can add to a pair of each kind: what scores so far below the prior of
# one child in N that this cannot lift it is left out.
_MOST = np.array([6.0, 10.0, 16.0])
_IN_CROWD = 60  # children of one postcode and one name that a report from there is held against
_AFTER = 40_000  # days that make every birth date a positive number
_LETTERS = 4  # that names may differ by, but for their order, to be alike at all
MOST_KNOWN_AS = 8.0  # the same for the names that police use, whose child is known to be reported often


@dataclass(frozen=True)
class _Absences:
    """The authority's missing rows whose start is known: the child record of each, and minutes since 1970 UTC."""

    child: np.ndarray
    start_lo: np.ndarray
    start_hi: np.ndarray

    @classmethod
    def of(cls, missing: pl.DataFrame) -> _Absences:
        known = missing.filter(pl.col("start_lo").is_not_null())
        return cls(*(known[name].to_numpy().astype(np.int64) for name in cls.__dataclass_fields__))


def timed(sides: Sides, on: Ground, missing: pl.DataFrame) -> np.ndarray:
    """Pairs (identity, child), as numbers, that a start at the same minute, or on the same day, supports."""
    rows = _Absences.of(missing)
    return once(
        np.concatenate([block.coded(*pair) for way in (_at_once, _same_day) for pair in way(sides, on, rows)])
    )


def _at_once(sides: Sides, on: Ground, absences: _Absences) -> list[Pairs]:
    """Pairs (identity, child) that begin within minutes of each other and share a name's sound, or initials."""
    ids, theirs, words = sides.identities, sides.children, sides.words
    sure = absences.start_lo == absences.start_hi
    child, begins = absences.child[sure], absences.start_lo[sure] // _SLOT
    exact = np.flatnonzero((on.start >= 0) & (on.start == on.start_hi))
    who = sides.identity_of[exact]
    lf, ls, rf, rs = ids.forename[who], ids.surname[who], theirs.forename[child], theirs.surname[child]
    names = [
        (words.sound[lf], words.sound[rf], lf > 0, rf > 0),
        (words.sound[ls], words.sound[rs], ls > 0, rs > 0),
        (
            words.initial[lf] * 64 + words.initial[ls], words.initial[rf] * 64 + words.initial[rs],
            (lf > 0) & (ls > 0), (rf > 0) & (rs > 0),
        ),
    ]  # fmt: skip

    def alike(ours: np.ndarray, other: np.ndarray, ours_ok: np.ndarray, other_ok: np.ndarray) -> list[Pairs]:
        at, rows = np.flatnonzero(ours_ok), np.flatnonzero(other_ok)
        key = block.pack((begins[rows], 32), (other[rows], 24))
        order = np.argsort(key)
        beginning, found = block.Keyed(key[order], rows[order]), []
        mine = block.pack((on.start[exact[at]] // _SLOT, 32), (ours[at], 24))
        slot = np.uint64(1 << 24)
        for near in (mine - slot, mine, mine + slot):
            left, right, _ = beginning.pairs(near, cap=4)
            found.append((who[at[left]], child[right]))
        return found

    return [pair for found in side_by_side(*(partial(alike, *name) for name in names)) for pair in found]


def _same_day(sides: Sides, on: Ground, absences: _Absences) -> list[Pairs]:
    """Pairs (identity, child) that begin on one day, one side giving no hour, and share both initials."""
    ids, theirs, initial = sides.identities, sides.children, sides.words.initial
    hour, row_hour = on.start == on.start_hi, absences.start_lo == absences.start_hi
    found: list[Pairs] = []

    def by_day(start: np.ndarray, one: np.ndarray, other: np.ndarray) -> block.Key:
        # Both as days that begin at 23:00 UTC, midnight in summer.
        one, other = initial[one], initial[other]
        return block.pack(((start + 60) // 1440, 32), (one, 8), (other, 8)), (one > 0) & (other > 0)

    for mine, others in ((~hour, np.ones_like(row_hour)), (hour, ~row_hour)):
        at, rows = np.flatnonzero(mine & (on.start >= 0)), np.flatnonzero(others)
        who, child = sides.identity_of[at], absences.child[rows]
        ours = by_day(on.start[at], ids.forename[who], ids.surname[who])
        listed = by_day(absences.start_lo[rows], theirs.forename[child], theirs.surname[child])
        found += [(who[i], child[j]) for i, j in block.met(ours, listed, cap=2)]
    return found


def placed(sides: Sides, s: Setting, person: np.ndarray) -> np.ndarray:
    """Pairs (identity, child), as numbers, that a postcode supports."""
    place = np.where(s.unusable, 0, s.place)
    lived, homes = context.Housed(s.stays), np.flatnonzero(s.home > 0)
    homes = homes[np.argsort(s.home[homes])]
    at_home = block.Keyed(s.home[homes], homes)
    records = sorting.order(person)
    of_person = block.Keyed(person[records], records)

    def part(cut: slice) -> np.ndarray:
        incident, whom = lived.there(s.day[cut], place[cut])
        at, child, _ = of_person.pairs(whom, cap=50)
        incident_at_home, child_at_home, _ = at_home.pairs(place[cut], cap=30)
        left = sides.identity_of[cut][np.concatenate([incident[at], incident_at_home])]
        right = np.concatenate([child, child_at_home])
        return once(block.coded(*_something_alike(sides, left, right)))

    crowded = _in_crowds(sides, s, lived, place, of_person)
    return once(np.concatenate([*in_parts(part, len(place)), crowded]))


def _in_crowds(sides: Sides, s: Setting, lived: context.Housed, place: np.ndarray,
               of_person: block.Keyed) -> np.ndarray:  # fmt: skip
    """The same where very many children have one postcode (a hostel, an office that was entered for a home): those
    who share a name's sound or the birth date. Of the others there, each could be the child as well as any."""
    stays = lived.crowds()
    at = np.flatnonzero(_among(place, s.stays.place[stays]))
    which, child, _ = of_person.pairs(s.stays.person[stays], cap=50)
    stays, who = stays[which], sides.identity_of[at]
    ids, theirs, sound = sides.identities, sides.children, sides.words.sound
    fields = (
        (sound[ids.forename[who]], sound[theirs.forename[child]]),
        (sound[ids.surname[who]], sound[theirs.surname[child]]),
        (
            np.maximum(ids.birth[who].astype(np.int64) + _AFTER, 0),
            np.maximum(theirs.birth[child].astype(np.int64) + _AFTER, 0),
        ),
    )
    found = [np.zeros(0, dtype=np.uint64)]
    for ours, other in fields:
        left = block.pack((place[at], 32), (ours, 32)), ours > 0
        right = block.pack((s.stays.place[stays], 32), (other, 32)), other > 0
        for i, j in block.met(left, right, _IN_CROWD):
            near = lived.near(s.day[at[i]], stays[j])
            found.append(block.coded(*_something_alike(sides, who[i[near]], child[j[near]])))
    return np.concatenate(found)


def _among(codes: np.ndarray, some: np.ndarray) -> np.ndarray:
    """Which of the codes (whole numbers from 0) are among `some`."""
    there = np.zeros(int(max(codes.max(initial=0), some.max(initial=0))) + 1, dtype=bool)
    there[some] = True
    found: np.ndarray = there[codes]
    return found


def named(sides: Sides, listed: Listed, names: NameLevels) -> PairLevels:
    """Compared pairs (identity, child) that names and birth dates alone bring together, sorted. `listed`: the
    children."""
    found = block.distinct(by_person(sides.identities, listed))
    left, right = _names_alike(sides, names, *found)
    return compare(sides.identities, sides.children, left, right, names)


def others(
    known: PairLevels, sides: Sides, placed: np.ndarray, timed: np.ndarray, names: NameLevels
) -> PairLevels:
    """Compared pairs that place or time alone bring together, beside those `known`."""
    more = once(np.concatenate([placed, timed]))
    fresh = positions(block.coded(known.left, known.right), more) < 0
    left, right = _something_alike(sides, *block.decoded(more[fresh]))
    return compare(sides.identities, sides.children, left, right, names)


def most(levels: PairLevels, placed: np.ndarray, timed: np.ndarray) -> np.ndarray:
    """The most (log odds) that place and time can add to each pair."""
    codes = block.coded(levels.left, levels.right)
    support = np.full(len(codes), _ALONE, dtype=np.uint8)
    for pairs, kind in ((timed, _TIMED), (placed, _PLACED)):
        at = positions(codes, pairs)
        support[at[at >= 0]] = kind
    return _MOST[support]


def _something_alike(sides: Sides, left: np.ndarray, right: np.ndarray) -> Pairs:
    """Pairs worth a comparison of names: an initial in common, in whichever box, or a birth date alike."""
    alike = _initials_alike(sides, left, right)
    rest = np.flatnonzero(~alike)
    alike[rest] = birth_level(sides.identities, sides.children, left[rest], right[rest]) < Birth.NEAR
    return _both(alike, left, right)


def _both(where: np.ndarray, left: np.ndarray, right: np.ndarray) -> Pairs:
    """The pairs that a mask marks: by their places, as numbers by a mask that is true at random take six times as
    long."""
    at = np.flatnonzero(where)
    return left.take(at), right.take(at)


def _names_alike(sides: Sides, names: NameLevels, left: np.ndarray, right: np.ndarray) -> Pairs:
    """The same where nothing but names and birth date may join the two: those who share a birth date are many, and
    without a name that is at all alike they cannot become likely."""
    alike = _initials_alike(sides, left, right)
    rest = np.flatnonzero(~alike)
    a, b = sides.identities, sides.children
    for ours in (a.forename[left[rest]], a.surname[left[rest]]):
        for theirs in (b.forename[right[rest]], b.surname[right[rest]]):
            alike[rest] |= names.near(ours, theirs, _LETTERS)
    return _both(alike, left, right)


def _initials_alike(sides: Sides, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Which pairs have an initial in common, in whichever box."""
    initial, a, b = sides.words.initial, sides.identities, sides.children
    first, second = initial[a.forename][left], initial[a.surname][left]
    alike = np.zeros(len(left), dtype=bool)
    for theirs in (initial[b.forename][right], initial[b.surname][right]):
        alike |= ((first == theirs) | (second == theirs)) & (theirs > 0)
    return alike
