"""The children whose record the actor may read, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import Child, Interest
from waylight.children.selectors.same import one_child

ON_A_PAGE = 50


@dataclass(frozen=True)
class Mine:
    """One child with where they live now (empty where that is not open to the actor). `others`: further records that
    two people said are this child."""

    child: Child
    lives: str
    others: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page of them; `next` and `previous` are None at the ends."""

    rows: tuple[Mine, ...]
    number: int
    next: int | None
    previous: int | None


def my_children(*, actor: Actor, now: datetime, page: int = 1, route: str = "") -> Page:
    """By family name, then given names, fifty records at a time; each with the reason on the trail. Of several
    records of one child the first stands for all."""
    number = max(1, page)
    start = (number - 1) * ON_A_PAGE
    found = list(Child.objects.order_by("family_name", "given_names", "id")[start : start + ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    lives = _lives([child.id for child in shown], now)
    note(
        actor=actor, act=Act.LISTED, record="child core", route=route,
        children=reach.reasons([child.id for child in shown], "child core"),
    )  # fmt: skip
    same = one_child(child.id for child in shown)
    rows = tuple(
        Mine(child, lives.get(child.id, ""), same.get(child.id, ())[1:])
        for child in shown
        if same.get(child.id, (child.id,))[0] == child.id
    )
    more = len(found) > ON_A_PAGE
    return Page(rows, number, number + 1 if more else None, number - 1 if number > 1 else None)


def _lives(children: list[UUID], now: datetime) -> dict[UUID, str]:
    rows = Interest.objects.filter(
        child_id__in=children, relation=Interest.Relation.CARING, person=None, during__contains=now
    )
    return dict(rows.values_list("child_id", "node__name"))
