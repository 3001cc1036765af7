"""The demonstration: any invented person, at once. Only the marker in the database can say that they are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count

from waylight.agencies.models import RoleGrant

# How many of a role are offered before one asks for all of them.
FIRST = 3


@dataclass(frozen=True)
class Invented:
    """One person who may be chosen, with the role and the place of it."""

    person_id: UUID
    grant_id: UUID
    name: str
    role: str
    node_name: str


@dataclass(frozen=True)
class RoleOffered:
    """One role with those who are offered and how many there are in all."""

    role: str
    people: list[Invented]
    total: int


def all_is_invented() -> bool:
    """Whether the maker of this database marked it as one that never holds a real record."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('made.database') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return False
        cursor.execute("SELECT count(*) FROM made.database")
        return bool(cursor.fetchone() == (1,))


def offered(now: datetime) -> list[RoleOffered]:
    """The first few people of every role that somebody holds now."""
    held = RoleGrant.objects.filter(during__contains=now, person__is_active=True)
    totals = dict(held.values_list("role").annotate(Count("person", distinct=True)).order_by("role"))
    return [RoleOffered(role, people_in(role, now, FIRST), total) for role, total in totals.items()]


def people_in(role: str, now: datetime, at_most: int = 500) -> list[Invented]:
    """People who hold the role now, by place and name."""
    held = RoleGrant.objects.filter(role=role, during__contains=now, person__is_active=True)
    chosen = held.select_related("person", "node").order_by("node__name", "person__name")[:at_most]
    return [Invented(g.person_id, g.id, g.person.name, g.role, g.node.name) for g in chosen]
