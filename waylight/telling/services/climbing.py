"""Raising a notice, and taking the steps of its ladders that are due. Run as the worker, in a transaction.

Every row has an id that follows from what it is about, so that doing the same again adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from waylight.access.grid import opened
from waylight.engine.climbing import Due, Ladder, Telling, standing
from waylight.protocols.selectors import settings_for
from waylight.telling import people
from waylight.telling.models import Climb, Notice, Receipt, Step
from waylight.telling.rules import LADDERS, TELLINGS
from waylight.telling.services.outbox import put

NAMES = UUID("3c0e1a4f-6f59-5d0e-9a55-2c8d4b1f7e60")
NOBODY_ELSE, RAISED = "nobody else", "raised"


def raise_notice(
    telling: Telling,
    *,
    origin_kind: str,
    origin: UUID,
    child: UUID | None,
    claim: UUID | None,
    reference: str,
    raised_at: datetime,
    away_since: datetime,
    now: datetime,
    receiving: UUID | None = None,
    private: bool = False,
) -> Notice:
    """The notice of this origin, with the first steps of its ladders taken. There already: nothing is done.

    `receiving`: the agency that received a report about a child whom nobody could name.
    """
    id = uuid5(NAMES, f"{telling.code}|{origin}")
    notice, new = Notice.objects.get_or_create(
        id=id,
        defaults={
            "about": telling.code, "origin_kind": origin_kind, "origin": origin, "child": child, "claim": claim,
            "reference": reference, "urgency": telling.urgency.value, "raised_at": raised_at,
            "away_since": away_since, "private": private,
        },
    )  # fmt: skip
    if new:
        for ladder in telling.ladders:
            for node in _agencies(ladder, child, receiving, now):
                advance(_climb(notice, ladder, node), now=now)
    return notice


def tell(
    notice: Notice,
    persons: Iterable[UUID],
    *,
    role: str,
    step: Step | None,
    asked: bool,
    channels: Iterable[str],
    due_at: datetime,
    now: datetime,
) -> int:
    """Put the notice into each person's inbox, once, and on its way to them by the other channels.

    Returns how many had not been told before.
    """
    fresh = 0
    for person in persons:
        receipt, new = Receipt.objects.get_or_create(
            notice=notice,
            person_id=person,
            defaults={
                "id": uuid5(NAMES, f"{notice.id}|{person}"), "child": notice.child, "private": notice.private,
                "step": step, "role": role, "asked": asked, "told_at": now,
            },
        )  # fmt: skip
        fresh += new
        if asked and not receipt.asked:
            Receipt.objects.filter(pk=receipt.pk).update(asked=True)
        for channel in channels:
            put(notice, person, channel, due_at=due_at, now=now)
    return fresh


def advance(climb: Climb, *, now: datetime) -> None:
    """Take each step of the climb that is due at `now`, and keep when the next one will be."""
    ladder, notice = LADDERS[climb.ladder], climb.notice
    settings = settings_for(climb.node_id)
    while True:
        taken = dict(climb.steps.values_list("step", "reached"))
        stands = standing(
            ladder, raised_at=notice.raised_at, away_since=notice.away_since, taken=taken, settings=settings,
            acknowledged_at=climb.acknowledged_at, ended_at=climb.ended_at, now=now,
        )  # fmt: skip
        if stands.now is None:
            climb.next_at = stands.next.at if stands.next else None
            climb.save(update_fields=["next_at"])
            return
        _take(climb, ladder, stands.now, now)


def advance_due(*, now: datetime) -> int:
    """Each climb of which a step is due by now. The same tick twice does nothing; a missed one is caught up."""
    due = Climb.objects.filter(next_at__lte=now).order_by("next_at").values_list("id", flat=True)
    for id in list(due):
        advance_one(id, now=now)
    return len(due)


def advance_one(id: UUID, *, now: datetime) -> None:
    """One climb in a transaction of its own, held so that two workers do not climb it together."""
    with transaction.atomic():
        climb = Climb.objects.select_for_update(of=("self",)).select_related("notice").get(pk=id)
        advance(climb, now=now)


def _climb(notice: Notice, ladder: Ladder, node: UUID) -> Climb:
    climb, _ = Climb.objects.get_or_create(
        notice=notice, ladder=ladder.code, node_id=node,
        defaults={"id": uuid5(NAMES, f"{notice.id}|{ladder.code}|{node}"), "child": notice.child,
                  "private": notice.private},
    )  # fmt: skip
    return climb


def _take(climb: Climb, ladder: Ladder, due: Due, now: datetime) -> None:
    notice = climb.notice
    if due.rung.raises:
        _step(climb, due, now, 1, RAISED)
        raise_notice(
            TELLINGS[due.rung.raises], origin_kind="notice", origin=notice.id, child=notice.child,
            claim=notice.claim, reference=notice.reference, raised_at=due.at, away_since=notice.away_since,
            now=now, private=notice.private,
        )  # fmt: skip
        return
    reached = people.whom(due.rung, node=climb.node_id, child=notice.child, now=now)
    step = _step(climb, due, now, len(reached.people), reached.how)
    fresh = tell(
        notice, reached.people, role=due.rung.role, step=step, asked=_may_take(ladder, due.rung.role),
        due_at=due.at, now=now,
        channels=[channel.value for channel in due.rung.channels],
    )  # fmt: skip
    if reached.people and not fresh:
        # Those whom it reaches know already: the next step does not wait for them a second time.
        Step.objects.filter(pk=step.pk).update(reached=0, how=NOBODY_ELSE)


def _step(climb: Climb, due: Due, now: datetime, reached: int, how: str) -> Step:
    return Step.objects.create(
        climb=climb, child=climb.child, private=climb.private, step=due.step, role=due.rung.role, due_at=due.at,
        taken_at=now, reached=reached, how=how,
    )  # fmt: skip


def _may_take(ladder: Ladder, role: str) -> bool:
    """Whether whoever holds the role can take it on. A director is told, and writes nothing into the record."""
    return ladder.takes and (
        ladder.relation is None or ladder.relation.value in opened(role, "episode", "write")
    )


def _agencies(ladder: Ladder, child: UUID | None, receiving: UUID | None, now: datetime) -> list[UUID]:
    if ladder.relation is None:
        return [receiving] if receiving else []
    return people.agencies_of(child, ladder.relation, now) if child else []
