"""Asks for the outbox to be looked at now, once what is in it is committed. The minute's tick does it in any case."""

from __future__ import annotations

from procrastinate.exceptions import AlreadyEnqueued

from waylight.telling.models import Delivery


def wake() -> None:
    """Ask, unless somebody has asked already."""
    if not Delivery.objects.filter(state=Delivery.State.QUEUED).exists():
        return
    from waylight.telling.tasks import send

    try:
        send.configure(queueing_lock="telling.send").defer()
    except AlreadyEnqueued:
        return
