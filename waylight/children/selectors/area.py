"""Children and homes of an area, as a host authority and a force may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note


@dataclass(frozen=True)
class Here:
    """A child whom another authority placed in the actor's area."""

    id: UUID
    given_names: str
    family_name: str
    born: date | None
    home: UUID
    home_name: str
    since: datetime
    placed_by: UUID | None
    placed_by_name: str | None


@dataclass(frozen=True)
class Counted:
    """A home in the force's area, with how many children live there; who they are opens with a report only."""

    home: UUID
    name: str
    kind: str
    children: int


def placed_here(
    *, actor: Actor, route: str = "", only: UUID | None = None, home: UUID | None = None
) -> list[Here]:
    """By home, then family name; `only` one child, or those at one `home`. One line on the trail for the page and one
    for each child."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM children_here() h WHERE (%s::uuid IS NULL OR h.id = %s) "
            "AND (%s::uuid IS NULL OR h.home = %s)",
            [only, only, home, home],
        )
        rows = [Here(*row) for row in cursor.fetchall()]
    why = reach.reasons([row.id for row in rows], "child placed in area")
    note(actor=actor, act=Act.LISTED, record="child placed in area", route=route, children=why)
    return sorted(rows, key=lambda row: (row.home_name, row.family_name, str(row.id)))


def homes_counted(*, actor: Actor, route: str = "", home: UUID | None = None) -> list[Counted]:
    """By name; `home` one alone. Nothing of a child is shown, so no child stands on the trail."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT home, name, kind, children FROM children_counted() c WHERE %s::uuid IS NULL OR c.home = %s",
            [home, home],
        )
        rows = [Counted(*row) for row in cursor.fetchall()]
    note(actor=actor, act=Act.LISTED, record="home and count of children", route=route)
    return sorted(rows, key=lambda row: (row.name, str(row.home)))
