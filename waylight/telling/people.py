"""Who is reached by a step: those on duty at the agency, else everybody who holds the role there, else nobody.

Asked as the worker. Told is only who may read the episode: a role held at the agency that has the interest, or above
it; of a child narrowed to named people, nobody but those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from waylight.agencies.models import NodeReach, OnDuty, RoleGrant
from waylight.children.models import Cover, Interest
from waylight.engine.access import Relation
from waylight.engine.climbing import Rung, Whom

NOBODY, BY_NAME, ON_DUTY, EVERYBODY = "nobody", "by name", "on duty", "everybody"


@dataclass(frozen=True)
class Reached:
    """Who, and why those: "on duty", "everybody" who holds the role, "by name", or "nobody"."""

    people: tuple[UUID, ...]
    how: str


def agencies_of(child: UUID, relation: Relation, now: datetime) -> list[UUID]:
    """The nodes that are this to the child now."""
    held = Interest.objects.filter(
        child_id=child, relation=relation.value, person__isnull=True, during__contains=now
    )
    return sorted(set(held.values_list("node_id", flat=True)), key=str)


def whom(rung: Rung, *, node: UUID, child: UUID | None, now: datetime) -> Reached:
    """Whom this step reaches."""
    if rung.whom is Whom.BY_NAME:
        found = _named(child, rung.role, now) if child else set()
        return _open_to(found, child, BY_NAME)
    above = list(NodeReach.objects.filter(below_id=node).values_list("above_id", flat=True))
    holders = _holders(rung.role, above, now)
    if rung.whom is Whom.ON_DUTY:
        on_duty = OnDuty.objects.filter(node_id__in=above, role=rung.role, during__contains=now)
        reached = _open_to(holders & set(on_duty.values_list("person_id", flat=True)), child, ON_DUTY)
        if reached.people:
            return reached
    return _open_to(holders, child, EVERYBODY)


def _holders(role: str, nodes: list[UUID], now: datetime) -> set[UUID]:
    held = RoleGrant.objects.filter(
        role=role, node_id__in=nodes, during__contains=now, person__is_active=True
    )
    return set(held.values_list("person_id", flat=True))


def _named(child: UUID, role: str, now: datetime) -> set[UUID]:
    """Those on whose list the child is, in that role, and whoever stands in for them."""
    interests = Interest.objects.filter(child_id=child, person__isnull=False, during__contains=now)
    named = set(interests.values_list("person_id", flat=True))
    covers = Cover.objects.filter(for_person__in=named, during__contains=now)
    people = named | set(covers.values_list("person_id", flat=True))
    held = RoleGrant.objects.filter(
        role=role, person_id__in=people, during__contains=now, person__is_active=True
    )
    return set(held.values_list("person_id", flat=True))


def _open_to(people: Iterable[UUID], child: UUID | None, how: str) -> Reached:
    told = sorted(people, key=str)
    if child is not None and told and _narrowed(child):
        told = [person for person in told if _may_read(person, child)]
    return Reached(tuple(told), how if told else NOBODY)


def _narrowed(child: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s IN (SELECT narrowed_children())", [child])
        (narrowed,) = cursor.fetchone()
    return bool(narrowed)


def _may_read(person: UUID, child: UUID) -> bool:
    """The database's own answer, asked in that person's name for the length of the question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('waylight.person', %s, true)", [str(person)])
        cursor.execute("SELECT %s IN (SELECT may_children('episode', 'read'))", [child])
        (may,) = cursor.fetchone()
        cursor.execute("SELECT set_config('waylight.person', '', true)")
    return bool(may)
