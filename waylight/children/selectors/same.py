"""Which records are one child, as two people said, among those that the actor may read: for lists, by one question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import connection

from waylight.children.one_child import children_of


def one_child(records: Iterable[UUID]) -> Mapping[UUID, tuple[UUID, ...]]:
    """By record all records of its child that the actor may read, itself among them, in the order of ids; also through
    a third. Only of records that have another: of most lists nothing comes back, after one short question."""
    known, new = set[UUID](), set(records)
    links: dict[UUID, set[UUID]] = {}
    while new:
        known |= new
        for one, other in pairs(new):
            links.setdefault(one, set()).add(other)
            links.setdefault(other, set()).add(one)
        new = links.keys() - known
    return {record: records for records in children_of(links) for record in records}


def pairs(records: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs of which one at least is among the records; row by row the database says whether both may be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT one, other FROM children_same(%s)", [list(records)])
        return [(one, other) for one, other in cursor.fetchall()]


def first_of(records: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """By record the one of these under which its child is listed; only of records with another among these."""
    listed = set(records)
    among = {one: [twin for twin in same if twin in listed] for one, same in one_child(listed).items()}
    return {one: among[one][0] for one in listed & among.keys() if len(among[one]) > 1}
