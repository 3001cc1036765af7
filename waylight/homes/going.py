"""What the register lets go, and when: a carer's household, and the names of those who ran a home.

A carer's approval ends with the carer's place in the tree of agencies. Dates, places and providers stay, so that what
was counted can be counted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.keeping import From, Keep
from waylight.homes.models import Address, Running
from waylight.rulebook.retention import FOSTER_CARER, HOME_RECORDS

HOUSEHOLDS = """
SELECT a.id, n.id, n.name, n.until FROM homes_address a JOIN agencies_node n ON n.id = a.node_id
WHERE n.kind = 'carer' AND n.until IS NOT NULL
"""
# The last entry about somebody who ran a home is the one that says that somebody else does.
NAMES = """
SELECT r.id, n.id, n.name, upper(r.during) FROM homes_running r JOIN agencies_node n ON n.id = r.node_id
WHERE upper(r.during) IS NOT NULL AND (r.responsible_individual <> '' OR r.manager <> '')
"""
ROWS = ((HOUSEHOLDS, FOSTER_CARER, From.APPROVAL_ENDED), (NAMES, HOME_RECORDS, From.LAST_ENTRY))


@dataclass(frozen=True)
class Goes:
    """One row of the register that is past its time, by which row of the rulebook, and whose it is."""

    row: UUID
    rule: Keep
    node: UUID
    node_name: str
    # Nobody: it goes by the clock.
    person_id: UUID | None = None
    name: str = "Waylight"
    role: str = ""


@dataclass(frozen=True)
class RegisterPlan:
    """What is past its time on a day, and when the next one is due. Nothing is held back."""

    today: date
    due: tuple[Goes, ...]
    next: date | None
    held: Mapping[str, int] = field(default_factory=dict)

    def counts(self) -> dict[tuple[str, str], int]:
        """How many by act and rule: what may be said of it to anybody."""
        return dict(sorted(Counter((Act.ERASED.value, one.rule.record) for one in self.due).items()))


def plan(*, today: date) -> RegisterPlan:
    """Read as the worker; changes nothing. `today`: in London."""
    due: list[Goes] = []
    later: list[date] = []
    for query, rule, begins in ROWS:
        for row, node, name, since in _rows(query):
            day = rule.due({begins: since})
            if day is not None and day <= today:
                due.append(Goes(row, rule, node, name))
            elif day is not None:
                later.append(day)
    return RegisterPlan(today, tuple(due), min(later, default=None))


def run(*, plan: RegisterPlan) -> int:
    """As the worker, one transaction a row, each on the trail. A second run changes nothing. Returns how many."""
    return sum(map(_let_go, plan.due))


@transaction.atomic
def _let_go(one: Goes) -> int:
    if one.rule is FOSTER_CARER:
        gone, _ = Address.objects.filter(id=one.row).delete()
    else:
        named = Running.objects.filter(id=one.row).exclude(responsible_individual="", manager="")
        gone = named.update(responsible_individual="", manager="")
    if gone:
        note(actor=one, act=Act.ERASED, record="register of homes", subject=one.node, route="retention",
             basis=one.rule.record)  # fmt: skip
    return gone


def _rows(query: str) -> Iterable[tuple[UUID, UUID, str, date]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
