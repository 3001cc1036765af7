"""Whether those on duty can be woken: said before the night begins, to whoever can still change it. Shows no number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from waylight.agencies.actor import Actor
from waylight.agencies.models import OnDuty
from waylight.agencies.selectors import below
from waylight.engine.climbing import Channel
from waylight.rulebook.telling import NIGHT_AHEAD
from waylight.telling import gateways
from waylight.telling.rules import LADDERS
from waylight.telling.selectors.rota import roles_set_by

TEXT, MAIL = Channel.TEXT.value, Channel.EMAIL.value
# What is missing, in the words of the pages.
LACKS = {TEXT: "no mobile number", MAIL: "no e-mail address that works"}


@dataclass(frozen=True)
class Unreached:
    """Somebody who is or will be on duty, and whom no text or no e-mail reaches. Times UTC."""

    name: str
    role: str
    node_name: str
    since: datetime
    until: datetime
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Watch:
    """Of the night ahead, in numbers, for whoever runs the system; `instead`: messages of the last day that said what
    was true by then."""

    on_duty: int
    no_text: int
    no_mail: int
    instead: int


def roles_by(channel: str) -> frozenset[str]:
    """The roles that some ladder tells by that channel, where this installation has it."""
    if not gateways.has(channel):
        return frozenset()
    return frozenset(
        rung.role for ladder in LADDERS.values() for rung in ladder.rungs if channel in rung.channels
    )


def unreached(*, actor: Actor, now: datetime) -> tuple[Unreached, ...]:
    """Of those on duty in the night ahead, in roles whose rota the actor keeps, the first to begin first."""
    roles = set(roles_set_by(actor.role)) & (roles_by(TEXT) | roles_by(MAIL))
    if not roles or actor.node is None:
        return ()
    ahead = DateTimeTZRange(now, now + NIGHT_AHEAD.value.span)
    duties = OnDuty.objects.filter(node__in=below([actor.node]), role__in=roles, during__overlap=ahead)
    rows = list(duties.select_related("person", "node"))
    ways = lacking({row.person_id: row.role for row in rows})
    found = [
        Unreached(row.person.name, row.role, row.node.name, row.during.lower, row.during.upper, ways[row.person_id])
        for row in rows if ways[row.person_id]
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.since, one.name)))


def lacking(people: Mapping[UUID, str]) -> dict[UUID, tuple[str, ...]]:
    """By person, each with their role, by which ways they are told in it and cannot be reached, in words."""
    reached = {person: {TEXT: text, MAIL: mail} for person, text, mail in _ways(people)}
    return {
        person: tuple(
            words for channel, words in LACKS.items()
            if role in roles_by(channel) and person in reached and not reached[person][channel]
        )
        for person, role in people.items()
    }  # fmt: skip


def _ways(people: Iterable[UUID]) -> list[tuple[UUID, bool, bool]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, by_text, by_mail FROM telling_ways(%s::uuid[])", [list(people)])
        return [(person, text, mail) for person, text, mail in cursor.fetchall()]


def watch(since: datetime, now: datetime) -> Watch:
    """For the page of operations. To whom operations are not open: noughts."""
    texted, mailed = roles_by(TEXT), roles_by(MAIL)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM telling_watch(%s, %s, %s::text[], %s::text[])",
            [since, now + NIGHT_AHEAD.value.span, sorted(texted), sorted(texted | mailed)],
        )
        return Watch(*cursor.fetchone())
