"""Who is on duty now and in the coming days, and when nobody is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from waylight.agencies.actor import Actor
from waylight.agencies.models import OnDuty, RoleGrant
from waylight.agencies.selectors import below
from waylight.rulebook.telling import ROTAS

AHEAD = timedelta(days=7)
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Holder:
    """Somebody who may be put on duty: holds the role at the node."""

    person: UUID
    name: str
    node: UUID
    node_name: str


@dataclass(frozen=True)
class Line:
    """One duty. `now`: it is going on."""

    id: int
    name: str
    node_name: str
    since: datetime
    until: datetime
    now: bool


@dataclass(frozen=True)
class Rota:
    """One role: who holds it, who is on duty when, and the times of the coming week when nobody is."""

    role: str
    holders: tuple[Holder, ...]
    lines: tuple[Line, ...]
    gaps: tuple[Span, ...]


def roles_set_by(role: str) -> tuple[str, ...]:
    """The roles of which whoever holds that role may say who is on duty."""
    return tuple(dict.fromkeys(one for row in ROTAS if row.value[0] == role for one in row.value[1]))


def rotas(*, actor: Actor, now: datetime) -> tuple[Rota, ...]:
    """Those that the actor may set, at their place and below it."""
    nodes = below([actor.node]) if actor.node else frozenset()
    return tuple(_rota(role, nodes, now) for role in roles_set_by(actor.role))


def _rota(role: str, nodes: frozenset[UUID], now: datetime) -> Rota:
    week = DateTimeTZRange(now, now + AHEAD)
    duties = OnDuty.objects.filter(node__in=nodes, role=role, during__overlap=week).select_related(
        "person", "node"
    )
    lines = sorted((_line(duty, now) for duty in duties), key=lambda line: (line.since, line.name))
    held = RoleGrant.objects.filter(node__in=nodes, role=role, during__contains=now, person__is_active=True)
    holders = [
        Holder(row.person_id, row.person.name, row.node_id, row.node.name)
        for row in held.select_related("person", "node").order_by("person__name")
    ]
    spans = [(line.since, line.until) for line in lines]
    return Rota(role, tuple(holders), tuple(lines), tuple(gaps(spans, now, now + AHEAD)))


def _line(duty: OnDuty, now: datetime) -> Line:
    since, until = duty.during.lower, duty.during.upper
    return Line(duty.pk, duty.person.name, duty.node.name, since, until, since <= now < until)


def gaps(spans: Iterable[Span], since: datetime, until: datetime) -> list[Span]:
    """The times between the two of which no span covers any part."""
    free, at = [], since
    for begins, ends in sorted(spans):
        if begins > at:
            free.append((at, min(begins, until)))
        at = max(at, ends)
    return [*free, (at, until)] if at < until else free
