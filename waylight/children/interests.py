"""From what is known of a child, who is what to the child, from when to when. Pure: no database, no clock.

The only place where an interest is made. Inspections and cover are not made into rows: they are asked for live,
because they are about a home or a colleague, not about one child (`may_children`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID, uuid5

# Names rows by what they follow from, so that making them again makes the same ones.
NAMES = UUID("7b0f6d0c-3e0b-5c47-9d0e-5a3f3f0f8a11")


@dataclass(frozen=True)
class Care:
    """An authority looks after the child; `node` is the team. Times UTC, `until` None while it lasts."""

    id: UUID
    node: UUID
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Living:
    """A placement: where, in whose area where that is another authority's, and in which police force's."""

    id: UUID
    node: UUID
    since: datetime
    until: datetime | None
    host: UUID | None = None
    force: UUID | None = None


@dataclass(frozen=True)
class Case:
    """The child is by name on the list of a person at a node, or of the node (`person` None), as `relation`."""

    id: UUID
    node: UUID
    person: UUID | None
    relation: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Gone:
    """A time away, from when it was first reported until the child was back (None while the search goes on)."""

    id: UUID
    since: datetime
    until: datetime | None
    forces: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class InterestRow:
    """As it stands in the table `children_interest`."""

    node: UUID
    person: UUID | None
    relation: str
    since: datetime
    until: datetime | None
    basis_kind: str
    basis_id: UUID

    def id_for(self, child: UUID) -> UUID:
        """The same row, whoever makes it again."""
        basis, node = _text(self.basis_id), _text(self.node)
        parts = f"{_text(child)}|{self.basis_kind}|{basis}|{self.relation}|{node}|{self.person}"
        return uuid5(NAMES, parts)


# The rows of one child name few others, each several times.
_text = lru_cache(maxsize=1000)(str)


def interests_of(
    *,
    care: Iterable[Care] = (),
    placements: Iterable[Living] = (),
    cases: Iterable[Case] = (),
    aways: Iterable[Gone] = (),
    police_after: timedelta,
) -> frozenset[InterestRow]:
    """Every interest that these make. `police_after`: how long a force keeps the child's record after the return."""
    care, placements = tuple(care), tuple(placements)
    rows = [
        *(InterestRow(c.node, None, "responsible", c.since, c.until, "care", c.id) for c in care),
        *(row for living in placements for row in _of_placement(living)),
        *(InterestRow(c.node, c.person, c.relation, c.since, c.until, "allocation", c.id) for c in cases),
        *(row for gone in aways for row in _of_time_away(gone, care, placements, police_after)),
    ]
    # What ends as it begins, or before, opens nothing: a move corrected to the same minute leaves no trace here.
    return frozenset(row for row in rows if row.until is None or row.since < row.until)


def _of_placement(living: Living) -> Iterator[InterestRow]:
    for node, relation in ((living.node, "caring"), (living.host, "host")):
        if node is not None:
            yield InterestRow(node, None, relation, living.since, living.until, "placement", living.id)


def _of_time_away(
    gone: Gone, care: tuple[Care, ...], placements: tuple[Living, ...], police_after: timedelta
) -> Iterator[InterestRow]:
    """A report opens the record and the pack to the forces of where the child was last seen and of the placement."""
    lived_in = {p.force for p in placements if p.force and _meet(gone.since, gone.until, p.since, p.until)}
    for force in sorted({*gone.forces, *lived_in}, key=str):
        kept = None if gone.until is None else gone.until + police_after
        yield InterestRow(force, None, "police", gone.since, kept, "away", gone.id)
        yield InterestRow(force, None, "searching", gone.since, gone.until, "away", gone.id)
    for period in care:
        # Who turns eighteen while away is still looked for, by the authority that looked after them.
        ended = period.until
        if ended and period.since <= gone.since < ended and (gone.until is None or ended < gone.until):
            yield InterestRow(period.node, None, "responsible", ended, gone.until, "away", gone.id)


def _meet(since: datetime, until: datetime | None, other: datetime, other_until: datetime | None) -> bool:
    """Whether two spans share a moment; a span that has no end meets everything after it began."""
    return (other_until is None or since < other_until) and (
        until is None or other < max(until, since + MOMENT)
    )


# A time away that began and ended in the same minute still has a placement.
MOMENT = timedelta(microseconds=1)
