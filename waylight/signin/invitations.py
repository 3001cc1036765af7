"""Codes with which somebody sets up how they sign in, or sets it up again after losing it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.agencies.actor import Actor
from waylight.agencies.models import Person, RoleGrant
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.sittings import Opening
from waylight.rulebook.signing_in import INVITED_FOR
from waylight.signin import factors, pins
from waylight.signin.codes import kept, new_code
from waylight.signin.models import Invitation
from waylight.signin.opening import must_open
from waylight.signin.refusals import Refused

GROUPS = 3
PURPOSE = "invitation"
UNKNOWN = (
    "This code opens nothing. It may be mistyped, used already, or too old: ask the person who gave it to you for "
    "another."
)


@transaction.atomic
def invite(*, actor: Actor, person_id: UUID, now: datetime) -> str:
    """A code for somebody whom the actor knows by sight; it replaces any that was not used. It is shown once.

    Raises: Refused where the actor may not let that person in.
    """
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None or person.id == actor.person_id:
        raise Refused("Choose somebody else from the list of people who work here.")
    held = RoleGrant.objects.filter(person=person, during__contains=now)
    if not held:
        raise Refused("That person holds no role now. Give them one first.")
    for grant in held:
        must_open(actor, Opening.LET_IN, node_id=grant.node_id, for_role=grant.role)
    note(actor=actor, act=Act.WROTE, record="account", subject=person.id, basis="let somebody in again")
    pins.open_again(person=person)
    return make(person=person, made_by=actor.person_id, now=now)


def make(*, person: Person, made_by: UUID | None, now: datetime) -> str:
    """The code itself. `made_by` is None where the installation's operator makes the first account."""
    Invitation.objects.filter(person=person, used_at__isnull=True).update(used_at=now)
    code = new_code(GROUPS)
    Invitation(
        person=person, code_hash=kept(code, PURPOSE), made_by_id=made_by, made_at=now, ends_at=now + INVITED_FOR.span
    ).save(force_insert=True)  # fmt: skip
    return code


@transaction.atomic
def accept(*, code: str, password: str, now: datetime) -> Person:
    """Set a new password with a code. What opened the account before opens it no more: factors, PIN, sittings.

    Raises: Refused where the code opens nothing or the password is too easily guessed.
    """
    found = Invitation.objects.select_for_update(of=("self",)).select_related("person").filter(
        code_hash=kept(code, PURPOSE), used_at__isnull=True, ends_at__gt=now, person__is_active=True
    ).first()  # fmt: skip
    if found is None:
        raise Refused(UNKNOWN, field="code")
    person = found.person
    try:
        validate_password(password, person)
    except ValidationError as why:
        raise Refused(" ".join(why.messages), field="password") from why
    person.set_password(password)
    person.save(update_fields=["password"])
    factors.forget_all(person=person)
    pins.forget(person=person)
    found.used_at = now
    found.save(update_fields=["used_at"])
    return person
