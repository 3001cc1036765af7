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
from django.db import transaction
from django.db.models import Min, QuerySet

from waylight.engine.climbing import Channel
from waylight.facts.asked import asked
from waylight.rulebook.telling import ASK_FIRST, GIVE_UP
from waylight.telling import gateways
from waylight.telling.models import Delivery
from waylight.telling.services.arriving import cannot_arrive
from waylight.telling.services.still import text_of

BATCH = 100
LOCKS = 1_719_614_413  # any number; keeps these locks apart from the others of the database
# A pass waits for what is to be tried again soon rather than leave it to the minute's tick.
LINGER, PAUSE = timedelta(seconds=20), 0.25
Clock = Callable[[], datetime]
QUEUED = Delivery.State.QUEUED
# A message that the gateway took: which, when, by what name, and when to ask what became of it.
Handed = tuple[UUID | None, datetime | None, str, datetime | None]
NOTHING: Handed = (None, None, "", None)
HOLD = "SELECT id, pg_try_advisory_lock(hashtextextended(id::text, %s)) FROM unnest(%s::uuid[]) AS id"
LET_GO = "SELECT pg_advisory_unlock(hashtextextended(id::text, %s)) FROM unnest(%s::uuid[]) AS id"
TOOK = "SET trying_since = NULL, fault = '', state = 'handed over', "
KEEP = f"UPDATE telling_delivery {TOOK} handed_at = %s, gateway_id = %s, ask_at = %s WHERE id = %s"
# Where the last one to try never said how it ended, the gateway may have taken it: the repeat is counted.
BEGIN = f"""
WITH took AS (UPDATE telling_delivery {TOOK} handed_at = %(at)s, gateway_id = %(name)s, ask_at = %(ask_at)s
              WHERE id = %(before)s)
UPDATE telling_delivery d SET tries = tries + 1, trying_since = %(now)s,
    repeats = repeats + (trying_since IS NOT NULL)::int
FROM agencies_person p WHERE p.id = d.person_id AND d.id = %(id)s AND d.state = 'queued' AND d.try_at <= %(now)s
RETURNING d.channel, d.urgency, p.email, (SELECT m.number FROM telling_mobile m WHERE m.person_id = p.id)
"""  # noqa: S608 - our own words


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
    handed = _Handed(gateways.says_what_became(channel))
    try:
        with _held(ids) as mine, gateways.open_to(channel) as hand_over, handed:
            for id in mine:
                _one(id, hand_over, clock, handed)
    except gateways.Away as away:
        # It is not only this message that would not go now.
        _all_later(due, str(away), clock())
    return handed.count


def _one(id: UUID, hand_over: gateways.HandOver, clock: Clock, handed: _Handed) -> None:
    """Send one message, which nobody else has. Raises: Away."""
    message = _begin(id, clock(), handed.take())
    if message is None:
        return
    try:
        name = hand_over(message)
    except gateways.Refusal as refusal:
        _done(id, state=Delivery.State.FAILED, fault=str(refusal))
        cannot_arrive(id, clock())
    except gateways.Away as away:
        if away.sure:
            _done(id, fault=str(away))
        raise
    else:
        handed.put(id, clock(), name)


class _Handed:
    """What the gateway took last and is not kept yet: kept together with the next one's beginning, in one commit. A
    worker that is killed in between has one message of which nobody knows, as with a commit for each."""

    def __init__(self, asks: bool) -> None:
        self.count, self._asks, self._last = 0, asks, NOTHING

    def put(self, id: UUID, at: datetime, name: str) -> None:
        self.count, self._last = (
            self.count + 1,
            (id, at, name, at + ASK_FIRST.value.span if self._asks else None),
        )

    def take(self) -> Handed:
        last, self._last = self._last, NOTHING
        return last

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, *_: object) -> None:
        # Also where the next one found the gateway away.
        if (last := self.take()) != NOTHING:
            asked(KEEP, last[1:] + last[:1])


@contextmanager
def _held(ids: list[UUID]) -> Iterator[list[UUID]]:
    """Those of the messages that this worker has to itself, for the length of the block."""
    mine = [id for id, held in asked(HOLD, [LOCKS, ids]) if held]
    try:
        yield mine
    finally:
        asked(LET_GO, [LOCKS, mine])


def _begin(id: UUID, now: datetime, handed: Handed = NOTHING) -> gateways.Message | None:
    """Keep that the gateway is about to be asked, with what it took before, and write the message; from here on nothing
    joins it, so that what it carries is read afterwards."""
    before, at, name, ask_at = handed
    rows = asked(BEGIN, {"before": before, "at": at, "name": name, "ask_at": ask_at, "id": id, "now": now})
    for channel, urgency, address, number in rows:
        to = number if channel == Channel.TEXT else address
        return gateways.Message(id, channel, to, *text_of(id, urgency))
    return None


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
