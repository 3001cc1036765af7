"""The demonstration: any invented person, at once. Only the marker in the database can say that they are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from waylight.agencies.models import RoleGrant
from waylight.rulebook.access import CELLS
from waylight.signin.casting import BEGIN_WITH, PLAIN, by_place

# How many of a role are offered before one asks for all of them, where no story names any.
FIRST = 3
NO_STORY = ("", PLAIN)


@dataclass(frozen=True)
class Invented:
    """One person who may be chosen, with the role and the place of it. `line`: what they have to do tonight, if the
    stories have anything for them."""

    person_id: UUID
    grant_id: UUID
    name: str
    role: str
    node_name: str
    line: str


@dataclass(frozen=True)
class RoleOffered:
    """One role with those who are offered and how many there are in all."""

    role: str
    people: list[Invented]
    total: int


@dataclass(frozen=True)
class Offered:
    """Whom one can be: whom to begin with, everybody by where they stand in the story, and the roles of the grid that
    nobody holds yet."""

    begin: list[Invented]
    places: list[tuple[str, list[RoleOffered]]]
    nobody: list[str]


def all_is_invented() -> bool:
    """Whether the maker of this database marked it as one that never holds a real record."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('made.database') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return False
        cursor.execute("SELECT count(*) FROM made.database")
        return bool(cursor.fetchone() == (1,))


def offered(now: datetime) -> Offered:
    """The first few people of every role that somebody holds now."""
    held = RoleGrant.objects.filter(during__contains=now, person__is_active=True)
    totals = dict(held.values_list("role").annotate(Count("person", distinct=True)).order_by("role"))
    roles = {role: RoleOffered(role, _first(role, now), total) for role, total in totals.items()}
    begin = [roles[role].people[0] for role in BEGIN_WITH if role in roles and roles[role].people[0].line]
    places = [(place, [roles[role] for role in some]) for place, some in by_place(set(roles))]
    return Offered(begin, places, sorted({cell.role for cell in CELLS} - set(roles)))


def _first(role: str, now: datetime) -> list[Invented]:
    """Those for whom the stories have something; where they have nothing, the first few."""
    people = people_in(role, now, FIRST)
    return [person for person in people if person.line] or people


def people_in(role: str, now: datetime, at_most: int = 500) -> list[Invented]:
    """People who hold the role now: those of the stories first, then by place and name."""
    held = RoleGrant.objects.filter(role=role, during__contains=now, person__is_active=True)
    plain = ExpressionWrapper(Q(why__in=NO_STORY), output_field=BooleanField())
    chosen = held.select_related("person", "node").order_by(plain, "node__name", "person__name")[:at_most]
    return [
        Invented(g.person_id, g.id, g.person.name, g.role, g.node.name, "" if g.why in NO_STORY else g.why)
        for g in chosen
    ]
