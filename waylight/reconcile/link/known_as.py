"""Names and birth dates that the police use for a child, where they differ from the authority's record.

A record with a mistyped birth date, a former surname or a name the child no longer uses spoils every incident of
that child. Where place and time have settled several incidents beyond doubt, what the police typed in them is
taken as a further record of the same child. It never counts for the identity that it was taken from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waylight.reconcile.link.block import NO_DATE, People, by_person, distinct, expand
from waylight.reconcile.link.decide import Candidates
from waylight.reconcile.link.evidence import PairLevels
from waylight.reconcile.link.persons import Addresses
from waylight.reconcile.prepare.tables import Sides
from waylight.reconcile.settings import Birth, Name, Place, Time

_SURE = 0.98
_TIMES = 2  # incidents that must agree
_FIELDS = ("forename", "surname", "other", "birth", "year", "month", "day", "sex", "ethnicity")


@dataclass(frozen=True)
class Added:
    """Further records: as people, the authority's record behind each, and the identity each was taken from."""

    people: People
    record_of: np.ndarray
    source: np.ndarray
    person: np.ndarray

    def pairs(self, sides: Sides, c: Candidates, levels: PairLevels) -> tuple[np.ndarray, np.ndarray]:
        """Pairs (identity, further record) to compare: found by names and birth, or already candidates."""
        found = by_person(sides.identities, self.people, sides.words)
        order = np.argsort(self.person, kind="stable")
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
        columns = (
            np.concatenate([getattr(self, f), getattr(more, f)]) for f in ("record_of", "source", "person")
        )
        return Added(join_people(self.people, more.people), *columns)


def as_police_know(c: Candidates, share: np.ndarray, levels: PairLevels, sides: Sides,
                   person: np.ndarray) -> Added:  # fmt: skip
    """The further record of each child that the police know otherwise than the authority does."""
    # One thing may differ, not two: a brother differs in forename and birth date, a namesake in birth and place.
    near = np.array([False, True, True, True, False, False, False])
    names_agree = near[levels.forename].astype(np.int8) + near[levels.surname] + (levels.birth == Birth.SAME)
    blank = (levels.forename == Name.BLANK) | (levels.surname == Name.BLANK) | (levels.birth == Birth.BLANK)
    differs = (names_agree == 2) & ~blank & (levels.order == 0)
    told = np.isin(c.place, (Place.PLACED, Place.HOME)) | np.isin(c.time, (Time.MINUTES, Time.HALF_HOUR))
    at = np.flatnonzero((share > _SURE) & differs[c.pair] & told)
    pair, times = np.unique(c.pair[at], return_counts=True)
    pair, times = pair[times >= _TIMES], times[times >= _TIMES]
    pair = pair[np.argsort(-times, kind="stable")]
    whom = person[levels.right[pair]]
    pair = pair[np.unique(whom, return_index=True)[1]]
    source, record = levels.left[pair], levels.right[pair]
    ids, theirs = sides.identities, sides.children
    columns = {name: getattr(ids, name)[source].copy() for name in _FIELDS}
    for name in ("forename", "surname", "sex", "ethnicity"):
        blank = columns[name] == 0
        columns[name][blank] = getattr(theirs, name)[record[blank]]
    blank = columns["birth"] == NO_DATE
    for name in ("birth", "year", "month", "day"):
        columns[name][blank] = getattr(theirs, name)[record[blank]]
    return Added(People(**columns), record, source, person[record])


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
    return Added(People(**columns), left, np.full(len(left), -1), person[left])


def _first_january(p: People, rows: np.ndarray) -> np.ndarray:
    return (p.month[rows] == 1) & (p.day[rows] == 1)


def join_people(a: People, b: People) -> People:
    return People(*(np.concatenate([getattr(a, name), getattr(b, name)]) for name in _FIELDS))
