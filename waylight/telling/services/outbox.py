"""What is to go out by e-mail or text: put down in the transaction in which somebody is told, sent by another task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db.models import Max

from waylight.engine.climbing import Channel, quiet_until
from waylight.telling import gateways
from waylight.telling.models import Carried, Delivery, Mobile, Notice
from waylight.telling.rules import QUIET

Way = tuple[UUID, str]


class Want(NamedTuple):
    """A notice is to go to the person by the channel; it fell due then."""

    person: UUID
    channel: str
    due_at: datetime

    @property
    def way(self) -> Way:
        return self.person, self.channel


def put(notice: Notice, wants: Iterable[Want], *, now: datetime) -> None:
    """Let the notice go to each once: with a message that waits to be sent, or as a new one.

    A channel that this installation does not have, or for which the person gave no number, is left out: the page
    tells it all the same.
    """
    wanted = {want.way: want for want in wants if want.channel != Channel.PAGE and gateways.has(want.channel)}
    wanted = _with_a_number(wanted)
    if not wanted:
        return
    there = Carried.objects.filter(notice=notice).values_list("person_id", "channel")
    missing = [want for way, want in wanted.items() if way not in set(there)]
    waiting, last = _waiting(notice, missing), _last(notice, missing)
    new = [_new(notice, want, last, now) for want in missing if want.way not in waiting]
    Delivery.objects.bulk_create(new)
    goes = {**waiting, **{(row.person_id, row.channel): row for row in new}}
    Carried.objects.bulk_create(
        Carried(
            delivery=goes[want.way], notice=notice, person_id=want.person, channel=want.channel,
            child=notice.child, private=notice.private,
        )
        for want in missing
    )  # fmt: skip


def _with_a_number(wanted: dict[Way, Want]) -> dict[Way, Want]:
    texts = [person for person, channel in wanted if channel == Channel.TEXT]
    numbers = (
        set(Mobile.objects.filter(person_id__in=texts).values_list("person_id", flat=True))
        if texts
        else set()
    )
    return {way: want for way, want in wanted.items() if way[1] != Channel.TEXT or way[0] in numbers}


def _waiting(notice: Notice, wants: list[Want]) -> dict[Way, Delivery]:
    """Messages to the same people that nobody has tried to send yet. One that was tried stays as it was sent."""
    rows = Delivery.objects.select_for_update().filter(
        person_id__in=[want.person for want in wants],
        urgency=notice.urgency,
        state=Delivery.State.QUEUED,
        tries=0,
    )
    return {(row.person_id, row.channel): row for row in rows.order_by("id")}


def _last(notice: Notice, wants: list[Want]) -> Mapping[Way, datetime]:
    """When the last message of the same urgency went to each, where that makes the next one wait."""
    if not QUIET[notice.urgency].minutes:
        return {}
    sent = Delivery.objects.filter(
        person_id__in=[want.person for want in wants], urgency=notice.urgency, handed_at__isnull=False
    )
    rows = sent.values("person_id", "channel").annotate(at=Max("handed_at"))
    return {(row["person_id"], row["channel"]): row["at"] for row in rows}


def _new(notice: Notice, want: Want, last: Mapping[Way, datetime], now: datetime) -> Delivery:
    sent = [last[want.way]] if want.way in last else []
    wanted = quiet_until(sent, QUIET[notice.urgency], want.due_at)
    return Delivery(
        id=uuid4(), person_id=want.person, channel=want.channel, urgency=notice.urgency, wanted_at=wanted,
        try_at=max(wanted, now),
    )  # fmt: skip
