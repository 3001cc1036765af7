"""The kinds of fact of this room: what people did about an alert, and the days that stand before a child.

A fact about an alert says which alert by its id alone, never which pattern: whoever may not see the alert learns
nothing from it, and row security shows it only with the alert itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waylight.facts.kinds import Kind

ALERT, HEALTH = "alert", "health and contacts"


@dataclass(frozen=True)
class ActedOn:
    """Somebody did something about it; `action` is a code of the rulebook."""

    action: str


@dataclass(frozen=True)
class PutOff:
    """Not now: it comes back at `until`. Why stands in the words."""

    until: datetime


@dataclass(frozen=True)
class Dismissed:
    """It does not mean what it seems to: why stands in the words."""


@dataclass(frozen=True)
class Confirmed:
    """A person who knows the children says that it is so."""


@dataclass(frozen=True)
class DateAhead:
    """A day that stands before the child; the fact happens on it. `what`: "court" or "contact"."""

    what: str


ACTED, PUT_OFF, DISMISSED, CONFIRMED = "alert acted on", "alert put off", "alert dismissed", "alert confirmed"
ACTS = (
    Kind(ACTED, ALERT, ActedOn, words={"what": ALERT}),
    Kind(PUT_OFF, ALERT, PutOff, words={"why": ALERT}),
    Kind(DISMISSED, ALERT, Dismissed, words={"why": ALERT}),
    Kind(CONFIRMED, ALERT, Confirmed, words={"why": ALERT}),
)
DATE_AHEAD = "date ahead"
ALL = (*ACTS, Kind(DATE_AHEAD, HEALTH, DateAhead, words={"notes": HEALTH}))
