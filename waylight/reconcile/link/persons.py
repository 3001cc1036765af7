"""Authority records that are one child: a child known to two authorities, or entered twice by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile import sorting
from waylight.reconcile.link import block
from waylight.reconcile.link.block import NO_DATE, People
from waylight.reconcile.link.evidence import PairLevels, compare
from waylight.reconcile.link.listed import Listed, by_person
from waylight.reconcile.link.lookup import once
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.link.weights import Weights
from waylight.reconcile.settings import Birth, Name

# Few children have two records. Two records are one child only on strong evidence: joining two children
# (twins, namesakes) does more harm than leaving one child's records apart.
_SHARE_TWICE = 0.005
_SURNAMES_AT_HOME = 3
_FAMILY = 12  # more children of one surname or birth date at one address are no family
_SURE = 3.0


_LONG = np.int64(1) << np.int64(32)
_SAME_ADDRESS = (0.0, 5.0, 8.0)  # log odds for no, one, two kinds of address in common


@dataclass(frozen=True)
class Addresses:
    """Where each record's child lives: its home (postcode code, 0 unknown), and (child, place) of placements."""

    home: np.ndarray
    child: np.ndarray
    place: np.ndarray

    def shared(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """How many kinds of address (home, a placement) two records have in common."""
        same_home = (self.home[left] == self.home[right]) & (self.home[left] > 0)
        ok = self.place > 0
        lived = once(self.child[ok] * _LONG + self.place[ok])
        who = lived // _LONG
        at, to, _ = block.expand(left, who, np.arange(len(who)), cap=1000)
        other = right[at] * _LONG + lived[to] % _LONG
        found = np.zeros(len(left), dtype=bool)
        if len(lived):
            found[at[lived[np.minimum(np.searchsorted(lived, other), len(lived) - 1)] == other]] = True
        return same_home.astype(np.int64) + found

    def together(self, children: People, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Ordered pairs of records of different children with an address, and a surname or birth date, in common.

        An address of very many children is an office or a hostel, and tells nothing of families.
        """
        child = np.concatenate([np.arange(len(self.home)), self.child]).astype(np.int64)
        place = np.concatenate([self.home, self.place]).astype(np.int64)
        lived = once(place[place > 0] * _LONG + child[place > 0])
        where, who = lived // _LONG, lived % _LONG
        found = []
        for code in (children.surname, children.birth):
            _, family = sorting.groups(where * _LONG + (code[who].astype(np.int64) + _LONG // 2))
            order = sorting.order(family)
            at, to, _ = block.expand(family, family[order], order, cap=_FAMILY)
            found.append((who[at], who[to]))
        left, right = block.distinct(found)
        other = person[left] != person[right]
        return left[other], right[other]


def alike(listed: Listed, names: NameLevels) -> PairLevels:
    """Compared pairs of records that may be one child: the last search of the list."""
    children = listed.people
    left, right = block.distinct(by_person(children, listed))
    listed.forget()
    once = left < right
    levels = compare(children, children, left[once], right[once], names)
    # Twins share all but the forename: without that, nothing else makes two records one child.
    possible = (levels.forename > 0) & (levels.forename <= Name.PART)
    possible &= (levels.birth >= Birth.SAME) & (levels.birth <= Birth.ASSIGNED)
    return levels.take(possible)


def persons(children: People, levels: PairLevels, weights: Weights, addresses: Addresses) -> np.ndarray:
    """For each record the number of its person: the position of the first record of the same child. `levels`: of the
    pairs that are `alike`."""
    count = len(children)
    person = np.arange(count)
    if count < 2:
        return person
    shared = addresses.shared(levels.left, levels.right)
    score = weights.score(levels, children, children) + np.array(_SAME_ADDRESS)[shared]
    sure = np.flatnonzero(score + np.log(_SHARE_TWICE / count) > _SURE)
    for i in sure[np.argsort(-score[sure])]:
        one, other = person[levels.left[i]], person[levels.right[i]]
        person[person == max(one, other)] = min(one, other)
    return person


def families(children: People, person: np.ndarray, home: np.ndarray) -> np.ndarray:
    """For each person the number of its family: one surname, and one birth date or one home address.

    `home` is the postcode code of each record, 0 where unknown; an address of many surnames is an office, not a
    home. Records that may be one child entered twice (one forename) are nobody's brother or sister here.
    """
    count = len(children)
    family = np.arange(count)
    surnames = np.bincount(once(home.astype(np.int64) * _LONG + children.surname) // _LONG, minlength=1)
    known = children.surname > 0
    # On 1 January, an assigned date, many are "born" who are not kin.
    dated = (children.birth != NO_DATE) & ~((children.month == 1) & (children.day == 1))
    keys = (
        (known & dated, children.birth.astype(np.int64) + _LONG // 2),
        (known & (home > 0) & (surnames[home] <= _SURNAMES_AT_HOME), home.astype(np.int64)),
    )
    for usable, key in keys:
        at = np.flatnonzero(usable)
        _, group = sorting.groups(children.surname[at].astype(np.int64) * _LONG + key[at])
        least = np.full(int(group.max(initial=-1)) + 1, count)
        np.minimum.at(least, group, family[at])
        family[at] = least[group]
    _, group = sorting.groups(family.astype(np.int64) * _LONG + children.forename)
    own = np.where(np.bincount(group)[group] > 1, np.arange(count), family)
    return own[person] if count else own
