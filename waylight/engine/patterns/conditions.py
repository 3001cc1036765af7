"""The closed catalogue of what a pattern may ask of one child's times away.

A row says `ABSENT.within(days(90)) >= 3`. What stands there is an object that can only be one of those below, so that
a slip of the pen stops the program when it starts, instead of being a rule that never fires. Each condition looks at
the time away at one place of the line, and answers with what it counted, or None.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from waylight.engine.patterns.seen import EPISODE, Line, TimeAway
from waylight.engine.words import Clock, days


@dataclass(frozen=True, slots=True)
class Hit:
    """What a condition counted: `at` is when it was true and known (UTC), `records` what it was made from."""

    count: int
    episodes: tuple[UUID, ...]
    at: datetime
    records: frozenset[str] = frozenset({EPISODE})


class Condition(Protocol):
    """A question to one child's line, at the time away with this index."""

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None: ...


C = TypeVar("C")


def changed(condition: C, own: dict[str, int]) -> C:
    """The condition with an authority's own numbers, by the names that `local_numbers` gives.

    Raises: ValueError for a name that the condition does not have, or a number that is not above nothing.
    """
    known = local_numbers(condition)
    for name, value in own.items():
        if name not in known:
            raise ValueError(f"{name!r} is not a number of this rule: it has {', '.join(known) or 'none'}.")
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise ValueError(f"{name!r} is a whole number of one or more.")
    values = {
        name.removesuffix("_days"): days(value) if name.endswith("_days") else value
        for name, value in own.items()
    }
    return replace(condition, **values)  # type: ignore[type-var]


def local_numbers(condition: object) -> dict[str, int]:
    """The numbers of a condition that an authority may set for itself; a span is given in days."""
    found: dict[str, int] = {}
    for one in fields(condition):  # type: ignore[arg-type]
        value = getattr(condition, one.name)
        if isinstance(value, bool):
            continue
        if isinstance(value, int):
            found[one.name] = value
        elif isinstance(value, Clock) and value.minutes % 1440 == 0:
            found[f"{one.name}_days"] = value.minutes // 1440
    return found


@dataclass(frozen=True, slots=True)
class AtLeast:
    """This time away is at least the `count`-th that began within the span; without a span, ever."""

    count: int
    within: Clock | None = None
    missing_only: bool = False

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("At least one time away, or the rule fires on nothing.")
        if not isinstance(self.within, Clock | None):
            raise TypeError("The span of a pattern is one by the clock: days(90), hours(24).")

    def __str__(self) -> str:
        what = "missing" if self.missing_only else "missing or away"
        span = f"within {self.within}" if self.within else "ever"
        return f"{self.count} or more times {what} {span}"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        here = line.aways[index]
        if here.again or (self.missing_only and not here.missing):
            return None
        counted: list[TimeAway] = []
        for away in reversed(line.aways[: index + 1]):
            if self.within is not None and here.began - away.began > self.within.span:
                break
            if not away.again and (away.missing or not self.missing_only):
                counted.append(away)
        counted.reverse()
        return hit_of(counted) if len(counted) >= self.count else None


@dataclass(frozen=True, slots=True)
class Lasts:
    """This time away surely lasted so long, or has so far."""

    at_least: Clock

    def __str__(self) -> str:
        return f"gone for {self.at_least} or longer"

    def hit(self, line: Line, index: int, now: datetime) -> Hit | None:
        away = line.aways[index]
        lasted = away.at_least(now)
        if lasted is None or lasted < self.at_least.span:
            return None
        return hit_of((away,), at=away.start.last + self.at_least.span)


@dataclass(frozen=True, slots=True)
class Counting:
    """Times away, counted: within a span, or ever."""

    within_span: Clock | None
    missing_only: bool

    def __ge__(self, count: int) -> AtLeast:
        return AtLeast(count, self.within_span, self.missing_only)


@dataclass(frozen=True, slots=True)
class Lasting:
    """The length of a time away."""

    def __ge__(self, span: Clock) -> Lasts:
        return Lasts(span)


@dataclass(frozen=True, slots=True)
class Absence:
    """The subject of a row: times away of every kind, or only those with whereabouts unknown."""

    missing_only: bool = False

    def within(self, span: Clock) -> Counting:
        return Counting(span, self.missing_only)

    @property
    def ever(self) -> Counting:
        return Counting(None, self.missing_only)

    @property
    def lasting(self) -> Lasting:
        return Lasting()


ABSENT, MISSING = Absence(), Absence(missing_only=True)


def hit_of(
    aways: tuple[TimeAway, ...] | list[TimeAway],
    *,
    count: int | None = None,
    at: datetime | None = None,
    records: frozenset[str] = frozenset(),
) -> Hit:
    """What was counted. It was true when the last of them began, or `at`; it was known when all had been told."""
    true = at if at is not None else aways[-1].began
    return Hit(
        len(aways) if count is None else count,
        tuple(away.id for away in aways),
        max(true, *(away.told_at for away in aways)),
        frozenset({EPISODE}) | records,
    )
