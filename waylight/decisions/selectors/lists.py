"""What is open, by columns that everybody sees; and one request, dispute or discussion as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.decisions.kinds import DISPUTE, REVIEW, STRATEGY
from waylight.decisions.selectors.reading import (
    WAITS,
    Discussion,
    Dispute,
    Review,
    discussion_of,
    dispute_of,
    review_of,
)  # fmt: skip
from waylight.decisions.services.keeping import fact_of
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.facts.refusals import NotThere

Case = TypeVar("Case", Review, Dispute, Discussion)


@dataclass(frozen=True)
class Line(Generic[Case]):
    """One case with its child. A list is ordered by `due_at` alone, so the latest comes first: the column is shown."""

    case: Case
    child: ChildLine
    due_at: datetime

    @property
    def late_by(self) -> timedelta | None:
        return self.case.now - self.due_at if self.case.now > self.due_at else None


def open_reviews(*, actor: Actor, now: datetime, route: str = "") -> tuple[Line[Review], ...]:
    """Requests that wait for an answer, the longest overdue first."""
    found = [one for one in _mine(review_of(None, now), REVIEW) if one.state in WAITS]
    return _listed(actor, [(one, one.due_at) for one in found], REVIEW, now, route)


def answered_reviews(
    *, actor: Actor, since: datetime, now: datetime, route: str = ""
) -> tuple[Line[Review], ...]:
    """Requests that were answered or withdrawn after `since`, in the order in which an answer was due."""
    ended = [one for one in _mine(review_of(None, now), REVIEW) if (end := one.answer or one.withdrawn) and
             end.told >= since]  # fmt: skip
    return _listed(actor, [(one, one.due_at) for one in ended], REVIEW, now, route)


def open_disputes(*, actor: Actor, now: datetime, route: str = "") -> tuple[Line[Dispute], ...]:
    """Disputes that have not ended, by when an answer is due in their stage."""
    found = [one for one in _mine(dispute_of(None, now), DISPUTE) if not one.ended]
    return _listed(actor, [(one, one.stage.due_at) for one in found], DISPUTE, now, route)


def open_discussions(*, actor: Actor, now: datetime, route: str = "") -> tuple[Line[Discussion], ...]:
    """Discussions that are to be held, and those that were and have an action open; by what is due first."""
    found = [one for one in _mine(discussion_of(None, now), STRATEGY)
             if one.state in ("called", "late") or (one.held and one.open_actions)]  # fmt: skip
    return _listed(actor, [(one, _next_due(one)) for one in found], STRATEGY, now, route)


def of_child(
    *, actor: Actor, child_id: UUID, now: datetime, route: str = ""
) -> tuple[tuple[Review, ...], tuple[Dispute, ...], tuple[Discussion, ...]]:
    """All of one child, the latest first; nothing under a record that the actor may not read."""
    found = (
        review_of(child_id, now)[::-1] if reach.reasons([child_id], REVIEW) else (),
        dispute_of(child_id, now)[::-1] if reach.reasons([child_id], DISPUTE) else (),
        discussion_of(child_id, now)[::-1] if reach.reasons([child_id], STRATEGY) else (),
    )
    for record, cases in zip((REVIEW, DISPUTE, STRATEGY), found, strict=True):
        if cases:
            note(actor=actor, act=Act.READ, record=record, child=child_id, route=route)
    return found


def review(*, actor: Actor, request_id: UUID, now: datetime, route: str = "") -> Line[Review]:
    """Raises: NotThere."""
    child = fact_of(request_id, "review asked").child
    found = next((one for one in review_of(child, now) if one.id == request_id), None)
    if found is None:
        raise NotThere(record=REVIEW, child=child, subject=request_id)
    return _read(actor, found, found.due_at, REVIEW, route)


def dispute(*, actor: Actor, dispute_id: UUID, now: datetime, route: str = "") -> Line[Dispute]:
    """Raises: NotThere."""
    child = fact_of(dispute_id, "dispute raised").child
    found = next((one for one in dispute_of(child, now) if one.id == dispute_id), None)
    if found is None:
        raise NotThere(record=DISPUTE, child=child, subject=dispute_id)
    return _read(actor, found, found.stage.due_at, DISPUTE, route)


def discussion(*, actor: Actor, discussion_id: UUID, now: datetime, route: str = "") -> Line[Discussion]:
    """Raises: NotThere."""
    child = fact_of(discussion_id, "strategy called").child
    found = next((one for one in discussion_of(child, now) if one.id == discussion_id), None)
    if found is None:
        raise NotThere(record=STRATEGY, child=child, subject=discussion_id)
    return _read(actor, found, _next_due(found), STRATEGY, route)


def _mine(cases: Sequence[Case], record: str) -> list[Case]:
    """Those of children whose record is open to the actor now; what their agency said of others stays on its pages."""
    open_ = set(reach.may_children(record))
    return [one for one in cases if one.child_id in open_]


def _next_due(one: Discussion) -> datetime:
    days = [action.body.by for action in one.open_actions if action.body]
    if not one.held or not days:
        return one.due_at
    from waylight.engine.when import on

    return on(min(days)).last


def _listed(
    actor: Actor, cases: Sequence[tuple[Case, datetime]], record: str, now: datetime, route: str
) -> tuple[Line[Case], ...]:
    children = lines((one.child_id for one, _ in cases), now)
    rows = [Line(one, children[one.child_id], due) for one, due in cases]
    note(
        actor=actor, act=Act.LISTED, record=record, route=route, children=list({row.child.id for row in rows})
    )
    return tuple(sorted(rows, key=lambda row: (row.due_at, str(row.case.id))))


def _read(actor: Actor, case: Case, due: datetime, record: str, route: str) -> Line[Case]:
    why = reach.reasons([case.child_id], record).get(case.child_id)
    if why is None:
        # What an agency said itself it reads for ever; what came of it, only while the record is open to it.
        raise NotThere(record=record, child=case.child_id, subject=case.id)
    note(
        actor=actor, act=Act.READ, record=record, child=case.child_id, subject=case.id, route=route, basis=why
    )
    return Line(case, lines([case.child_id], case.now)[case.child_id], due)
