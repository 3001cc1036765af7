"""Cells that cannot be read: what is kept of them, and when there are too many."""

from __future__ import annotations

import polars as pl

from waylight.exchange.files.faults import LISTED, Fault, Faults
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.shapes import Column, Shape
from waylight.reconcile import tables

TOO_MANY = 0.05  # of a file's rows set aside: then the file itself is wrong
# Cells that could not be read: one row per cell. `reason` and `remedy` in words, never the cell itself.
BAD_CELLS: tables.Schema = {
    "side": pl.String,
    "table": pl.String,
    "file": pl.String,
    "line": pl.Int32,
    "column": pl.String,
    "id": pl.String,
    "reason": pl.String,
    "remedy": pl.String,
}
NO_DATE = ("is no date or time that exists", "write YYYY-MM-DD or DD/MM/YYYY, with or without HH:MM")
FUTURE = ("lies in the future", "correct the date, or leave the cell blank if it is not known")
SHEET_ERROR = (
    "holds an error of a spreadsheet, such as #N/A or #REF!",
    "mend the formula in the spreadsheet or leave the cell blank, and export the file again",
)
REASONS = {
    "sex": ("is no code for sex", "write M or F, or leave the cell blank"),
    "category": ("is neither M (missing) nor A (away)", "write M or A"),
    "blank": ("is blank", "fill the cell"),
    "id": ("holds a line break, or a sign that cannot be seen and no id has", "type the id anew"),
}


def bad_rows(
    raw: Raw, shape: Shape, column: Column, source: pl.DataFrame, mask: pl.Series, reason: str, remedy: str
) -> pl.DataFrame:
    """The cells of one column where `mask` is true, in the shape `BAD_CELLS`."""
    key = shape.key or shape.columns[0].name
    return source.filter(mask).select(
        side=pl.lit(shape.side),
        table=pl.lit(shape.table),
        file=pl.lit(raw.file),
        line=pl.col("line"),
        column=pl.lit(raw.say(column.name)),
        id=pl.col(key).fill_null(""),
        reason=pl.lit(reason),
        remedy=pl.lit(remedy),
    )


def too_many(file: str, bad: pl.DataFrame, rows: int, faults: Faults) -> None:
    """Refuse the file where more than one row in twenty is set aside."""
    aside = bad["line"].n_unique()
    if aside <= TOO_MANY * rows:
        return
    what = f"{aside:,} of {rows:,} rows hold a cell that cannot be read, more than {TOO_MANY:.0%}"
    faults.add(file, None, None, what, "correct the cells listed and send the file again")
    listed = (
        Fault(file, row["line"], row["column"], f"the cell {row['reason']}", row["remedy"])
        for row in bad.head(LISTED).iter_rows(named=True)
    )
    faults.add_many(listed, total=bad.height)
