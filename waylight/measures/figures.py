"""A figure: two sets of rows, what they make, and how far chance alone would move it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from waylight.engine.measuring import Lead, Measure, Unit
from waylight.measures.intervals import Interval, rate, share

HOW = {
    Unit.SHARE: "The interval is Wilson’s, at 95%: if each row had turned out by chance at the same odds, the true "
    "odds would lie in it 19 times of 20. It says how far a small number can be trusted, not how well it was recorded.",
    Unit.RATE: "The interval is the exact one of a Poisson count, at 95%. It takes each time as chance by itself; "
    "times of one child hang together, so that the true interval is wider.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Rows, and what they are rows of; each once."""

    lead: Lead
    rows: tuple[UUID, ...]

    @property
    def number(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Figure:
    """`without`: how many rows are in neither part, for the reason that the measure says."""

    measure: Measure
    that: Part
    of: Part
    without: int = 0

    @property
    def value(self) -> float | None:
        """None of nothing."""
        return self.that.number / self.of.number if self.of.number else None

    @property
    def interval(self) -> Interval | None:
        if not self.of.number:
            return None
        return (share if self.measure.unit is Unit.SHARE else rate)(self.that.number, self.of.number)
