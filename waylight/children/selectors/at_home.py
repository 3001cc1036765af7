"""Who lives at one home, for those who may know of each; and how many times away began there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node, NodeReach
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import Child, Interest
from waylight.children.selectors.area import placed_here


@dataclass(frozen=True)
class LivesThere:
    """A child who lives at the home, since when, and whose authority is responsible. `opens`: whether the actor may
    read the record."""

    id: UUID
    name: str
    born: date | None
    since: datetime
    authority: str
    opens: bool = True


def living_at(*, actor: Actor, home: UUID, now: datetime, route: str = "") -> list[LivesThere]:
    """By name: those whose record the actor may read, and those whom others placed in the actor's area. Each child is
    on the trail."""
    ties = _caring(home).filter(during__contains=now).order_by("child_id", "during")
    since = {row.child_id: row.during.lower for row in ties}
    children = list(Child.objects.filter(id__in=since))
    of = _authorities(since, now)
    rows = [
        LivesThere(
            one.id,
            f"{one.given_names} {one.family_name}".strip(),
            one.born,
            since[one.id],
            of.get(one.id, ""),
        )
        for one in children
    ]
    note(actor=actor, act=Act.LISTED, record="child core", route=route,
         children=reach.reasons([row.id for row in rows], "child core"))  # fmt: skip
    known = {row.id for row in rows}
    hosted = [
        LivesThere(
            one.id, f"{one.given_names} {one.family_name}".strip(), one.born, one.since, one.placed_by_name or "",
            opens=False,
        )
        for one in placed_here(actor=actor, home=home, route=route)
        if one.id not in known
    ]  # fmt: skip
    return sorted([*rows, *hosted], key=lambda row: (row.name, str(row.id)))


def lived_at(*, home: UUID, since: datetime) -> Mapping[UUID, list[tuple[datetime, datetime | None]]]:
    """By child when they lived at the home after `since`, of those whose record the actor may read."""
    found: dict[UUID, list[tuple[datetime, datetime | None]]] = {}
    for row in _caring(home).filter(Q(during__upper_inf=True) | Q(during__endswith__gt=since)):
        found.setdefault(row.child_id, []).append((row.during.lower, row.during.upper))
    return found


def aways_from(*, home: UUID, since: datetime) -> int | None:
    """How many times away began while the child lived at the home, of all its children; a number alone. None for whom
    the grid does not open what a home is measured by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT children_aways_from(%s, %s)", [home, since])
        (count,) = cursor.fetchone()
    return None if count is None else int(count)


def _caring(home: UUID) -> QuerySet[Interest]:
    return Interest.objects.filter(node_id=home, person=None, relation=Interest.Relation.CARING)


def _authorities(children: Iterable[UUID], now: datetime) -> Mapping[UUID, str]:
    """Which authority is responsible for each, by the team that is."""
    teams = Interest.objects.filter(
        child_id__in=list(children), person=None, relation=Interest.Relation.RESPONSIBLE, during__contains=now
    )
    team_of = dict(teams.annotate(team=F("node_id")).values_list("child_id", "team"))
    above = NodeReach.objects.filter(below_id__in=set(team_of.values()), above__kind=Node.Kind.AUTHORITY)
    names = dict(above.values_list("below_id", "above__name"))
    return {child: names.get(team, "") for child, team in team_of.items()}
