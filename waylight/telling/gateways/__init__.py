"""The ways out: e-mail by SMTP or GOV.UK Notify, texts by GOV.UK Notify. What is not set up is left out.

`settings.TELLING` names a gateway for each channel: "smtp", "notify" or "" (none).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings

from waylight.telling.gateways.message import Away, Message, Refusal

__all__ = ["Away", "Message", "Refusal", "has", "open_to"]

# Hands one message over; gives what the gateway calls it. Raises: Away (try again), Refusal (never).
HandOver = Callable[[Message], str]


def has(channel: str) -> bool:
    """Whether this installation has a way out by this channel."""
    return bool(settings.TELLING.get(channel))


@contextmanager
def open_to(channel: str) -> Iterator[HandOver]:
    """The gateway of the channel, held open for several messages. Raises: Away."""
    if settings.TELLING[channel] == "notify":
        from waylight.telling.gateways import notify

        yield notify.hand_over
        return
    from waylight.telling.gateways.mail import mailbox

    with mailbox() as hand_over:
        yield hand_over
