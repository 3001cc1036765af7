"""Break-glass: a child in danger whom nothing else opens. The database holds every limit (migration 0007)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import ProgrammingError, connection, transaction
from psycopg.errors import InsufficientPrivilege, TooManyRows

from waylight.access.models import BrokenGlass
from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note

SHORTEST_REASON = 10
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


def to_review(*, actor: Actor) -> list[BrokenGlass]:
    """What was opened of the children whose trail the actor may see and nobody has gone through yet."""
    waiting = list(
        BrokenGlass.objects.filter(reviewed_at__isnull=True)
        .exclude(person_id=actor.person_id)
        .select_related("person", "node")
        .order_by("at")
    )
    note(
        actor=actor,
        act=Act.LISTED,
        record="trail of own children",
        children={glass.child: "reviews what was opened by break-glass" for glass in waiting},
    )
    return waiting


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
