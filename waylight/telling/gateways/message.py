"""What goes out: an address, urgency, numbers, "Open Waylight". Nothing of a child, nothing of a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

# As many numbers as one message lists; the others are counted, and all of them stand in the inbox.
LISTED = 10


class Away(Exception):
    """The gateway cannot be reached or does not take messages now; tried again. The message is a code, no text.

    `sure`: it has not taken the message. Not so where the connection broke before it could say.
    """

    def __init__(self, code: str, *, sure: bool = True) -> None:
        super().__init__(code)
        self.sure = sure


class Refusal(Exception):
    """The gateway says that it never will: the address is wrong. The message is a code, no text."""


class Became(StrEnum):
    """What became of a message that a gateway took, as far as it can say."""

    ON_ITS_WAY = "on its way"
    DELIVERED = "delivered"
    # The number or address does not exist.
    NEVER = "no such number or address"
    # It could not be delivered in three days: a phone that stays off, a mailbox that is full.
    NOT_IN_TIME = "not taken in three days"
    # A fault between the gateway and its provider: to be sent again.
    NOT_SENT = "not sent by the gateway"


@dataclass(frozen=True)
class Message:
    """One message. `id` is the same however often it is sent."""

    id: UUID
    channel: str
    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class Line:
    """One notice as a message says it: its words in the rulebook and its number."""

    words: str
    reference: str


def written(urgency: str, lines: Sequence[Line]) -> tuple[str, str]:
    """Subject and text for these notices, as they are counted and listed."""
    first = lines[0]
    if len(lines) == 1:
        said = f"{_capital(first.words)}, {first.reference}."
        return f"Waylight, {urgency}: {first.reference}", f"{said} Open Waylight."
    listed = [f"{line.reference}: {line.words}" for line in lines[:LISTED]]
    more = [f"and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    text = f"{len(lines)} notices. {'; '.join([*listed, *more])}. Open Waylight."
    return f"Waylight, {urgency}: {len(lines)} notices", text


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
