"""Emptying the outbox. Before a gateway is asked, it is kept that somebody is about to ask; afterwards, what it said.

A worker killed in between leaves a message of which nobody knows whether it went: it is sent again under the same id,
and counted. The lock by which one worker holds a message ends with its connection, so a killed one holds nothing up.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min, QuerySet

from waylight.engine.climbing import Channel
from waylight.rulebook.telling import ASK_FIRST, GIVE_UP
from waylight.telling import gateways
from waylight.telling.models import Delivery, Mobile
from waylight.telling.services.arriving import cannot_arrive
from waylight.telling.services.still import text_of

BATCH = 100
LOCKS = 1_719_614_413  # any number; keeps these locks apart from the others of the database
# A pass waits for what is to be tried again soon rather than leave it to the minute's tick.
LINGER, PAUSE = timedelta(seconds=20), 0.25
Clock = Callable[[], datetime]
QUEUED = Delivery.State.QUEUED


def send_due(clock: Clock) -> int:
    """Send all that is due, and what falls due while this runs. Returns how many were handed over."""
    sent = 0
    while True:
        passed = sum(_channel(channel, clock) for channel in (Channel.EMAIL.value, Channel.TEXT.value))
        sent += passed
        if passed:
            continue
        soon = Delivery.objects.filter(state=QUEUED).aggregate(at=Min("try_at"))["at"]
        if soon is None or soon > clock() + LINGER:
            return sent
        time.sleep(PAUSE)


def _channel(channel: str, clock: Clock) -> int:
    due = Delivery.objects.filter(state=QUEUED, channel=channel, try_at__lte=clock())
    ids = list(due.order_by("try_at").values_list("id", flat=True)[:BATCH])
    if not ids or not gateways.has(channel):
        return 0
    sent = 0
    try:
        with gateways.open_to(channel) as hand_over:
            for id in ids:
                sent += _one(id, hand_over, clock)
    except gateways.Away as away:
        # It is not only this message that would not go now.
        _all_later(due, str(away), clock())
    return sent


def _one(id: UUID, hand_over: gateways.HandOver, clock: Clock) -> bool:
    """Send one message, unless another worker has it. Returns whether the gateway took it. Raises: Away."""
    with _held(id) as mine:
        message = _begin(id, clock()) if mine else None
        if message is None:
            return False
        try:
            name = hand_over(message)
        except gateways.Refusal as refusal:
            _done(id, state=Delivery.State.FAILED, fault=str(refusal))
            cannot_arrive(id, clock())
            return False
        except gateways.Away as away:
            if away.sure:
                _done(id, fault=str(away))
            raise
        at = clock()
        ask_at = at + ASK_FIRST.value.span if gateways.says_what_became(message.channel) else None
        _done(id, state=Delivery.State.HANDED_OVER, handed_at=at, gateway_id=name, fault="", ask_at=ask_at)
        return True


@contextmanager
def _held(id: UUID) -> Iterator[bool]:
    """Whether this worker has the message to itself, for the length of the block."""
    key = (str(id), LOCKS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, %s))", key)
        (mine,) = cursor.fetchone()
    try:
        yield bool(mine)
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, %s))", key)


@transaction.atomic
def _begin(id: UUID, now: datetime) -> gateways.Message | None:
    """Keep that the gateway is about to be asked, and write the message; from here on nothing joins it."""
    row = Delivery.objects.select_for_update(of=("self",)).select_related("person").get(pk=id)
    if row.state != QUEUED or row.try_at > now:
        return None
    if row.trying_since is not None:
        # Whoever tried last never said how it ended: the gateway may have taken it.
        row.repeats += 1
    row.tries, row.trying_since = row.tries + 1, now
    row.save(update_fields=["tries", "trying_since", "repeats"])
    to = row.person.email
    if row.channel == Channel.TEXT:
        to = Mobile.objects.get(pk=row.person_id).number
    return gateways.Message(row.id, row.channel, to, *text_of(row.id, row.urgency))


def _done(id: UUID, **said: object) -> None:
    Delivery.objects.filter(pk=id).update(trying_since=None, **said)


@transaction.atomic
def _all_later(due: QuerySet[Delivery], fault: str, now: datetime) -> None:
    """Try again after a while, the longer the older the oldest is; after a day they are given up, and shown."""
    # In one order, and past what a hearing worker holds to join something to it: neither ever waits for the other.
    held = due.select_for_update(of=("self",), skip_locked=True).order_by("id")
    waits = dict(held.values_list("id", "wanted_at"))
    if not waits:
        return
    mine = Delivery.objects.filter(id__in=waits)
    mine.filter(wanted_at__lt=now - GIVE_UP.value.span).update(state=Delivery.State.FAILED, fault=fault)
    mine.update(try_at=now + pause(now - min(waits.values())), fault=fault)


def pause(age: timedelta) -> timedelta:
    """How long until what has been tried for that long is tried again."""
    first, longest = (timedelta(seconds=seconds) for seconds in settings.TELLING_RETRY)
    return max(first, min(longest, age / 4))
