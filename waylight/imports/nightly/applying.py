"""Carries a night's plan out, all of it or nothing. Run as the worker."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatchmethod
from uuid import UUID, uuid4

from django.db import transaction

from waylight.access.acting import acting
from waylight.access.services import end_role
from waylight.agencies.actor import Actor, Grant
from waylight.agencies.models import Node, Person
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children import services
from waylight.children.models import ChildIdentifier
from waylight.engine.when import LONDON
from waylight.episodes.services.particulars import rectify
from waylight.facts.filing import Filing
from waylight.imports.lists import Lists
from waylight.imports.models import Freshness
from waylight.imports.nightly.planning import plan
from waylight.imports.nightly.steps import Changed, Known, Leave, Move, NewChild, NewTeam, Plan

ROUTE = "nightly"
WHY = "the authority's nightly list says so"


@transaction.atomic
def apply(lists: Lists, *, authority: Node, now: datetime) -> Plan:
    """Plan and write in one transaction. The same lists again change nothing. Raises: facts.Refused, NotThere."""
    actor = _sender(authority)
    with acting(actor):
        found = plan(lists, authority=authority.id, now=now)
        night = Night(actor, authority.id, now)
        for step in (*found.new, *found.known, *found.changed, *found.teams, *found.places):
            night.take(step)
        for email, name in found.accounts.items():
            # Without a password, none opens it.
            person = Person.objects.create_user(email=email, name=name)
            note(actor=actor, act=Act.WROTE, record="account", subject=person.id, route=ROUTE, basis=WHY)
        for role in found.ended:
            end_role(actor=actor, grant=role.grant, at=role.at, route=ROUTE)
        for kind, drawn in lists.drawn.items():
            _fresh(authority.id, kind, drawn, lists.rows[kind])
    return found


def _sender(authority: Node) -> Actor:
    """The lists act under a name of their own, by which nobody signs in and which holds no role."""
    person, _ = Person.objects.get_or_create(
        email=f"nightly@{authority.id}.invalid",
        defaults={"name": f"Nightly lists of {authority.name}", "is_active": False, "password": "!"},
    )
    place = Grant("nightly lists", authority.id, authority.name, authority.kind)
    return Actor(person.id, person.name, (place,), via="import")


def _fresh(node: UUID, kind: str, drawn: datetime, rows: int) -> None:
    """An older list handed in late does not make the record look older than it is."""
    stands = Freshness.objects.filter(node_id=node, kind=kind).first()
    if stands is None:
        Freshness.objects.create(node_id=node, kind=kind, as_of=drawn, rows=rows)
    elif drawn > stands.as_of:
        Freshness.objects.filter(pk=stands.pk).update(as_of=drawn, rows=rows)


class Night:
    """Writes one step at a time, in the name of the authority's list."""

    def __init__(self, actor: Actor, authority: UUID, now: datetime) -> None:
        self.actor, self.authority, self.now = actor, authority, now
        numbers = ChildIdentifier.objects.filter(node_id=authority, scheme="authority")
        self.children: dict[str, UUID] = dict(numbers.values_list("value", "child_id"))

    def _writing(self, what: str) -> Filing:
        # What was written before is known by the plan, so that each night's key is its own.
        return Filing(self.actor, self.now, f"{what}|{self.now.isoformat()}", door="import", route=ROUTE)

    def _number(self, number: str, child: UUID) -> None:
        ChildIdentifier.objects.create(
            child_id=child, scheme="authority", node_id=self.authority, value=number
        )
        self.children[number] = child

    @singledispatchmethod
    def take(self, step: object) -> None:
        """Carry one step out."""
        raise TypeError(f"no such step: {type(step).__name__}")

    @take.register
    def _(self, step: NewChild) -> None:
        child = services.begin_care(
            self._writing(f"care {step.number}"),
            who=step.who,
            node=step.node,
            since=step.since,
            child=uuid4(),
        )
        self._number(step.number, child)

    @take.register
    def _(self, step: Known) -> None:
        self._number(step.number, step.child)
        note(actor=self.actor, act=Act.WROTE, record="child core", child=step.child, route=ROUTE,
             basis="the number of the authority's list")  # fmt: skip

    @take.register
    def _(self, step: Changed) -> None:
        rectify(self._writing(f"particulars {step.child}"), child=step.child, who=step.who, why=WHY)

    @take.register
    def _(self, step: NewTeam) -> None:
        today = self.now.astimezone(LONDON).date()
        services.change_team(
            self._writing(f"team {step.child}"), child=step.child, node=step.node, since=today
        )

    @take.register
    def _(self, step: Move) -> None:
        services.place(
            self._writing(f"place {step.number} {step.since.isoformat()}"),
            child=self.children[step.number],
            node=step.node,
            since=step.since,
            kind=step.kind,
        )

    @take.register
    def _(self, step: Leave) -> None:
        services.end_placement(
            self._writing(f"leave {step.number} {step.at.isoformat()}"),
            child=self.children[step.number],
            at_=step.at,
        )
