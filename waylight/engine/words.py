"""The closed catalogue of words that the rows of the rulebook are made of. A word that is not here cannot be used.

Spans of clock time and of working days are different types without an operator between them, so that 72 hours and
five working days cannot be added by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Generic, TypeVar

T = TypeVar("T")


@cache
def _span(minutes: int) -> timedelta:
    # The rulebook has a few spans; an agreement asks for them at every claim.
    return timedelta(minutes=minutes)


class Proof(StrEnum):
    """How sure we are of where a row comes from; the letters are those of the domain's reference."""

    FOUND = "F"
    MEMORY = "M"
    DESIGN = "D"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from, and from when until when it holds (`until` is the first day on which it does not)."""

    title: str
    where: str
    since: date | None = None
    until: date | None = None
    mark: Proof = Proof.MEMORY

    def holds(self, day: date) -> bool:
        """Whether it is in force on that day. A row without dates always is."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, order=True)
class Clock:
    """A span by the clock: it runs through nights and holidays."""

    minutes: int

    @property
    def span(self) -> timedelta:
        return _span(self.minutes)

    def __str__(self) -> str:
        """In the largest unit that fits; three days and less in hours, as guidance says them."""
        unit, size = ("days", 1440) if self.minutes > 3 * 1440 else ("hours", 60)
        if self.minutes % size or not self.minutes:
            unit, size = ("hours", 60) if self.minutes % 60 == 0 and self.minutes else ("minutes", 1)
        count = self.minutes // size
        return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


@dataclass(frozen=True, slots=True, order=True)
class WorkingDays:
    """A span in working days: only a calendar can turn it into a moment."""

    count: int

    def __str__(self) -> str:
        return f"{self.count} working {'day' if self.count == 1 else 'days'}"


@dataclass(frozen=True, slots=True, order=True)
class Weeks:
    """Whole weeks by the calendar, to the end of the last day."""

    count: int

    def __str__(self) -> str:
        return f"{self.count} {'week' if self.count == 1 else 'weeks'}"


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """Months by the calendar, to the end of the day of the same number, or of the last day of a shorter month."""

    count: int

    def __str__(self) -> str:
        return f"{self.count} {'month' if self.count == 1 else 'months'}"


@dataclass(frozen=True, slots=True)
class Undelayed:
    """Without delay: the law gives no figure, so `unless_set` is ours until an authority sets its own."""

    unless_set: Clock | WorkingDays

    def __str__(self) -> str:
        return f"without delay, which is {self.unless_set} unless set otherwise"


def minutes(count: int) -> Clock:
    return Clock(count)


def hours(count: int) -> Clock:
    return Clock(count * 60)


def days(count: int) -> Clock:
    """Days of 24 hours each, by the clock."""
    return Clock(count * 24 * 60)


def working_days(count: int) -> WorkingDays:
    return WorkingDays(count)


def weeks(count: int) -> Weeks:
    return Weeks(count)


def months(count: int) -> Months:
    return Months(count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[T]):
    """One row: what it is called, what it says in a sentence, its value for the engine, and its source.

    `local` rows may be set by an authority for itself; its own setting is a dated row too.
    """

    name: str
    says: str
    value: T
    source: Source
    local: bool = False
