"""Staff accounts that nobody uses any more: their address, number and ways to sign in go, by the retention schedule.

Roles have an end and are given anew by a second person, so an account is used while its holder holds one. The name
stays: facts and the trail were written by it. Whoever comes back is taken on anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection, transaction

from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.keeping import From
from waylight.engine.when import LONDON
from waylight.rulebook.retention import UNUSED_ACCOUNT


@dataclass(frozen=True)
class Clock:
    """What empties an account: nobody, by the clock."""

    person_id: UUID | None = None
    name: str = "Waylight"
    role: str = ""
    node: UUID | None = None
    node_name: str = ""


@dataclass(frozen=True)
class AccountPlan:
    """Which accounts are past their time on a day, and when the next one is. Nothing is held back."""

    today: date
    due: tuple[tuple[UUID, date], ...]
    next: date | None
    held: Mapping[str, int] = field(default_factory=dict)

    def counts(self) -> dict[tuple[str, str], int]:
        """How many by act and rule: what may be said of it to anybody."""
        return {(Act.ERASED.value, UNUSED_ACCOUNT.record): len(self.due)} if self.due else {}


def plan(*, today: date) -> AccountPlan:
    """Read as the worker; changes nothing. `today`: in London."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, since FROM signin_unused() ORDER BY since, person")
        rows: list[tuple[UUID, datetime]] = cursor.fetchall()
    ends = [(person, since.astimezone(LONDON).date()) for person, since in rows]
    days = [(person, last, UNUSED_ACCOUNT.due({From.LAST_ROLE: last})) for person, last in ends]
    due = tuple((person, last) for person, last, day in days if day is not None and day <= today)
    later = [day for _, _, day in days if day is not None and day > today]
    return AccountPlan(today, due, min(later, default=None))


def run(*, plan: AccountPlan) -> int:
    """As the worker, one transaction an account, each on the trail. A second run changes nothing. Returns how many."""
    return sum(_let_go(person, last) for person, last in plan.due)


@transaction.atomic
def _let_go(person: UUID, last: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT signin_let_go(%s, %s)", [person, datetime.combine(last, time.max, LONDON)])
        (gone,) = cursor.fetchone()
    if gone:
        note(actor=Clock(), act=Act.ERASED, record="account", subject=person, route="retention",
             basis=UNUSED_ACCOUNT.record)  # fmt: skip
    return bool(gone)
