"""The ways in, each with its limits and its line on the trail. What is refused is on the trail as well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from waylight.agencies.models import Person, RoleGrant
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.sittings import Via
from waylight.rulebook.signing_in import COUNT_ONLY
from waylight.signin import duties, factors, papers, pins, sheets
from waylight.signin.demonstration import all_is_invented
from waylight.signin.limits import SHUT, attempt
from waylight.signin.models import Device
from waylight.signin.refusals import Refused, Shut

ROUTE = "sign_in"
WRONG = (
    "That e-mail address, password and code do not open an account together. Check each and try again. A code opens "
    "once: if you have used this one, wait for the next."
)
BUSY = (
    "Ten reports were begun with this sheet in an hour, so it waits. Ring 101 now, or 999 if the child is in danger, "
    "and ask the shift lead to sign in and report."
)


@dataclass(frozen=True)
class Came:
    """Who came in, how, and whether a second factor was shown or is not needed."""

    person: Person
    via: Via
    strong: bool = True
    device: UUID | None = None
    grant: UUID | None = None


def by_password(request: HttpRequest, *, email: str, password: str, code: str, now: datetime) -> Came:
    """With password and code at once: nobody learns from the answer which of them was wrong.

    Without a code, only somebody who has no second factor yet gets in, to enrol one. Raises: Refused, Shut.
    """
    address = email.strip().lower()

    def open_it() -> Came:
        try:
            person = get_adapter().authenticate(request, email=address, password=password)
        except ValidationError as why:
            raise Shut(SHUT) from why
        if not isinstance(person, Person) or not person.is_active:
            raise Refused(WRONG)
        return Came(person, Via.PASSWORD, strong=_second(request, person, code, now))

    return _noted(Via.PASSWORD, open_it, now, claimed=Person.objects.filter(email=address))


def by_passkey(request: HttpRequest, *, answer: Any, now: datetime) -> Came:
    """With a passkey that asked for a finger, a face or a PIN: two factors in one. Raises: Refused, Shut."""

    def open_it() -> Came:
        tried = attempt(request, "passkey")
        person = factors.passkey_opens(answer)
        if not person.is_active:
            raise Refused(WRONG)
        tried.succeeded()
        return Came(person, Via.PASSKEY)

    return _noted(Via.PASSKEY, open_it, now)


def by_pin(*, device: Device, person_id: UUID, pin: str, now: datetime) -> Came:
    """With one's own PIN on an enrolled device: the device is one factor, the PIN the other. Raises: Refused."""

    def open_it() -> Came:
        person = pins.pin_opens(device=device, person_id=person_id, pin=pin, now=now)
        return Came(person, Via.DEVICE, device=device.id)

    return _noted(Via.DEVICE, open_it, now, claimed=Person.objects.filter(pk=person_id))


def by_paper(request: HttpRequest, *, code: str, number: str, now: datetime) -> Came:
    """With the paper for one shift and the number told by mouth. Raises: Refused, Shut."""

    def open_it() -> Came:
        tried = attempt(request, "paper")
        account = papers.paper_opens(code=code, pin=number, now=now)
        tried.succeeded()
        return Came(account.person, Via.SHIFT, grant=account.grant_id)

    return _noted(Via.SHIFT, open_it, now)


def to_report_only(
    request: HttpRequest, *, code: str, name: str, agency: str, device: Device | None, now: datetime
) -> Came:
    """Somebody without an account, to file a report and read nothing. Raises: Refused, Shut."""

    def open_it() -> Came:
        if not name.strip() or not agency.strip():
            raise Refused(
                "Say what you are called and for whom you work, so that you can be rung back.", field="name"
            )
        tried = attempt(request, "paper")
        sheet = sheets.sheet_of(code=code, device=device, now=now)
        tried.succeeded()
        attempt(request, "report_only", key=str(sheet.id), sentence=BUSY)
        return Came(sheet.person, Via.REPORT_ONLY, device=device.id if device else None, grant=sheet.grant_id)

    return _noted(Via.REPORT_ONLY, open_it, now)


def in_demonstration(*, person_id: UUID, grant_id: UUID, now: datetime) -> Came:
    """As any invented person in a role that they hold, without a password: only where everybody is invented."""

    def open_it() -> Came:
        if not all_is_invented():
            raise Refused(
                "People can be chosen from a list only in a demonstration. Sign in with your own account."
            )
        person = Person.objects.filter(pk=person_id, is_active=True).first()
        if person is None or not duties.still_holds(person_id, grant_id, now):
            raise Refused("Choose one of the people on the list.")
        return Came(person, Via.DEMONSTRATION, grant=grant_id)

    return _noted(Via.DEMONSTRATION, open_it, now)


def needs_factor(person: Person, now: datetime) -> bool:
    """Whether one of the person's roles reads a child's record, so that a password alone is not enough."""
    return RoleGrant.objects.filter(person=person, during__contains=now).exclude(role__in=COUNT_ONLY).exists()


def _second(request: HttpRequest, person: Person, code: str, now: datetime) -> bool:
    """Whether a second factor was shown. Raises: Refused where one is enrolled and the code is not of it; Shut."""
    if not factors.has_factor(person):
        return not needs_factor(person, now)
    tried = attempt(request, "second_factor", key=str(person.id))
    if not factors.code_opens(person, code, now):
        raise Refused(WRONG)
    tried.succeeded()
    pins.open_again(person=person)
    return True


def _noted(via: Via, open_it: Callable[[], Came], now: datetime, claimed: Any = None) -> Came:
    try:
        return open_it()
    except Refused as why:
        someone = claimed.values_list("id", flat=True).first() if claimed is not None else None
        shut = "shut after too many tries" if isinstance(why, Shut) else "refused"
        note(
            actor=None,
            act=Act.FAILED_SIGN_IN,
            record="account",
            subject=someone,
            route=ROUTE,
            basis=f"{via}, {shut}",
        )
        raise
