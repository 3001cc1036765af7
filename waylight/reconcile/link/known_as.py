"""Names and birth dates that the police use for a child, where they differ from the authority's record.

A record with a mistyped birth date, a former surname or a name the child no longer uses spoils every incident of
that child. Where place and time have settled several incidents beyond doubt, what the police typed in them is
taken as a further record of the same child. It never counts for the identity that it was taken from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile import sorting
from waylight.reconcile.link.block import NO_DATE, People, distinct, expand
from waylight.reconcile.link.decide import Candidates
from waylight.reconcile.link.evidence import PairLevels
from waylight.reconcile.link.listed import Listed, by_person
from waylight.reconcile.link.persons import Addresses
from waylight.reconcile.prepare.tables import Sides
from waylight.reconcile.settings import Birth, Name, Place, Time

_SURE = 0.98
_LINKED = 0.9
_MOST = 3  # further records of one child
_FIELDS = ("forename", "surname", "other", "birth", "year", "month", "day", "sex", "ethnicity")


@dataclass(frozen=True)
class Added:
    """Further records: as people, the authority's record behind each, and the identity each was taken from.

    `doubt` (log odds, <= 0) is what such a record is worth less than the authority's own: the log of the share
    of the child's reports that were typed like it. Of several records the best speaks, so that each must count
    for no more than its share, or a child of many spellings would fit everybody.
    """

    people: People
    record_of: np.ndarray
    source: np.ndarray
    person: np.ndarray
    doubt: np.ndarray

    def pairs(self, sides: Sides, c: Candidates, levels: PairLevels) -> tuple[np.ndarray, np.ndarray]:
        """Pairs (identity, further record) to compare: found by names and birth, or already candidates."""
        found = by_person(sides.identities, Listed(self.people, sides.words))
        order = sorting.order(self.person)
        at, to, _ = expand(c.person, self.person[order], order, cap=100)
        found.append((levels.left[c.pair[at]], to))
        left, right = distinct(found)
        ids, src = sides.identities, self.source[right]
        same = (ids.forename[left] == ids.forename[src]) & (ids.surname[left] == ids.surname[src])
        other = ~(same & (ids.birth[left] == ids.birth[src])) | (src < 0)
        return left[other], right[other]

    def __len__(self) -> int:
        return len(self.record_of)

    def and_(self, more: Added) -> Added:
        """Both sets of records."""
        names = ("record_of", "source", "person", "doubt")
        columns = (np.concatenate([getattr(self, name), getattr(more, name)]) for name in names)
        return Added(join_people(self.people, more.people), *columns)


def as_police_know(c: Candidates, share: np.ndarray, levels: PairLevels, score: np.ndarray, sides: Sides,
                   person: np.ndarray) -> Added:  # fmt: skip
    """The further records of each child that the police know otherwise than the authority does.

    `score`: log odds of each pair from names, birth date, sex and ethnicity alone.
    """
    pair, times = _typed_otherwise(c, share, levels, score, person)
    pair, times = _often_typed(pair, times, person[levels.right[pair]])
    reports = np.bincount(
        c.person, weights=np.where(share > _LINKED, share * c.alone, 0.0), minlength=c.persons
    )
    source, record = levels.left[pair], levels.right[pair]
    ids, theirs = sides.identities, sides.children
    columns = {name: getattr(ids, name)[source].copy() for name in _FIELDS}
    for name in ("forename", "surname", "sex", "ethnicity"):
        blank = columns[name] == 0
        columns[name][blank] = getattr(theirs, name)[record[blank]]
    blank = columns["birth"] == NO_DATE
    for name in ("birth", "year", "month", "day"):
        columns[name][blank] = getattr(theirs, name)[record[blank]]
    whose = person[record]
    doubt = np.log(times / (np.maximum(reports[whose], times) + 1.0))
    return Added(People(**columns), record, source, whose, doubt)


def _typed_otherwise(c: Candidates, share: np.ndarray, levels: PairLevels, score: np.ndarray,
                     person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Pairs of an identity and its child that differ in a name or the birth date, and how often each was sure."""
    near = np.array([False, True, True, True, False, False, False])
    agree = near[levels.forename].astype(np.int8) + near[levels.surname] + (levels.birth == Birth.SAME)
    blank = (levels.forename == Name.BLANK).astype(np.int8) + (levels.surname == Name.BLANK)
    blank += levels.birth == Birth.BLANK
    differs = (agree >= 1) & (blank <= 1) & (agree + blank < 3) & (levels.order == 0)
    told = np.isin(c.place, (Place.PLACED, Place.HOME)) | np.isin(c.time, (Time.MINUTES, Time.HALF_HOUR))
    at = np.flatnonzero((share > _SURE) & differs[c.pair] & told)
    seen = np.bincount(c.pair[at], weights=c.alone[at])
    pair = np.flatnonzero(seen)
    times = seen[pair]
    # What another child's record fits as well, its twin's above all, is that child's spelling.
    whose = person[levels.right]
    mine = np.full(int(levels.left.max(initial=0)) + 1, -1)
    mine[levels.left[pair]] = whose[pair]
    other = np.flatnonzero((whose != mine[levels.left]) & (mine[levels.left] >= 0))
    best = np.full(len(mine), -np.inf)
    np.maximum.at(best, levels.left[other], score[other])
    own = score[pair] > best[levels.left[pair]]
    return pair[own], times[own]


def _often_typed(pair: np.ndarray, times: np.ndarray, whose: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The `_MOST` of each child that were typed most often."""
    order = np.lexsort((-times, whose))
    ordered = whose[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    kept = order[rank < _MOST]
    return pair[kept], times[kept]


def as_families_know(sides: Sides, person: np.ndarray, addresses: Addresses) -> Added:
    """Twins whose records differ in surname or birth date: each may be reported with what the other's says.

    Two children of one address and one birth date (or one surname, and birth dates that differ in one part) are
    most often twins, one of whose records has a former surname or a slip. Without this, a report that names the
    one twin in full would be given to the other, whose surname or birth date is the family's.
    """
    p = sides.children
    left, right = addresses.together(p, person)
    born, named = p.birth[left] == p.birth[right], p.surname[left] == p.surname[right]
    dated = (p.birth[left] != NO_DATE) & (p.birth[right] != NO_DATE) & ~_first_january(p, left)
    slip = (p.year[left] == p.year[right]).astype(np.int8) + (p.month[left] == p.month[right])
    slip += p.day[left] == p.day[right]
    twins = dated & (p.forename[left] != p.forename[right]) & (p.surname[left] > 0) & (p.surname[right] > 0)
    twins &= (born & ~named) | (named & ~born & (slip == 2))
    left, right = left[twins], right[twins]
    columns = {name: getattr(p, name)[left] for name in _FIELDS}
    columns["surname"] = p.surname[right]
    for name in ("birth", "year", "month", "day"):
        columns[name] = getattr(p, name)[right]
    return Added(People(**columns), left, np.full(len(left), -1), person[left], np.zeros(len(left)))


def _first_january(p: People, rows: np.ndarray) -> np.ndarray:
    return (p.month[rows] == 1) & (p.day[rows] == 1)


def join_people(a: People, b: People) -> People:
    return People(*(np.concatenate([getattr(a, name), getattr(b, name)]) for name in _FIELDS))
