"""Break-glass: a child in danger whom nothing else opens. The database holds every limit (migration 0007)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import ProgrammingError, connection, transaction
from django.db.models import QuerySet
from psycopg.errors import InsufficientPrivilege, TooManyRows

from waylight.access.models import BrokenGlass
from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.selectors import Look, who_looked
from waylight.audit.services import note

SHORTEST_REASON = 10
# More than somebody opens in an hour.
MOST_LOOKS = 500
NOT_ENOUGH = "Say in a sentence what danger the child is in. The responsible authority reads it at once."
USED_UP = (
    "This was used five times in the last day and cannot be used again before tomorrow. "
    "Ring the authority's out-of-hours team, or 999 if a child is in danger now."
)
NOBODY = (
    "There is no record that opens for this name and birth date. Check both; otherwise ring the authority's "
    "out-of-hours team, or 999 if a child is in danger now."
)


class NotOpened(Exception):
    """Nothing was opened; the message says what to do. Every try is on the trail."""


@transaction.atomic
def break_glass(*, actor: Actor, name_key: str, born: date, reason: str, route: str = "") -> UUID | NotOpened:
    """Open one child's record, to read, for an hour, to the actor alone. Returns the child's id.

    `name_key` is the exact name as `waylight.children.names.name_key` writes it. A try that names nobody is returned,
    not raised: it is on the trail and counts, so its transaction must be kept. Raises: NotOpened where the actor's
    role has no such cell, gives no reason, or used up the tries of the day (each put on the trail by the caller's
    middleware as a refusal).
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise NotOpened(NOT_ENOUGH)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT access_break_glass(%s, %s, %s, %s)", [name_key, born, reason.strip(), route]
            )
            (child,) = cursor.fetchone()
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise NotThere(record="child core", reason="break-glass is not for this role") from error
        if isinstance(error.__cause__, TooManyRows):
            raise NotOpened(USED_UP) from error
        raise
    return child if child is not None else NotOpened(NOBODY)


def refused_again(*, actor: Actor, route: str = "") -> None:
    """Put on the trail that somebody asked once more than a day allows, or without a reason."""
    note(actor=actor, act=Act.REFUSED, record="child core", route=route, basis="break glass, not opened")


def open_until(*, actor: Actor, child: UUID, now: datetime) -> datetime | None:
    """Until when the child is open to the actor by break-glass; None where it is not, or not by that."""
    mine = BrokenGlass.objects.filter(child=child, person_id=actor.person_id, at__lte=now, until__gt=now)
    return mine.order_by("-until").values_list("until", flat=True).first()


def how_many_to_review(*, actor: Actor) -> int:
    """A number for the list of what needs the actor now: it names nobody, so nothing goes on the trail."""
    return _waiting(actor).count()


def to_review(*, actor: Actor, route: str = "") -> list[BrokenGlass]:
    """What was opened of the children whose trail the actor may see and nobody has gone through yet."""
    return _listed(actor, list(_waiting(actor).order_by("at")), route)


def gone_through(*, actor: Actor, since: datetime, route: str = "") -> list[BrokenGlass]:
    """What was gone through after `since`, the last first, with what was found."""
    rows = BrokenGlass.objects.filter(reviewed_at__gte=since).exclude(person_id=actor.person_id)
    found = rows.select_related("person", "node", "reviewed_by").order_by("-reviewed_at")
    return _listed(actor, list(found), route)


@dataclass(frozen=True)
class Use:
    """One use of break-glass with what was looked at while it was open, the first look first."""

    glass: BrokenGlass
    looks: tuple[Look, ...]


def use_of(*, actor: Actor, glass: BrokenGlass, route: str = "") -> Use:
    """What whoever broke the glass looked at in that hour, from the trail. Raises: NotThere."""
    after = glass.until + timedelta(seconds=1)
    looks = who_looked(actor=actor, child_id=glass.child, before=after, most=MOST_LOOKS, route=route)
    theirs = [
        look
        for look in looks
        if look.at >= glass.at and (look.name, look.role) == (glass.person.name, glass.role)
    ]
    return Use(glass, tuple(reversed(theirs)))


def _waiting(actor: Actor) -> QuerySet[BrokenGlass]:
    rows = BrokenGlass.objects.filter(reviewed_at__isnull=True).exclude(person_id=actor.person_id)
    return rows.select_related("person", "node")


def _listed(actor: Actor, rows: list[BrokenGlass], route: str) -> list[BrokenGlass]:
    why = {glass.child: "reviews what was opened by break-glass" for glass in rows}
    note(actor=actor, act=Act.LISTED, record="trail of own children", route=route, children=why)
    return rows


@transaction.atomic
def review(*, actor: Actor, glass: UUID, found: str, now: datetime) -> None:
    """Put down what the responsible authority makes of it. Raises: NotOpened without words, NotThere."""
    if not found.strip():
        raise NotOpened("Say what you found: whether it was right, and what follows.")
    row = BrokenGlass.objects.filter(pk=glass, reviewed_at__isnull=True).exclude(person_id=actor.person_id)
    child = row.values_list("child", flat=True).first()
    if row.update(reviewed_by_id=actor.person_id, reviewed_at=now, review=found.strip()) != 1:
        raise NotThere(record="trail of own children", subject=glass)
    note(
        actor=actor,
        act=Act.WROTE,
        record="trail of own children",
        child=child,
        subject=glass,
        basis="reviewed",
    )
