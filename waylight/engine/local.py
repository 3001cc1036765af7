"""What an authority sets for itself: dated values beside the rulebook's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value and the days on which it holds; `until` is the first day on which it does not."""

    value: T
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


# The settings of one authority by the name of the rule. Settings of one rule do not overlap.
Settings = Mapping[str, tuple[Dated[T], ...]]


def in_force(name: str, otherwise: T, settings: Settings[T], day: date) -> T:
    """The authority's own value of the rule on that day (London), else the rulebook's."""
    return next((own.value for own in settings.get(name, ()) if own.holds(day)), otherwise)
