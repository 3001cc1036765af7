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


@contextmanager
def acting(actor: Someone) -> Iterator[None]:
    """A transaction in which the actor acts; commits at the end, or rolls everything back on an error.

    Inside one that is under way it is a savepoint, and who acted before acts again afterwards.
    """
    with transaction.atomic():
        before = who_acts()
        say(actor.person_id)
        yield
        if before != actor.person_id:
            say(before)


def say(person: UUID | None) -> None:
    """Set who acts for the rest of this transaction; None: nobody.

    Raises: RuntimeError outside a transaction, where the setting would be gone at once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Somebody acts within a transaction: open one first.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('waylight.person', %s, true)", [str(person) if person else ""])


def who_acts() -> UUID | None:
    """Who acts in this transaction, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT waylight_person()")
        (person,) = cursor.fetchone()
    return person
