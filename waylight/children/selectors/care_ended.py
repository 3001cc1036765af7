"""Whose care ended lately, for those who may take that back: by name and day, and nothing else of the child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note

WHY = "care ended lately: to take it back"


@dataclass(frozen=True)
class CareEnd:
    """One end of care, by the fact that says so. `reason`: a code."""

    id: UUID
    child: UUID
    given_names: str
    family_name: str
    last_day: date
    reason: str
    told: datetime
    by: str

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()


def ended_lately(*, actor: Actor, route: str = "") -> list[CareEnd]:
    """The latest first. One line on the trail for the page and one for each child."""
    rows = _rows(None)
    note(actor=actor, act=Act.LISTED, record="child core", route=route, basis=WHY,
         children={row.child: WHY for row in rows})  # fmt: skip
    return rows


def ended(*, actor: Actor, fact: UUID, route: str = "") -> CareEnd:
    """One of them. Raises: NotThere, also where it was taken back or lies too long ago."""
    rows = _rows(fact)
    if not rows:
        raise NotThere(record="child core", subject=fact)
    note(
        actor=actor,
        act=Act.READ,
        record="child core",
        child=rows[0].child,
        subject=fact,
        route=route,
        basis=WHY,
    )
    return rows[0]


def _rows(only: UUID | None) -> list[CareEnd]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fact, child, given_names, family_name, last_day, reason, told, by_name "
            "FROM children_care_ended(%s) ORDER BY told DESC, fact",
            [only],
        )
        return [CareEnd(*row) for row in cursor.fetchall()]
