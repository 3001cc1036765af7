"""Accounts that can be signed in to, and the steps of doing so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from waylight.access.acting import acting
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node, Person
from waylight.signin import devices, factors, papers, pins

PASSWORD = "lantern copper hedge"
PIN = "482913"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Account:
    """Somebody with a password and an authenticator app."""

    actor: Actor
    email: str
    secret: str

    @property
    def person(self) -> Person:
        return Person.objects.get(pk=self.actor.person_id)

    def code(self, at: datetime | None = None, *, periods: int = 0) -> str:
        """What the app shows at that time, or some periods of thirty seconds later."""
        return code_of(self.secret, at or now(), periods)


def code_of(secret: str, at: datetime, periods: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30 + periods)))


def account(actor: Actor, *, second: bool = True) -> Account:
    """Give the actor a password, and an app unless `second` is false."""
    person = Person.objects.get(pk=actor.person_id)
    person.email = f"{actor.name.split()[0].lower()}@example.org"
    person.set_password(PASSWORD)
    person.save()
    secret = generate_totp_secret()
    if second:
        long_ago = datetime(2026, 1, 1, tzinfo=UTC)
        factors.enrol_code(person=person, secret=secret, typed=code_of(secret, long_ago), now=long_ago)
    return Account(actor, person.email, secret)


def sign_in(who: Account, client: Client | None = None, *, password: str = PASSWORD, code: str | None = None,
            **extra: Any) -> Any:  # fmt: skip
    """Send the form with password and code; returns the answer, whose client is `answer.client`."""
    fields = {"way": "password", "email": who.email, "password": password}
    fields["code"] = who.code() if code is None else code
    return (client or Client()).post("/sign-in/", fields, **extra)


def shared_device(manager: Actor, node: Any, client: Client | None = None) -> tuple[Client, Any]:
    """A browser that the manager has enrolled as the home's night phone, and the device."""
    client = client or Client()
    with acting(manager):
        device, secret = devices.enrol(
            actor=manager, node=Node.objects.get(pk=node), label="night phone", now=now()
        )
    client.cookies["device"] = secret
    return client, device


def with_pin(actor: Actor) -> Actor:
    """The actor has set a PIN."""
    pins.set_pin(person=Person.objects.get(pk=actor.person_id), pin=PIN, now=now())
    return actor


def by_pin(client: Client, actor: Actor, pin: str = PIN) -> Any:
    return client.post("/sign-in/", {"way": "pin", "person": str(actor.person_id), "pin": pin})


def paper(lead: Actor, node: Any, ends_at: datetime, name: str = "Ada Agency") -> papers.Issued:
    """An account for one shift, issued by the lead."""
    with acting(lead):
        return papers.issue(
            actor=lead,
            node=Node.objects.get(pk=node),
            role="night worker",
            name=name,
            ends_at=ends_at,
            now=now(),
        )


def by_paper(issued: papers.Issued, client: Client | None = None, *, number: str | None = None) -> Any:
    fields = {"way": "paper", "paper": issued.code, "number": number or issued.pin}
    return (client or Client()).post("/sign-in/", fields)


def is_in(client: Client) -> bool:
    """Whether the client's next step still finds somebody signed in."""
    return client.get("/me/").status_code == 200
