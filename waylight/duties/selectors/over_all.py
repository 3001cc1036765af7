"""Rows counted over all records of a child in the place of those of each record, for whoever may read all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import QuerySet

from waylight.children.selectors.same import one_child
from waylight.duties.models import Judged, Owed, OwedOverAll
from waylight.duties.rows import COUNTED

CODES = frozenset(duty.code for duty in COUNTED)
Narrow = Callable[[QuerySet[OwedOverAll]], QuerySet[OwedOverAll]]


def instead(rows: Iterable[Owed], narrow: Narrow) -> list[Judged]:
    """The rows as they are listed: those over all records that `narrow` leaves in the place of those of each."""
    listed = list(rows)
    covered = _covered({row.child for row in listed if row.code in CODES})
    own: list[Judged] = [row for row in listed if row.code not in CODES or row.child not in covered]
    return [*own, *narrow(OwedOverAll.objects.all())]


def one_row(id: UUID) -> Judged | None:
    """The row of that id: counted over all records where that is open to the actor, else of one record."""
    return OwedOverAll.objects.filter(pk=id).first() or Owed.objects.filter(pk=id).first()


def _covered(records: set[UUID]) -> set[UUID]:
    """Of which of them rows over all records are open to the actor."""
    same = one_child(records) if records else {}
    every = {one for some in same.values() for one in some}
    if not every:
        return set()
    seen = set(OwedOverAll.objects.filter(child__in=every).values_list("child", flat=True))
    return {record for record, some in same.items() if not seen.isdisjoint(some)}
