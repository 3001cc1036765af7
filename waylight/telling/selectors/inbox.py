"""What one person was told: what waits for them first, with a clock; then the rest, the latest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from waylight.access.grid import opened
from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.facts.models import Fact
from waylight.telling.models import Mobile, Receipt
from waylight.telling.rules import TELLINGS
from waylight.telling.selectors.deciding import leads_to

# As much of what is over as one page shows.
SHOWN = 50


@dataclass(frozen=True)
class Item:
    """One notice as it stands in the inbox. `waits`: the reader is asked to take it on and nobody of theirs has."""

    id: UUID
    words: str
    reference: str
    urgency: str
    role: str
    raised_at: datetime
    told_at: datetime
    claim: UUID | None
    about_a_child: bool
    waits: bool
    acknowledged_at: datetime | None
    next_look: datetime | None
    ended_at: datetime | None
    ended_why: str
    # The page of what was asked, disputed or called, and its id, if it has one; None for what is about a time away.
    leads_to: tuple[str, UUID | None] | None = None

    @property
    def look_due(self) -> bool:
        """The reader said when they would look again; the page marks what is past that."""
        return self.next_look is not None and self.ended_at is None


def inbox(*, actor: Actor, now: datetime, route: str = "") -> tuple[Item, ...]:
    """What the actor was told. What waits for them comes first, the longest wait first."""
    mine = Receipt.objects.filter(person_id=actor.person_id).select_related("notice")
    asked = list(_asked(actor.person_id).select_related("notice").order_by("notice__raised_at"))
    rest = [row for row in mine.order_by("-told_at")[:SHOWN] if row.pk not in {one.pk for one in asked}]
    taken = _taken_by(actor, asked)
    pages = {**leads_to(row.notice for row in (*asked, *rest)), **_noticed((*asked, *rest), actor)}
    items = [replace(_item(row, taken), leads_to=pages.get(row.notice_id)) for row in (*asked, *rest)]
    seen = {row.notice.child for row in (*asked, *rest) if row.notice.child is not None}
    note(actor=actor, act=Act.LISTED, record="notice", route=route, children=seen)
    # What the reader has just taken on and the worker has not heard of yet goes below.
    return tuple(sorted(items, key=lambda item: not item.waits))


def waiting(*, actor: Actor, most: int, route: str = "") -> tuple[Item, ...]:
    """What the actor is asked to take on and nobody of theirs has, the longest wait first, at most so many."""
    asked = list(_asked(actor.person_id).select_related("notice").order_by("notice__raised_at"))
    taken = _taken_by(actor, asked)
    items = [item for row in asked if (item := _item(row, taken)).waits][:most]
    shown = {row.notice.child for row in asked if row.notice_id in {item.id for item in items}}
    note(actor=actor, act=Act.LISTED, record="notice", route=route, children={c for c in shown if c})
    return tuple(items)


def _asked(person: UUID) -> QuerySet[Receipt]:
    return Receipt.objects.filter(person_id=person, asked=True, acknowledged_at=None, notice__ended_at=None)


def waiting_count(person: UUID) -> int:
    """How many notices wait for the person to take them on. A number for the head of every page."""
    return _asked(person).count()


def _noticed(receipts: Iterable[Receipt], actor: Actor) -> dict[UUID, tuple[str, UUID | None]]:
    """A pattern leads to its own page, a late duty to the child's, break-glass to the list to be gone through."""
    found: dict[UUID, tuple[str, UUID | None]] = {}
    goes_through = bool(opened(actor.role, "trail of own children", "read"))
    for notice in (row.notice for row in receipts):
        if notice.origin_kind == "alert":
            found[notice.id] = ("alert", notice.origin)
        elif notice.origin_kind == "duty" and notice.child is not None:
            found[notice.id] = ("child", notice.child)
        elif notice.origin_kind == "glass" and goes_through:
            found[notice.id] = ("glass_review", None)
    return found


def mobile_of(actor: Actor) -> str:
    """The number on which the actor wants texts, or ''."""
    return Mobile.objects.filter(person_id=actor.person_id).values_list("number", flat=True).first() or ""


def _item(row: Receipt, taken: dict[UUID, datetime]) -> Item:
    notice = row.notice
    since = row.acknowledged_at or (taken.get(notice.id))
    return Item(
        notice.id, TELLINGS[notice.about].words, notice.reference, notice.urgency, row.role, notice.raised_at,
        row.told_at, notice.claim, notice.child is not None,
        row.asked and since is None and notice.ended_at is None, since, row.next_look, notice.ended_at,
        notice.ended_why,
    )  # fmt: skip


def _taken_by(actor: Actor, waiting: list[Receipt]) -> dict[UUID, datetime]:
    """Notices that the actor took on a moment ago: the fact is kept, the worker has not heard it yet."""
    claims = {row.notice.claim: row.notice for row in waiting}
    said = Fact.objects.filter(
        kind="acknowledged", by_person_id=actor.person_id, about__in=[c for c in claims if c]
    )
    return {claims[fact.about].id: fact.told for fact in said if fact.told >= claims[fact.about].raised_at}
