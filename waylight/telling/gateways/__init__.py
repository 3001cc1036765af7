"""The ways out: e-mail by SMTP or GOV.UK Notify, texts by GOV.UK Notify. What is not set up is left out.

`settings.TELLING` names a gateway for each channel: "smtp", "notify" or "" (none).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings

from waylight.telling.gateways.message import Away, Became, Message, Refusal

__all__ = ["Away", "Became", "Message", "Refusal", "became", "has", "open_to", "says_what_became"]

# Hands one message over; gives what the gateway calls it. Raises: Away (try again), Refusal (never).
HandOver = Callable[[Message], str]


def has(channel: str) -> bool:
    """Whether this installation has a way out by this channel."""
    return bool(settings.TELLING.get(channel))


def says_what_became(channel: str) -> bool:
    """Whether the gateway of the channel can be asked what became of a message. Of a mail server nothing is known."""
    return bool(settings.TELLING.get(channel) == "notify")


def became(name: str) -> Became:
    """What became of the message that the gateway calls so. Raises: Away, Refusal (it does not know it any more)."""
    from waylight.telling.gateways import notify

    return notify.became(name)


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
