"""What people do about what they were told: see it, give a number for texts, say who is on duty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from waylight.access.services import NotGiven, put_on_duty
from waylight.agencies.actor import Actor
from waylight.agencies.models import OnDuty
from waylight.agencies.selectors import below
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.facts.refusals import NotThere, Refused
from waylight.telling.models import Mobile, Receipt
from waylight.telling.selectors.rota import roles_set_by

MOBILE = re.compile(r"(\+44|0)7\d{9}")


def seen(*, actor: Actor, notices: Iterable[UUID], now: datetime) -> None:
    """The actor has these before their eyes. Kept once; the ladder of receipts shows it."""
    Receipt.objects.filter(person_id=actor.person_id, notice__in=list(notices), seen_at=None).update(
        seen_at=now
    )


@transaction.atomic
def set_mobile(*, actor: Actor, number: str, now: datetime, route: str = "") -> None:
    """Where the actor wants texts; empty: nowhere. Raises: Refused."""
    plain = re.sub(r"[\s()-]", "", number)
    if plain and not MOBILE.fullmatch(plain):
        raise Refused("Give a mobile number such as 07700 900123, or leave it empty.", field="number")
    if plain:
        Mobile.objects.update_or_create(person_id=actor.person_id, defaults={"number": plain, "since": now})
    else:
        Mobile.objects.filter(person_id=actor.person_id).delete()
    note(actor=actor, act=Act.WROTE, record="own account", route=route, basis="number for texts")


@transaction.atomic
def plan_duty(
    *, actor: Actor, person: UUID, role: str, node: UUID, since: datetime, until: datetime, route: str = ""
) -> OnDuty:
    """Put somebody on the rota. Raises: Refused, NotThere."""
    if role not in roles_set_by(actor.role):
        raise NotThere(record="duty roster", subject=node, reason="not a rota of the actor's")
    try:
        return put_on_duty(
            actor=actor, person=person, role=role, node=node, since=since, until=until, route=route
        )
    except NotGiven as refused:
        raise Refused(str(refused)) from refused


@transaction.atomic
def take_off(*, actor: Actor, duty: int, now: datetime, route: str = "") -> None:
    """End a duty now, or take one that has not begun off the rota. Raises: NotThere."""
    row = OnDuty.objects.filter(pk=duty).first()
    if row is None or row.role not in roles_set_by(actor.role) or row.node_id not in _mine(actor):
        raise NotThere(record="duty roster")
    ends = max(row.during.lower, min(now, row.during.upper))
    if OnDuty.objects.filter(pk=duty).update(during=DateTimeTZRange(row.during.lower, ends)) != 1:
        raise NotThere(record="duty roster")
    note(
        actor=actor,
        act=Act.WROTE,
        record="duty roster",
        subject=row.person_id,
        route=route,
        basis="taken off",
    )


def _mine(actor: Actor) -> frozenset[UUID]:
    return below([actor.node]) if actor.node else frozenset()
