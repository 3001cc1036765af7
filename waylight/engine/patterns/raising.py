"""What must be noticed about one child: the rows of the rulebook, put to the child's agreed times away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from waylight.engine.local import Settings, in_force
from waylight.engine.patterns.conditions import Condition, changed
from waylight.engine.patterns.seen import Line
from waylight.engine.words import Clock, Source, days

NINETY_DAYS = days(90)
# An authority's own numbers for one pattern, by name.
Own = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One row: when an alert is raised, who is told, and what they are asked to do.

    `tell`: roles of the access grid. `asks_for`: a code of the rulebook's list of actions. `lasts`: how long the alert
    stands unless somebody acts on it. `local`: an authority may set its own numbers, as dated rows.
    """

    code: str
    name: str
    says: str
    when: Condition
    tell: tuple[str, ...]
    asks_for: str
    source: Source
    local: bool = False
    at_once: bool = False
    lasts: Clock = NINETY_DAYS


@dataclass(frozen=True, slots=True)
class Raised:
    """A pattern that was seen: on which time away (`anchor`), from which it was counted, how many, and when it was
    true and known. `records` are the records of the access grid that somebody must be able to read, all of them."""

    pattern: str
    children: tuple[UUID, ...]
    anchor: UUID
    episodes: tuple[UUID, ...]
    count: int
    at: datetime
    asks_for: str
    records: frozenset[str]


def raised(
    line: Line, patterns: Iterable[Pattern], settings: Settings[Any], now: datetime
) -> tuple[Raised, ...]:
    """Every pattern on every time away of the child, in the order of when it was true and known.

    `line` holds what was known at the time that is asked about; `now` measures what is still going on. The rule in
    force on the London day on which a time away began decides about it, the authority's own numbers before the
    rulebook's. Raises: ValueError where an authority's setting names a number that the rule does not have.
    """
    found = [
        Raised(
            pattern.code,
            _children(line, hit.episodes),
            away.id,
            hit.episodes,
            hit.count,
            hit.at,
            pattern.asks_for,
            hit.records,
        )
        for pattern in patterns
        for index, away in enumerate(line.aways)
        if pattern.source.holds(away.start.day)
        and (hit := asked(pattern, settings, away.start.day).hit(line, index, now)) is not None
        and hit.at <= now
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.pattern, str(one.anchor))))


def _children(line: Line, episodes: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The records that it was counted from: it shows to whoever may read all of them."""
    return tuple(sorted({line.record_of[one] for one in episodes})) if line.record_of else (line.child,)


def asked(pattern: Pattern, settings: Settings[Any], day: date) -> Condition:
    """The pattern's condition on that day (London), with the numbers that the authority had set for itself."""
    if not pattern.local:
        return pattern.when
    own: Own | None = in_force(pattern.code, None, settings, day)
    return pattern.when if own is None else changed(pattern.when, own)
