"""The closed catalogue that checks of a return are written in: tables, their cells, and what may be asked of them.

A row says `ENDED.before(STARTED)`. Every condition can answer for one row in plain Python (`holds`), so that each
check can be read, and run, without a database or a library. A cell that is blank, or a date that cannot be read, is
None: no comparison with it holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from waylight.engine.agreed import birthday

Value = str | date | int | None
Row = Mapping[str, Value]


class Table(StrEnum):
    """What a check may look at: the modules of the return, and what is worked out from them."""

    HEADER = "header"
    EPISODES = "episodes"
    MISSING = "missing"
    REVIEWS = "reviews"
    OC2 = "OC2"
    OC3 = "OC3"
    AD1 = "AD1"
    UASC = "UASC"
    PREVIOUS_PERMANENCE = "PrevPerm"
    PLACED_FOR_ADOPTION = "PlacedAdoption"
    SOCIAL_WORKERS = "SWEpisodes"
    DEPRIVATION_OF_LIBERTY = "DoLo"
    MISSING_LAST_YEAR = "last"
    PERIODS_OF_CARE = "period"
    YEAR = "year"


class View(Protocol):
    """The rows that a condition is asked about: one row of each table in view, and the child's rows of the others."""

    def value(self, cell: Cell) -> Value: ...

    def rows(self, table: Table) -> Sequence[Row]: ...

    def with_row(self, table: Table, row: Row) -> View: ...


class Condition:
    """What may be asked. `holds` answers for the rows in view."""

    __slots__ = ()

    def holds(self, view: View) -> bool:
        raise NotImplementedError

    def __and__(self, other: Condition) -> Condition:
        return Both(self, other)

    def __or__(self, other: Condition) -> Condition:
        return Either(self, other)


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of one table."""

    table: Table
    column: str

    @property
    def name(self) -> str:
        """What messages call it: `missing_MIS_START`."""
        return f"{self.table}_{self.column}"

    @property
    def given(self) -> Condition:
        return Given(self)

    @property
    def blank(self) -> Condition:
        """Nothing there, or a date that cannot be read."""
        return Blank(self)


@dataclass(frozen=True, slots=True)
class Text(Cell):
    """A cell of text: None where blank, else without spaces around it."""

    def none_of(self, *values: str) -> Condition:
        return NoneOf(self, values)


@dataclass(frozen=True, slots=True)
class Day(Cell):
    """A cell of a date; with `years`, the birthday so many years on."""

    years: int = 0

    @property
    def unreadable(self) -> Condition:
        """Something is written there that is no date."""
        return Unreadable(self)

    @property
    def as_written(self) -> Text:
        """The text of the cell."""
        return Text(self.table, f"{self.column} as written")

    def aged(self, years: int) -> Day:
        """The birthday on which that age is reached, of a date of birth."""
        return Day(self.table, self.column, years)

    def before(self, other: Day) -> Condition:
        return Before(self, other)

    def after(self, other: Day) -> Condition:
        return Before(other, self)

    def from_(self, other: Day) -> Condition:
        """On that day or after it."""
        return UpTo(other, self)

    def up_to(self, other: Day) -> Condition:
        """On that day or before it."""
        return UpTo(self, other)

    def same_as(self, other: Day) -> Condition:
        return Both(UpTo(self, other), UpTo(other, self))

    def other_than(self, other: Day) -> Condition:
        """Another day, or no day where the other is one."""
        return OtherThan(self, other)


def day_of(cell: Day, view: View) -> date | None:
    """The day that stands in a cell, moved to the birthday that is asked for."""
    value = view.value(cell)
    if not isinstance(value, date):
        return None
    return birthday(value, cell.years) if cell.years else value


@dataclass(frozen=True, slots=True)
class Given(Condition):
    cell: Cell

    def holds(self, view: View) -> bool:
        return view.value(self.cell) is not None


@dataclass(frozen=True, slots=True)
class Blank(Condition):
    cell: Cell

    def holds(self, view: View) -> bool:
        return view.value(self.cell) is None


@dataclass(frozen=True, slots=True)
class Unreadable(Condition):
    cell: Day

    def holds(self, view: View) -> bool:
        return view.value(self.cell) is None and view.value(self.cell.as_written) is not None


@dataclass(frozen=True, slots=True)
class NoneOf(Condition):
    """Another value than these; a blank cell is another value too."""

    cell: Text
    values: tuple[str, ...]

    def holds(self, view: View) -> bool:
        return view.value(self.cell) not in self.values


@dataclass(frozen=True, slots=True)
class Before(Condition):
    """The first day lies before the second, and both are known."""

    first: Day
    second: Day

    def holds(self, view: View) -> bool:
        first, second = day_of(self.first, view), day_of(self.second, view)
        return first is not None and second is not None and first < second


@dataclass(frozen=True, slots=True)
class UpTo(Condition):
    """The first day is the second or lies before it, and both are known."""

    first: Day
    second: Day

    def holds(self, view: View) -> bool:
        first, second = day_of(self.first, view), day_of(self.second, view)
        return first is not None and second is not None and first <= second


@dataclass(frozen=True, slots=True)
class OtherThan(Condition):
    """Not the same day, which an unknown day is not either."""

    first: Day
    second: Day

    def holds(self, view: View) -> bool:
        return day_of(self.first, view) != day_of(self.second, view)


@dataclass(frozen=True, slots=True)
class Both(Condition):
    one: Condition
    other: Condition

    def holds(self, view: View) -> bool:
        return self.one.holds(view) and self.other.holds(view)


@dataclass(frozen=True, slots=True)
class Either(Condition):
    one: Condition
    other: Condition

    def holds(self, view: View) -> bool:
        return self.one.holds(view) or self.other.holds(view)


@dataclass(frozen=True, slots=True)
class Some(Condition):
    """The child has a row in that table of which this holds; without `that`, any row."""

    table: Table
    that: Condition | None = None

    def holds(self, view: View) -> bool:
        return any(
            self.that is None or self.that.holds(view.with_row(self.table, row))
            for row in view.rows(self.table)
        )


@dataclass(frozen=True, slots=True)
class NoRow(Condition):
    """The child has no row in that table of which this holds; without `that`, no row at all."""

    table: Table
    that: Condition | None = None

    def holds(self, view: View) -> bool:
        return not Some(self.table, self.that).holds(view)


@dataclass(frozen=True, slots=True)
class Every(Condition):
    """The child has rows in that table, and of each of them this holds."""

    table: Table
    that: Condition

    def holds(self, view: View) -> bool:
        rows = view.rows(self.table)
        return bool(rows) and all(self.that.holds(view.with_row(self.table, row)) for row in rows)
