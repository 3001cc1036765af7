"""The rows behind a figure, as far as the actor may read of each. Row security stands under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import Child
from waylight.duties.models import Owed
from waylight.duties.selectors.lines import standing_of
from waylight.engine.measuring import Lead
from waylight.episodes.models import Episode
from waylight.episodes.selectors.children import ChildLine, child_line, lines
from waylight.measures.figures import Part

ON_A_PAGE = 50
RECORDS = {Lead.CHILDREN: "child core", Lead.AWAYS: "episode", Lead.DUTIES: "duty"}


@dataclass(frozen=True)
class Row:
    """One child, with the time away or the duty that counts, where those are counted."""

    child: ChildLine
    episode: Episode | None = None
    duty: Owed | None = None
    stands: str = ""


@dataclass(frozen=True)
class Behind:
    """One page; `open_` is how many of `number` the actor may read."""

    rows: list[Row]
    number: int
    open_: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.open_ // ON_A_PAGE))


def behind(*, actor: Actor, part: Part, page: int, now: datetime, route: str = "") -> Behind:
    """Fifty a page; what is narrowed to named people, or is closed since care ended, is counted and not listed. The
    children of the page are on the trail."""
    listed = _open(part)
    page = min(max(1, page), max(1, -(-len(listed) // ON_A_PAGE)))
    shown = listed[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    rows = READ[part.lead](shown, now)
    note(actor=actor, act=Act.LISTED, record=RECORDS[part.lead], route=route,
         children=list(dict.fromkeys(row.child.id for row in rows)))  # fmt: skip
    return Behind(rows, part.number, len(listed), page)


def _open(part: Part) -> list[UUID]:
    """In the order of what they are: by name, by beginning, by when they were due."""
    ids = list(part.rows)
    if part.lead is Lead.CHILDREN:
        return list(
            Child.objects.filter(id__in=ids)
            .order_by("family_name", "given_names", "id")
            .values_list("id", flat=True)
        )
    if part.lead is Lead.AWAYS:
        return list(
            Episode.objects.filter(id__in=ids)
            .order_by("-started_earliest", "id")
            .values_list("id", flat=True)
        )
    return list(Owed.objects.filter(id__in=ids).order_by("-due_at", "id").values_list("id", flat=True))


def _children(ids: Sequence[UUID], now: datetime) -> list[Row]:
    found = Child.objects.in_bulk(list(ids))
    return [Row(child_line(found[id], now)) for id in ids]


def _aways(ids: Sequence[UUID], now: datetime) -> list[Row]:
    found = Episode.objects.in_bulk(list(ids))
    children = lines((one.child_id for one in found.values()), now)
    return [Row(children[found[id].child_id], episode=found[id]) for id in ids]


def _duties(ids: Sequence[UUID], now: datetime) -> list[Row]:
    found = Owed.objects.in_bulk(list(ids))
    children = lines((one.child for one in found.values()), now)
    return [
        Row(children[found[id].child], duty=found[id], stands=standing_of(found[id], now).word.value)
        for id in ids
    ]


READ = {Lead.CHILDREN: _children, Lead.AWAYS: _aways, Lead.DUTIES: _duties}
