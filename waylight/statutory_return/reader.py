"""The quick reader of conditions: the same words as `engine/checks/words.py`, for all rows of a table at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from waylight.engine.checks.words import (
    Before,
    Blank,
    Both,
    Cell,
    Condition,
    Day,
    Either,
    Every,
    Given,
    NoneOf,
    NoRow,
    OtherThan,
    Some,
    Table,
    Unreadable,
    UpTo,
)

ROW, CHILD = "#row", "#child"  # of the rows that are judged, in every table they are joined to


class Reader:
    """Conditions over the tables of one return; the collection year is from `begins` to `ends`."""

    def __init__(self, tables: Mapping[Table, pl.DataFrame], begins: date, ends: date) -> None:
        self._tables = {table: _named(table, frame) for table, frame in tables.items()}
        self._year = {"begins": begins, "ends": ends}

    def judged(self, table: Table) -> pl.DataFrame:
        """The rows of a table under the names that conditions and messages use, with their number and child."""
        return self._tables[table].with_columns(
            pl.col(f"{table}_row").alias(ROW),
            pl.col(f"{table}_CHILD").alias(CHILD),
            *(pl.lit(day).alias(f"{Table.YEAR}_{name}") for name, day in self._year.items()),
        )

    def holding(self, condition: Condition, rows: pl.DataFrame) -> pl.Series:
        """Whether the condition holds of each of the rows, which `judged` gave."""
        if isinstance(condition, Both):
            return self.holding(condition.one, rows) & self.holding(condition.other, rows)
        if isinstance(condition, Either):
            return self.holding(condition.one, rows) | self.holding(condition.other, rows)
        if isinstance(condition, Some):
            return rows[ROW].is_in(self.found(condition, rows)[ROW].implode())
        if isinstance(condition, NoRow):
            return ~self.holding(Some(condition.table, condition.that), rows)
        if isinstance(condition, Every):
            beside = self._beside(condition.table, rows)
            other = beside.filter(~self.holding(condition.that, beside))
            return rows[ROW].is_in(beside[ROW].implode()) & ~rows[ROW].is_in(other[ROW].implode())
        return rows.select(_of_cells(condition).fill_null(False).alias("holds"))["holds"]

    def found(self, some: Some, rows: pl.DataFrame) -> pl.DataFrame:
        """Each of the rows beside every row of the child in that table of which it holds."""
        beside = self._beside(some.table, rows)
        return beside if some.that is None else beside.filter(self.holding(some.that, beside))

    def _beside(self, table: Table, rows: pl.DataFrame) -> pl.DataFrame:
        child = f"{table}_CHILD"
        return rows.join(
            self._tables[table], left_on=CHILD, right_on=child, how="inner", maintain_order="left_right"
        )


def _named(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.rename({column: Cell(table, column).name for column in frame.columns})


def _of_cells(condition: Condition) -> pl.Expr:
    """A condition that asks of cells only."""
    if isinstance(condition, Given):
        return pl.col(condition.cell.name).is_not_null()
    if isinstance(condition, Blank):
        return pl.col(condition.cell.name).is_null()
    if isinstance(condition, Unreadable):
        return pl.col(condition.cell.name).is_null() & pl.col(condition.cell.as_written.name).is_not_null()
    if isinstance(condition, NoneOf):
        return ~pl.col(condition.cell.name).is_in(condition.values).fill_null(False)
    if isinstance(condition, Before):
        return _day(condition.first) < _day(condition.second)
    if isinstance(condition, UpTo):
        return _day(condition.first) <= _day(condition.second)
    if isinstance(condition, OtherThan):
        return _day(condition.first).ne_missing(_day(condition.second))
    raise TypeError(f"{type(condition).__name__} is no word of the catalogue")


def _day(cell: Day) -> pl.Expr:
    """The day of a cell, or the birthday so many years on: of 29 February, 1 March where there is none."""
    day = pl.col(cell.name)
    if not cell.years:
        return day
    moved = day.dt.offset_by(f"{cell.years}y")
    return pl.when(moved.dt.day() < day.dt.day()).then(moved.dt.offset_by("1d")).otherwise(moved)
