"""What is to go out by e-mail or text: put down in the transaction in which somebody is told, sent by another task."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from waylight.engine.climbing import Channel, quiet_until
from waylight.telling import gateways
from waylight.telling.models import Carried, Delivery, Mobile, Notice
from waylight.telling.rules import QUIET

# As many of the last messages as decide when the next may go.
LAST = 1


def put(notice: Notice, person: UUID, channel: str, *, due_at: datetime, now: datetime) -> None:
    """Let the notice go to the person by this channel, once: with a message that waits to be sent, or as a new one.

    A channel that this installation does not have, or for which the person gave no number, is left out: the page
    tells it all the same.
    """
    if channel == Channel.PAGE or not _has(person, channel):
        return
    if Carried.objects.filter(notice=notice, person_id=person, channel=channel).exists():
        return
    Carried.objects.create(
        notice=notice, person_id=person, channel=channel, child=notice.child, private=notice.private,
        delivery=_waiting(notice, person, channel) or _new(notice, person, channel, due_at, now),
    )  # fmt: skip


def _has(person: UUID, channel: str) -> bool:
    if not gateways.has(channel):
        return False
    return channel != Channel.TEXT or Mobile.objects.filter(person_id=person).exists()


def _waiting(notice: Notice, person: UUID, channel: str) -> Delivery | None:
    """A message to the same person that nobody has tried to send yet. One that was tried stays as it was sent."""
    return (
        Delivery.objects.select_for_update()
        .filter(
            person_id=person, channel=channel, urgency=notice.urgency, state=Delivery.State.QUEUED, tries=0
        )
        .order_by("wanted_at")
        .first()
    )


def _new(notice: Notice, person: UUID, channel: str, due_at: datetime, now: datetime) -> Delivery:
    before = Delivery.objects.filter(
        person_id=person, channel=channel, urgency=notice.urgency, handed_at__isnull=False
    )
    last = before.order_by("-wanted_at").values_list("handed_at", flat=True)[:LAST]
    wanted = quiet_until([at for at in last if at is not None], QUIET[notice.urgency], due_at)
    return Delivery.objects.create(
        id=uuid4(), person_id=person, channel=channel, urgency=notice.urgency, wanted_at=wanted,
        try_at=max(wanted, now),
    )  # fmt: skip
