"""What became of messages that a gateway took, and the next step at once where none of a step can arrive.

GOV.UK Notify is asked by the message's id: nothing of ours is open for it to call. A mail server's yes is all that it
ever says, so whether such an e-mail arrived is not known, and the record says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from waylight.rulebook.telling import ASK_FIRST, ASK_LAST, GIVE_UP
from waylight.telling import gateways
from waylight.telling.gateways import Became
from waylight.telling.models import Carried, Climb, Delivery, Receipt, Step
from waylight.telling.services.climbing import advance

# As long as asking may keep the outbox waiting.
BITE = timedelta(seconds=2)
SELDOM = timedelta(hours=1)
State = Delivery.State


def ask_due(clock: Callable[[], datetime]) -> bool:
    """Ask about messages of which it is time to, for a bite of time. Returns whether more wait to be asked about."""
    began = clock()
    due = Delivery.objects.filter(ask_at__lte=began).order_by("urgency", "ask_at")
    for row in due.iterator():
        if clock() > began + BITE:
            return True
        try:
            _heed(row, gateways.became(row.gateway_id), clock())
        except gateways.Refusal:
            # Notify keeps what became of a message for a week, then knows nothing of it.
            Delivery.objects.filter(pk=row.pk).update(ask_at=None)
        except gateways.Away:
            return False
    return False


def _heed(row: Delivery, became: Became, now: datetime) -> None:
    mine = Delivery.objects.filter(pk=row.pk, state=State.HANDED_OVER)
    match became:
        case Became.DELIVERED:
            mine.update(state=State.DELIVERED, delivered_at=now, ask_at=None)
        case Became.NOT_SENT if now < row.wanted_at + GIVE_UP.value.span:
            # Under the same id: nobody has had it yet.
            mine.update(state=State.QUEUED, try_at=_next(row, now), handed_at=None, ask_at=None, fault=became)
        case Became.ON_ITS_WAY:
            mine.update(ask_at=_next(row, now) if now < row.wanted_at + ASK_LAST.value.span else None)
        case _:
            mine.update(state=State.FAILED, fault=became, ask_at=None)
            cannot_arrive(row.pk, now)


def _next(row: Delivery, now: datetime) -> datetime:
    """The longer the older it is."""
    return now + max(ASK_FIRST.value.span, min(SELDOM, (now - row.wanted_at) / 2))


def cannot_arrive(delivery: UUID, now: datetime) -> None:
    """A message will never reach its reader: a step whose messages all fail is followed by the next one at once."""
    steps = Receipt.objects.filter(
        notice__in=Carried.objects.filter(delivery=delivery).values("notice"),
        person__in=Carried.objects.filter(delivery=delivery).values("person"),
    )
    for step in Step.objects.filter(id__in=steps.values("step"), failed_at=None).order_by("climb_id", "step"):
        with transaction.atomic():
            climb = (
                Climb.objects.select_for_update(of=("self",)).select_related("notice").get(pk=step.climb_id)
            )
            if not any(_can_reach(receipt) for receipt in Receipt.objects.filter(step=step)):
                Step.objects.filter(pk=step.pk).update(failed_at=now)
                advance(climb, now=now)


def _can_reach(receipt: Receipt) -> bool:
    """Whether the person saw it, or something may still arrive: a message delivered, or one that nothing is known of
    while no other is known to have failed."""
    if receipt.seen_at or receipt.acknowledged_at:
        return True
    sent = Carried.objects.filter(notice=receipt.notice_id, person=receipt.person_id)
    rows = list(sent.values_list("delivery__state", "delivery__ask_at"))
    if any(state == State.DELIVERED or ask_at is not None for state, ask_at in rows):
        return True
    return all(state != State.FAILED for state, _ in rows)
