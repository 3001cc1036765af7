"""What is asked and must be answered: who may ask and answer, to whom silence climbs, through which stages a dispute
goes. Words for rows of the rulebook, and the pure functions that read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from waylight.engine.calendars import Calendar, due_at
from waylight.engine.local import Settings, in_force
from waylight.engine.when import When
from waylight.engine.words import Source, WorkingDays


@dataclass(frozen=True, slots=True)
class Part:
    """Who does one thing: `roles` of the access grid, each only where its own cell opens that child's record."""

    act: str
    roles: tuple[str, ...]
    why: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """Whom a question goes to that nobody has answered after so many working days. The first row is the answer's
    own clock: it goes beyond those who were asked."""

    name: str
    says: str
    role: str
    within: WorkingDays
    source: Source
    local: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a dispute: who answers in it, and within how many working days of its beginning."""

    code: str
    name: str
    label: str
    says: str
    roles: tuple[str, ...]
    within: WorkingDays
    source: Source
    local: bool = True


@dataclass(frozen=True, slots=True)
class Reached:
    """A row of the ladder and the last moment (UTC) before it is reached."""

    climb: Climb
    at: datetime


def ladder(
    asked: When, climbs: Sequence[Climb], settings: Settings[Any], calendar: Calendar
) -> tuple[Reached, ...]:
    """When each row is reached if nobody answers. By the settings in force on the London day of asking."""
    return tuple(
        Reached(climb, due_at(asked, _within(climb, settings, asked.day), calendar)) for climb in climbs
    )


def stage_due(stage: Stage, began: When, settings: Settings[Any], calendar: Calendar) -> datetime:
    """The last moment (UTC) at which an answer in this stage is in time."""
    return due_at(began, _within(stage, settings, began.day), calendar)


def after(stages: Sequence[Stage], code: str) -> tuple[Stage, ...]:
    """The stages to which a dispute in the stage `code` may go: those that come later."""
    codes = [stage.code for stage in stages]
    return tuple(stages[codes.index(code) + 1 :])


def _within(row: Climb | Stage, settings: Settings[Any], day: date) -> WorkingDays:
    return in_force(row.name, row.within, settings, day)
