"""Who will see the child and who will not, read back before something is done: it is done, looked at, and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.agencies.models import Node, Person
from waylight.children.interests import InterestRow
from waylight.children.models import Interest
from waylight.children.projecting import standing

Key = tuple[UUID, UUID | None, str]


@dataclass(frozen=True)
class Tie:
    """What a place, or somebody there by name, is to the child, from when to when."""

    place: str
    person: str
    relation: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Foreseen:
    """What ends, what begins, and what goes on as it was. Each by relation and name."""

    ends: tuple[Tie, ...]
    begins: tuple[Tie, ...]
    goes_on: tuple[Tie, ...]


def foreseen(*, child: UUID, now: datetime, act: Callable[[], object]) -> Foreseen:
    """What `act` would change of who is what to the child. Nothing of it is kept. Raises: what `act` raises."""
    before = {key: row for key, row in _longest(_rows(child)).items() if row.until is None or row.until > now}
    with transaction.atomic():
        act()
        then = _longest(standing(child))
        transaction.set_rollback(True)
    after = {key: row for key, row in then.items() if row.until is None or row.until > now}
    ended = [
        then.get(key, row) for key, row in before.items() if key not in after or _sooner(after[key], row)
    ]
    ends = {_key(row) for row in ended}
    named = _Names([*before.values(), *after.values(), *ended])
    return Foreseen(
        named.ties(ended),
        named.ties(row for key, row in after.items() if key not in before),
        named.ties(row for key, row in after.items() if key in before and key not in ends),
    )


def _longest(rows: Iterable[InterestRow]) -> dict[Key, InterestRow]:
    """Of several ties of the same kind to the same place the one that lasts longest."""
    found: dict[Key, InterestRow] = {}
    for row in rows:
        if _key(row) not in found or _sooner(found[_key(row)], row):
            found[_key(row)] = row
    return found


def _rows(child: UUID) -> list[InterestRow]:
    rows = Interest.objects.filter(child_id=child).exclude(basis_kind="break glass")
    return [
        InterestRow(
            row.node_id, row.person_id, row.relation, row.during.lower, row.during.upper, row.basis_kind,
            row.basis_id,
        )
        for row in rows
    ]  # fmt: skip


def _key(row: InterestRow) -> Key:
    return row.node, row.person, row.relation


def _sooner(row: InterestRow, other: InterestRow) -> bool:
    return row.until is not None and (other.until is None or row.until < other.until)


class _Names:
    def __init__(self, rows: Iterable[InterestRow]) -> None:
        listed = list(rows)
        self.places = dict(Node.objects.filter(id__in={row.node for row in listed}).values_list("id", "name"))
        people = {row.person for row in listed if row.person}
        self.people = dict(Person.objects.filter(id__in=people).values_list("id", "name"))

    def ties(self, rows: Iterable[InterestRow]) -> tuple[Tie, ...]:
        made = [
            Tie(
                self.places.get(row.node, ""), self.people.get(row.person, "") if row.person else "",
                row.relation, row.since, row.until,
            )
            for row in rows
        ]  # fmt: skip
        return tuple(sorted(made, key=lambda one: (one.relation, one.place, one.person)))
