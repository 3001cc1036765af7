"""The few words about a child that a list or a page of an episode shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from waylight.children.models import Child
from waylight.engine.when import LONDON


@dataclass(frozen=True)
class ChildLine:
    """`name` is empty where the actor reads the episode and not who the child is (a host authority's officer)."""

    id: UUID
    name: str = ""
    born: date | None = None
    age: int | None = None
    trafficked: bool = False
    restricted: bool = False


def lines(ids: Iterable[UUID], now: datetime) -> dict[UUID, ChildLine]:
    """By id; children whose name the actor may not read stand there without one."""
    wanted = set(ids)
    found = {child.id: child_line(child, now) for child in Child.objects.filter(id__in=wanted)}
    return {id: found.get(id, ChildLine(id)) for id in wanted}


def child_line(child: Child, now: datetime) -> ChildLine:
    """Known as, else given names, then the family name; the age in whole years in London."""
    name = f"{child.known_as or child.given_names} {child.family_name}".strip()
    return ChildLine(child.id, name, child.born, age_on(child.born, now), child.trafficked, child.restricted)


def age_on(born: date | None, now: datetime) -> int | None:
    """Whole years."""
    if born is None:
        return None
    today = now.astimezone(LONDON).date()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
