"""The quick reader of conditions: the same words as `engine/checks/words.py`, for all rows of a table at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

import polars as pl
import polars.selectors as cs

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
PAIRS = 2_000_000  # joined at once: else a file in which all rows have one number would take all memory


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The opposite, which no rule needs to say."""

    that: Condition


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
            return self._holds_beside(condition.table, condition.that, rows)
        if isinstance(condition, NoRow):
            return ~self._holds_beside(condition.table, condition.that, rows)
        if isinstance(condition, Every):
            some = self._holds_beside(condition.table, None, rows)
            return some & ~self._holds_beside(condition.table, Not(condition.that), rows)
        if isinstance(condition, Not):
            return ~self.holding(condition.that, rows)
        return rows.select(_of_cells(condition).fill_null(False).alias("holds"))["holds"]

    def first_found(
        self, table: Table, that: Condition | None, rows: pl.DataFrame, names: list[str]
    ) -> pl.DataFrame:
        """ROW of each of the rows whose child has a row in that table of which it holds (without `that`: any), and the
        cells of those names in the first such row."""
        asked = {ROW, CHILD, f"{table}_CHILD", *names, *(names_in(that) if that is not None else ())}
        others = self._tables[table].select(cs.by_name(asked, require_all=False))
        found = []
        for beside in _beside(table, rows.select(cs.by_name(asked, require_all=False)), others):
            those = beside if that is None else beside.filter(self.holding(that, beside))
            found.append(those.select(ROW, *names).unique(ROW, keep="first", maintain_order=True))
        return pl.concat(found)

    def _holds_beside(self, table: Table, that: Condition | None, rows: pl.DataFrame) -> pl.Series:
        return rows[ROW].is_in(self.first_found(table, that, rows, [])[ROW].implode())


def _beside(table: Table, rows: pl.DataFrame, others: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Each of the rows beside each of the other rows of its child, in pieces of about `PAIRS`."""
    child = f"{table}_CHILD"
    each = others.group_by(child).len("#others")
    pairs = rows.select(CHILD).join(each, left_on=CHILD, right_on=child, how="left", maintain_order="left")
    piece = pairs["#others"].fill_null(0).cum_sum() // PAIRS
    parts = rows.with_columns(piece.alias("#piece")).partition_by("#piece") if piece.max() else [rows]
    for part in parts:
        yield part.join(others, left_on=CHILD, right_on=child, how="inner", maintain_order="left_right")


def names_in(condition: Condition) -> set[str]:
    """The cells that a condition asks of, by name."""
    names: set[str] = set()
    for field in fields(condition):  # type: ignore[arg-type]
        part = getattr(condition, field.name)
        if isinstance(part, Cell):
            names |= {part.name, f"{part.name} as written"}
        elif isinstance(part, Condition):
            names |= names_in(part)
    return names


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
