"""Who is reached by a step: those on duty at the agency, else everybody who holds the role there, else nobody.

Asked as the worker. Told is only who may read the episode: a role held at the agency that has the interest, or above
it; of a child narrowed to named people, nobody but those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import connection

from waylight.agencies.models import NodeReach, OnDuty, RoleGrant
from waylight.children.models import Cover, Interest
from waylight.engine.climbing import Rung, Whom

NOBODY, BY_NAME, ON_DUTY, EVERYBODY = "nobody", "by name", "on duty", "everybody"
Held = Mapping[str, set[tuple[UUID, UUID]]]


@dataclass(frozen=True)
class Reached:
    """Who, and why those: "on duty", "everybody" who holds the role, "by name", or "nobody"."""

    people: tuple[UUID, ...]
    how: str


class Roster:
    """Who holds which role at the agencies of one child, and who of them is on duty, at one time. Asked for once."""

    def __init__(self, child: UUID | None, nodes: Iterable[UUID], now: datetime) -> None:
        self._child, self._nodes, self._now = child, list(nodes), now

    def whom(self, rung: Rung, node: UUID) -> Reached:
        """Whom this step reaches at that agency."""
        if rung.whom is Whom.BY_NAME:
            held = {person for person, _ in self._holders.get(rung.role, ())}
            return self._open_to(self._named & held, BY_NAME)
        above = self._above[node]
        holders = {person for person, at in self._holders.get(rung.role, ()) if at in above}
        if rung.whom is Whom.ON_DUTY:
            on_duty = {person for person, at in self._on_duty.get(rung.role, ()) if at in above}
            reached = self._open_to(holders & on_duty, ON_DUTY)
            if reached.people:
                return reached
        return self._open_to(holders, EVERYBODY)

    @cached_property
    def _above(self) -> Mapping[UUID, set[UUID]]:
        found: dict[UUID, set[UUID]] = defaultdict(set)
        rows = NodeReach.objects.filter(below_id__in=self._nodes).values_list("below_id", "above_id")
        for below, above in rows:
            found[below].add(above)
        return found

    @cached_property
    def _everywhere(self) -> list[UUID]:
        return list({node for above in self._above.values() for node in above})

    @cached_property
    def _holders(self) -> Held:
        held = RoleGrant.objects.filter(
            node_id__in=self._everywhere, during__contains=self._now, person__is_active=True
        )
        return _by_role(held.values_list("role", "person_id", "node_id"))

    @cached_property
    def _on_duty(self) -> Held:
        duties = OnDuty.objects.filter(node_id__in=self._everywhere, during__contains=self._now)
        return _by_role(duties.values_list("role", "person_id", "node_id"))

    @cached_property
    def _named(self) -> set[UUID]:
        """Those on whose list the child is, and whoever stands in for them."""
        interests = Interest.objects.filter(
            child_id__in=[self._child], person__isnull=False, during__contains=self._now
        )
        named = {person for person in interests.values_list("person_id", flat=True) if person}
        if not named:
            return named
        covers = Cover.objects.filter(for_person__in=named, during__contains=self._now)
        return named | set(covers.values_list("person_id", flat=True))

    def _open_to(self, people: Iterable[UUID], how: str) -> Reached:
        told = sorted(people, key=str)
        if told and self._child is not None and self._narrowed:
            told = [person for person in told if _may_read(person, self._child)]
        return Reached(tuple(told), how if told else NOBODY)

    @cached_property
    def _narrowed(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s IN (SELECT narrowed_children())", [self._child])
            (narrowed,) = cursor.fetchone()
        return bool(narrowed)


def agencies_of(child: UUID, now: datetime) -> Mapping[str, list[UUID]]:
    """The nodes that are something to the child now, by what they are."""
    held = Interest.objects.filter(child_id=child, person__isnull=True, during__contains=now)
    found: dict[str, set[UUID]] = defaultdict(set)
    for relation, node in held.values_list("relation", "node_id"):
        found[relation].add(node)
    return {relation: sorted(nodes, key=str) for relation, nodes in found.items()}


def _by_role(rows: Iterable[tuple[str, UUID, UUID]]) -> Held:
    found: dict[str, set[tuple[UUID, UUID]]] = defaultdict(set)
    for role, person, node in rows:
        found[role].add((person, node))
    return found


def _may_read(person: UUID, child: UUID) -> bool:
    """The database's own answer, asked in that person's name for the length of the question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('waylight.person', %s, true)", [str(person)])
        cursor.execute("SELECT %s IN (SELECT may_children('episode', 'read'))", [child])
        (may,) = cursor.fetchone()
        cursor.execute("SELECT set_config('waylight.person', '', true)")
    return bool(may)
