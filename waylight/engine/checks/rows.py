"""The rows of the rulebook that a return is checked by, and the words that every one of them uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from waylight.engine.checks.words import Condition, Day, Table, Text, Value
from waylight.engine.words import Source


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the return, known by its columns, whatever it is called. `days` are those that hold dates;
    `telling` columns belong to the return and to nothing else that may lie beside it."""

    table: Table
    columns: tuple[str, ...]
    source: Source
    days: tuple[str, ...] = ()

    @property
    def telling(self) -> frozenset[str]:
        return frozenset(self.columns) - {"CHILD", "DOB", "SEX"}


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `says` what is wrong, in a sentence; `tells` the data officer which dates, and what to do.

    Names in braces in `tells` are cells (`missing_MIS_START`): of the row itself, of a row that the condition found,
    or of the collection year. `over` names the tables whose rows are flagged. `needs` are tables without which the
    check cannot be made.
    """

    code: str
    says: str
    tells: str
    over: tuple[Table, ...]
    wrong_when: Condition
    source: Source
    needs: tuple[Table, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The cells that the message names."""
        return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(self.tells) if name))

    def message(self, values: Mapping[str, Value]) -> str:
        """The message with the dates of one row."""
        return self.tells.format_map({name: shown(values.get(name)) for name in self.told})


def shown(value: Value) -> str:
    """A cell in a message: a date as the return writes it."""
    if value is None:
        return "blank"
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


# Cells that the engine works out, beside those that stand in the modules.
YEAR_BEGINS, YEAR_ENDS = Day(Table.YEAR, "begins"), Day(Table.YEAR, "ends")
PERIOD_BEGAN, PERIOD_ENDED = Day(Table.PERIODS_OF_CARE, "began"), Day(Table.PERIODS_OF_CARE, "ended")
# Of a row of the missing module: the child's row before it by end and start; whether it is the child's earliest;
# the child's periods of care in words.
PREVIOUS = Text(Table.MISSING, "previous")
PREVIOUS_STARTED = Day(Table.MISSING, "previous_started")
PREVIOUS_ENDED = Day(Table.MISSING, "previous_ended")
EARLIEST = Text(Table.MISSING, "earliest")
PERIODS = Text(Table.MISSING, "periods")
