"""Which records two people said are one child, and who read them as one meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.selectors import Look, who_looked
from waylight.audit.services import note
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.episodes.selectors.claims import Said, said_of
from waylight.episodes.selectors.reach import may_read
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere

MOST = 500
DECIDED = ("same as", "same as refused")


@dataclass(frozen=True)
class Pair:
    """Two records that somebody says are one child. `decided` and `undone` are None while nobody did. `looks`: who
    looked at either while they stood as one, the last first; empty to those who may not ask that."""

    child: ChildLine
    other: ChildLine
    asked: Said
    decided: Said | None = None
    undone: Said | None = None
    looks: tuple[tuple[ChildLine, Look], ...] = ()

    @property
    def sides(self) -> tuple[ChildLine, ChildLine]:
        return (self.child, self.other)

    @property
    def stands(self) -> bool:
        return self.decided is not None and self.decided.kind == "same as" and self.undone is None


def records_of(child: UUID) -> tuple[UUID, ...]:
    """The child's records: this one first, then those that two people said are the same child, also through a third.
    Records that the actor may not read are not among them."""
    found, new = [child], [child]
    while new:
        new = [one for one in _twins(new) if one not in found and may_read("child core", one)]
        found += new
    return tuple(found)


def standing(child: UUID, other: UUID) -> bool:
    """Whether the two are said to be one child, or that waits for a second person."""
    undone = Fact.objects.filter(kind="same as undone", about=OuterRef("id"))
    decided = Fact.objects.filter(kind__in=DECIDED, about=OuterRef("id"))
    both = Q(child=child, body__other=str(other)) | Q(child=other, body__other=str(child))
    same = Fact.objects.filter(both, kind="same as").exclude(Exists(undone))
    return same.exists() or Fact.objects.filter(both, kind="same as asked").exclude(Exists(decided)).exists()


def decided_of(asked: UUID) -> Fact | None:
    """The second person's word on what was asked."""
    return _with_names(Fact.objects.filter(kind__in=DECIDED, about=asked)).first()


def pairs_of(*, actor: Actor, child_id: UUID, now: datetime, route: str = "") -> tuple[Pair, ...]:
    """What was said of this record and others, the latest first; only of others that the actor may read."""
    asked = _with_names(_about([child_id], "same as asked")).order_by("-told")
    found = [_pair(row, now) for row in asked]
    return tuple(pair for pair in found if pair is not None)


def pair(*, actor: Actor, asked_id: UUID, now: datetime, route: str = "") -> Pair:
    """One of them, with who looked meanwhile. Raises: NotThere."""
    row = _with_names(Fact.objects.filter(id=asked_id, kind="same as asked")).first()
    found = _pair(row, now) if row else None
    if found is None:
        raise NotThere(record="child core", subject=asked_id)
    note(
        actor=actor, act=Act.READ, record="child core", route=route, children=[found.child.id, found.other.id]
    )
    return Pair(
        found.child, found.other, found.asked, found.decided, found.undone,
        _looks(actor, found, now, route) if found.decided and found.decided.kind == "same as" else (),
    )  # fmt: skip


def _looks(actor: Actor, pair: Pair, now: datetime, route: str) -> tuple[tuple[ChildLine, Look], ...]:
    assert pair.decided is not None
    since, until = pair.decided.told, pair.undone.told if pair.undone else now
    found = []
    for child in (pair.child, pair.other):
        if may_read("trail of own children", child.id):
            looks = who_looked(actor=actor, child_id=child.id, before=until, most=MOST, route=route)
            found += [(child, look) for look in looks if look.at >= since]
    return tuple(sorted(found, key=lambda one: one[1].at, reverse=True))


def _pair(row: Fact, now: datetime) -> Pair | None:
    (asked,) = said_of([row])
    if row.child is None or asked.body is None:
        return None
    other = asked.body.other
    if not may_read("child core", row.child) or not may_read("child core", other):
        return None
    decided = decided_of(row.id)
    undone = (
        _with_names(Fact.objects.filter(kind="same as undone", about=decided.id)).first() if decided else None
    )
    who = lines([row.child, other], now)
    return Pair(who[row.child], who[other], asked, _said(decided), _said(undone))


def _said(fact: Fact | None) -> Said | None:
    return said_of([fact])[0] if fact else None


def _twins(children: list[UUID]) -> list[UUID]:
    undone = Fact.objects.filter(kind="same as undone", about=OuterRef("id"))
    pairs = _about(children, "same as").exclude(Exists(undone)).values_list("child", "body")
    return [one for child, body in pairs if child and body for one in (child, UUID(body["other"]))]


def _about(children: list[UUID], kind: str) -> QuerySet[Fact]:
    """The facts of the kind that name one of the children, from either side."""
    rows = Fact.objects.alias(twin=KT("body__other")).filter(kind=kind)
    return rows.filter(Q(child__in=children) | Q(twin__in=[str(one) for one in children]))


def _with_names(rows: QuerySet[Fact]) -> QuerySet[Fact]:
    return rows.select_related("by_node", "by_person")
