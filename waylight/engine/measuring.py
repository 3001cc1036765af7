"""What a measure of the scorecard counts, in a closed catalogue, and the shape of its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waylight.engine.owing import Times
from waylight.engine.words import Clock, Source


class Unit(StrEnum):
    SHARE = "share"
    RATE = "rate"


class Better(StrEnum):
    """Which way is better for children; what only describes has none."""

    MORE = "more is better"
    LESS = "less is better"
    NEITHER = "neither way is better by itself"


class Lead(StrEnum):
    """What the rows behind a figure are."""

    CHILDREN = "children"
    AWAYS = "times away"
    DUTIES = "duties"


@dataclass(frozen=True, slots=True)
class ChildrenMissing:
    """Children with a time missing that touches the year, of children looked after in it."""


@dataclass(frozen=True, slots=True)
class TimesEach:
    """Times missing that began in the year, for each child who had one."""


@dataclass(frozen=True, slots=True)
class OftenMissing:
    """Children missing so often within so long in the year, of children who went missing."""

    often: Times


@dataclass(frozen=True, slots=True)
class KnownWhere:
    """Times away at a known place, of all times away that began in the year."""


@dataclass(frozen=True, slots=True)
class Shorter:
    """Times missing that surely took less than this, of those that began in the year and whose length can be told."""

    than: Clock


@dataclass(frozen=True, slots=True)
class PlacedOutside:
    """Children placed in the area of another authority, of those looked after on the last day of the year."""


@dataclass(frozen=True, slots=True)
class Done:
    """Duties of this code that were met at all, of those that were owed and whose clock is over, or that are met."""

    code: str


@dataclass(frozen=True, slots=True)
class DoneInTime:
    """Duties of this code that were met in time, of the same."""

    code: str


@dataclass(frozen=True, slots=True)
class InTimeOfDone:
    """Duties of this code that were met in time, of those that were met."""

    code: str


Counted = (
    ChildrenMissing
    | TimesEach
    | OftenMissing
    | KnownWhere
    | Shorter
    | PlacedOutside
    | Done
    | DoneInTime
    | InTimeOfDone
)

# What is counted from duties alone, by their code.
OF_DUTIES = (Done, DoneInTime, InTimeOfDone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A row: `that` in words is the numerator, `of` the denominator, `without` what is in neither of the two, counted
    and said. `code` is that of the reference, or begins with W where it is ours alone."""

    code: str
    name: str
    that: str
    of: str
    without: str
    counted: Counted
    unit: Unit = Unit.SHARE
    better: Better
    why: str
    source: Source
    next_review: date
    # Whether its numbers may leave the authority at all, rounded: not where another measure's would give one back.
    leaves: bool = True
