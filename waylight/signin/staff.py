"""Joiners, movers and leavers: somebody starts at a place with a role and an end, or stops."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from waylight.access.services import NotGiven, end_role, grant_role
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node, NodeReach, Person, RoleGrant
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.sittings import Opening
from waylight.signin.invitations import make
from waylight.signin.opening import must_open, roles_opened
from waylight.signin.refusals import Refused
from waylight.signin.shift_times import LONDON


@transaction.atomic
def take_on(
    *, actor: Actor, node: Node, role: str, name: str, email: str, last_day: date, now: datetime
) -> tuple[Person, str]:
    """Give somebody a role at the place until the end of a day, and an account if they have none.

    Returns them with the code for setting the account up; the code is empty for somebody who signs in already.
    Raises: Refused.
    """
    must_open(actor, Opening.LET_IN, node_id=node.id, for_role=role)
    person = _person(name, email)
    until = datetime.combine(last_day + timedelta(days=1), time(), LONDON).astimezone(UTC)
    try:
        grant_role(
            actor=actor, person=person.id, role=role, node=node.id, since=now, until=until, why="works here"
        )
    except NotGiven as why:
        raise Refused(str(why), field="last_day") from why
    if person.has_usable_password():
        return person, ""
    note(actor=actor, act=Act.WROTE, record="account", subject=person.id, basis="made an account")
    return person, make(person=person, made_by=actor.person_id, now=now)


@transaction.atomic
def let_go(*, actor: Actor, person_id: UUID, now: datetime) -> None:
    """End the roles of somebody who leaves this place. Their sitting ends at its next step. Raises: Refused."""
    below = NodeReach.objects.filter(above_id=actor.node).values("below_id")
    held = RoleGrant.objects.filter(
        person_id=person_id,
        node_id__in=below,
        role__in=roles_opened(actor, Opening.LET_IN),
        during__contains=now,
    )
    if person_id == actor.person_id or not held:
        raise Refused("That person holds no role here that is yours to end. Look at the list again.")
    for grant in held:
        end_role(actor=actor, grant=grant.id, at=now)


def _person(name: str, email: str) -> Person:
    """The account with that address, made where there is none."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            "Type the e-mail address by which they sign in. Nothing is sent to it.", field="email"
        ) from None
    known = Person.objects.filter(email=address).first()
    if known is not None:
        if not known.is_active:
            raise Refused("That account was closed. Ask whoever runs this installation.", field="email")
        return known
    if not name.strip():
        raise Refused("Type their name, as colleagues know it.", field="full_name")
    person = Person(email=address, name=name.strip()[:80])
    person.set_unusable_password()
    person.save(force_insert=True)
    return person
