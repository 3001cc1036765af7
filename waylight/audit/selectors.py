"""Reading the trail: who looked at a child and why they could, and how the chain stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import Who, note

# As many looks as one page shows.
PAGE = 100
RECORD = "trail of own children"


@dataclass(frozen=True)
class Look:
    """One look at a child. `at` is UTC. `name` is empty for a reader who learns the role and the agency only.

    `basis` says why they could: the relation of their agency to the child, or the grant and interest.
    """

    at: datetime
    name: str
    role: str
    node_name: str
    act: str
    record: str
    basis: str


@dataclass(frozen=True)
class Standing:
    """How the trail stands, without a word about anybody. `anchored_at` is None where no head was ever handed out."""

    linked: int
    waiting: int
    oldest_waiting: datetime | None
    anchored: int | None
    anchored_at: datetime | None


def who_looked(
    *, actor: Who, child_id: UUID, before: datetime, most: int = PAGE, route: str = ""
) -> list[Look]:
    """The latest looks at the child before that time, the last first.

    The question itself is a look, and is put on the trail. Raises: NotThere, where it is not open to the actor: the
    same as for a child that does not exist.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_may_ask(%s)", [child_id])
        (may,) = cursor.fetchone()
        if may is None:
            raise NotThere(record=RECORD, child=child_id, reason="no cell and no interest")
        cursor.execute("SELECT * FROM audit_who_looked(%s, %s, %s)", [child_id, before, most])
        looks = [Look(*row) for row in cursor.fetchall()]
    note(actor=actor, act=Act.READ, record=RECORD, child=child_id, route=route, basis="asked who looked")
    return looks


def standing() -> Standing:
    """Lengths and times for the page of operations."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_standing()")
        return Standing(*cursor.fetchone())
