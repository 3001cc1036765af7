"""Says to the database who acts. Without it every table that holds a child is empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction


class Someone(Protocol):
    """Whoever has an account: see `waylight.agencies.actor.Actor`."""

    @property
    def person_id(self) -> UUID: ...
    @property
    def sitting(self) -> UUID | None: ...


@contextmanager
def acting(actor: Someone) -> Iterator[None]:
    """A transaction in which the actor acts; commits at the end, or rolls everything back on an error.

    Inside one that is under way it is a savepoint, and who acted before acts again afterwards. Otherwise nobody acted
    before, and the database forgets who did when the transaction ends.
    """
    inside = connection.in_atomic_block
    with transaction.atomic():
        before = _said() if inside else None
        say(actor.person_id, actor.sitting)
        yield
        if before:
            _say_again(*before)


def say(person: UUID | None, sitting: UUID | None = None) -> None:
    """Set who acts for the rest of this transaction, and on which of their duties; None: nobody, or any of them.

    Raises: RuntimeError outside a transaction, where the setting would be gone at once.
    """
    who = str(person) if person else ""
    _say_again(who, f"{who} {sitting}" if person and sitting else "")


def _say_again(person: str, sitting: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Somebody acts within a transaction: open one first.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('waylight.person', %s, true), set_config('waylight.grant', %s, true)",
            [person, sitting],
        )


def _said() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('waylight.person', true), ''), "
            "coalesce(current_setting('waylight.grant', true), '')"
        )
        person, sitting = cursor.fetchone()
    return person, sitting


def who_acts() -> UUID | None:
    """Who acts in this transaction, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT waylight_person()")
        (person,) = cursor.fetchone()
    return person
