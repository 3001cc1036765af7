"""Checks of a return: the words their rows are made of, and the plain reader that runs them. Pure."""

from waylight.engine.checks.lines import periods_of_care
from waylight.engine.checks.plain import Returned, flagged
from waylight.engine.checks.rows import (
    EARLIEST,
    PERIOD_BEGAN,
    PERIOD_ENDED,
    PREVIOUS,
    PREVIOUS_ENDED,
    YEAR_BEGINS,
    YEAR_ENDS,
    Check,
    Module,
)
from waylight.engine.checks.words import Day, Every, NoRow, Some, Table, Text

__all__ = [
    "EARLIEST",
    "PERIOD_BEGAN",
    "PERIOD_ENDED",
    "PREVIOUS",
    "PREVIOUS_ENDED",
    "YEAR_BEGINS",
    "YEAR_ENDS",
    "Check",
    "Day",
    "Every",
    "Module",
    "NoRow",
    "Returned",
    "Some",
    "Table",
    "Text",
    "flagged",
    "periods_of_care",
]
