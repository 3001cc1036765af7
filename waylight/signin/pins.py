"""A person's own number for shared devices: set after a full sign-in, shut after five wrong tries."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from waylight.agencies.models import NodeReach, Person, RoleGrant
from waylight.rulebook.signing_in import ON_SHARED_DEVICES, PIN_DIGITS, PIN_TRIES
from waylight.signin.codes import obvious
from waylight.signin.models import Device, Pin
from waylight.signin.refusals import Refused, Shut

WRONG = "That is not the PIN of this person. {left}"
SHUT = (
    "This PIN was tried wrongly {tries} times and is shut. Sign in with your e-mail address and a code, or ask the "
    "manager or shift lead to let you in. If a child is not where they should be, report it without signing in."
)
IN_FULL = "On a shared device a PIN opens only work on shifts. Sign in with your e-mail address and a code."


@transaction.atomic
def set_pin(*, person: Person, pin: str, now: datetime) -> None:
    """Set or change the person's own PIN. Raises: Refused where it has the wrong length or is an obvious one."""
    if len(pin) != PIN_DIGITS or not pin.isdigit() or not pin.isascii():
        raise Refused(f"A PIN is {PIN_DIGITS} figures.", field="pin")
    if obvious(pin):
        raise Refused("That PIN is among the first that anybody would try. Choose another.", field="pin")
    Pin.objects.update_or_create(
        person=person, defaults={"hash": make_password(pin), "set_at": now, "wrong": 0, "shut_at": None}
    )


def open_again(*, person: Person) -> None:
    """Forget the wrong tries: somebody who knows the person, or a full sign-in, has vouched for them."""
    Pin.objects.filter(person=person).update(wrong=0, shut_at=None)


def has_pin(person: Person) -> bool:
    """Whether the person has set one."""
    return Pin.objects.filter(person=person).exists()


def forget(*, person: Person) -> None:
    """Take the PIN away: somebody starts again."""
    Pin.objects.filter(person=person).delete()


def people_at(device: Device, now: datetime) -> list[Person]:
    """Who may open this device with a PIN, by name: they have one and work here."""
    above = NodeReach.objects.filter(below_id=device.node_id).values("above_id")
    here = RoleGrant.objects.filter(node_id__in=above, during__contains=now, role__in=ON_SHARED_DEVICES)
    with_pin = Pin.objects.filter(person_id__in=here.values("person_id"), person__is_active=True)
    return sorted((pin.person for pin in with_pin.select_related("person")), key=lambda person: person.name)


def pin_opens(*, device: Device, person_id: UUID, pin: str, now: datetime) -> Person:
    """The person whose PIN this is. Tries are taken one after the other, and each wrong one is kept.

    Call in a transaction that is kept even where this raises. Raises: Refused; Shut at the last wrong try and after.
    """
    kept = Pin.objects.select_for_update().select_related("person").filter(person_id=person_id).first()
    if kept is None or kept.person not in people_at(device, now):
        raise Refused("Choose your name from the list.", field="person")
    if kept.shut_at is not None:
        raise Shut(SHUT.format(tries=PIN_TRIES.tries))
    if not check_password(pin, kept.hash):
        kept.wrong += 1
        kept.shut_at = now if kept.wrong >= PIN_TRIES.tries else None
        kept.save(update_fields=["wrong", "shut_at"])
        if kept.shut_at is not None:
            raise Shut(SHUT.format(tries=PIN_TRIES.tries))
        left = PIN_TRIES.tries - kept.wrong
        raise Refused(WRONG.format(left=f"{left} {'try' if left == 1 else 'tries'} left."), field="pin")
    if RoleGrant.objects.filter(person_id=person_id, during__contains=now).exclude(
        role__in=ON_SHARED_DEVICES
    ):
        raise Refused(IN_FULL)
    if kept.wrong:
        open_again(person=kept.person)
    return kept.person
