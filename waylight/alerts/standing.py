"""How an alert stands: from what it says and what people said about it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from waylight.alerts import kinds
from waylight.rulebook.patterns import CONFIRMED_LASTS


class State(StrEnum):
    """`NEW`: nobody did anything about it yet. The others say what ended it, or until when it waits."""

    NEW = "nobody has acted yet"
    ACTED = "acted on"
    PUT_OFF = "put off"
    DISMISSED = "dismissed"
    CONFIRMED = "confirmed by a person"
    WITHDRAWN = "withdrawn: what was told later says otherwise"
    EXPIRED = "over: its time has passed"


@dataclass(frozen=True)
class Done:
    """What somebody said about an alert."""

    alert: UUID
    kind: str
    body: Any
    at: datetime
    by: str
    node: str
    said: str = ""


@dataclass(frozen=True)
class Standing:
    """`until`: when a snooze ends, or a confirmed group; `done`: what was said last, if anything."""

    state: State
    done: Done | None = None
    until: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it waits for somebody."""
        return self.state is State.NEW


def standing(
    *, at: datetime, expires_at: datetime, withdrawn: bool, done: Iterable[Done], now: datetime
) -> Standing:
    """`done`: all that was said about this alert, or about later ones of the same pattern and children.

    What was said counts for what had happened by then: a pattern seen again afterwards is new. What is put off is not
    asked for again before its day, also where it is seen again meanwhile.
    """
    said = max(done, key=lambda one: (one.at, one.kind), default=None)
    if withdrawn:
        return Standing(State.WITHDRAWN, said)
    if said is not None and said.kind == kinds.CONFIRMED:
        # New nights after it was confirmed keep it standing as a confirmed one.
        until = max(said.at + CONFIRMED_LASTS.value.span, expires_at)
        return Standing(State.CONFIRMED if now < until else State.EXPIRED, said, until)
    if now >= expires_at:
        return Standing(State.EXPIRED, said)
    if said is None:
        return Standing(State.NEW)
    if said.kind == kinds.PUT_OFF:
        return (
            Standing(State.PUT_OFF, said, said.body.until)
            if now < said.body.until
            else Standing(State.NEW, said)
        )
    if at > said.at:
        return Standing(State.NEW, said)
    return Standing(State.ACTED if said.kind == kinds.ACTED else State.DISMISSED, said)
