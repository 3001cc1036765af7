"""Which addresses somebody confirmed: one's own, and of whom one keeps the rota."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from waylight.agencies.actor import Actor
from waylight.agencies.models import Person
from waylight.engine.climbing import Channel
from waylight.rulebook.telling import CODE_HOLDS
from waylight.telling import gateways
from waylight.telling.models import Confirmation, Mobile
from waylight.telling.selectors.reach import roles_by
from waylight.telling.selectors.rota import Rota

TEXT, MAIL = Channel.TEXT.value, Channel.EMAIL.value
# As the pages call them.
CALLED = {MAIL: "e-mail address", TEXT: "mobile number"}
# Ends the made-up address of an account of one shift, or for reports alone.
NOWHERE = ".invalid"


@dataclass(frozen=True)
class Way:
    """One way by which the actor is told. `waits`: a code was sent and still holds."""

    channel: str
    called: str
    address: str
    confirmed_at: datetime | None
    waits: bool


def address_of(person: UUID, channel: str) -> str:
    """Where the person is told by that channel today; '' where nowhere."""
    if channel == TEXT:
        return Mobile.objects.filter(person_id=person).values_list("number", flat=True).first() or ""
    mail = Person.objects.filter(pk=person).values_list("email", flat=True).first() or ""
    return "" if mail.endswith(NOWHERE) else mail


def is_confirmed(row: Confirmation | None, address: str) -> bool:
    """Whether that address was confirmed, and not an earlier one."""
    return row is not None and row.confirmed_at is not None and row.address == address


def own_ways(*, actor: Actor, now: datetime) -> tuple[Way, ...]:
    """The actor's own, by every channel that this installation has."""
    kept = {row.channel: row for row in Confirmation.objects.filter(person_id=actor.person_id)}
    ways = []
    for channel, called in CALLED.items():
        address = address_of(actor.person_id, channel) if gateways.has(channel) else ""
        if address:
            row = kept.get(channel)
            at = row.confirmed_at if row is not None and is_confirmed(row, address) else None
            sent = row.sent_at if row is not None and row.code else None
            ways.append(
                Way(channel, called, address, at, sent is not None and sent > now - CODE_HOLDS.value.span)
            )
    return tuple(ways)


def unconfirmed(rotas: tuple[Rota, ...]) -> Mapping[UUID, tuple[str, ...]]:
    """By person of these rotas what of theirs is not confirmed and is used in that role all the same."""
    roles: dict[UUID, set[str]] = {}
    for rota in rotas:
        for holder in rota.holders:
            roles.setdefault(holder.person, set()).add(rota.role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, channel FROM telling_unconfirmed(%s::uuid[])", [list(roles)])
        rows = cursor.fetchall()
    return {
        person: tuple(
            called for channel, called in CALLED.items()
            if (person, channel) in rows and roles[person] & roles_by(channel)
        )
        for person in roles
    }  # fmt: skip
