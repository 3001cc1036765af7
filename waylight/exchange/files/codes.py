"""Cells of text to trimmed text and codes, as Polars expressions over a whole column."""

from __future__ import annotations

import polars as pl

from waylight.exchange.files.shapes import Column

SEXES = {
    "m": "M", "male": "M", "boy": "M", "1": "M",
    "f": "F", "female": "F", "girl": "F", "2": "F",
}  # fmt: skip
# Said, but neither M nor F: the engine takes them as not known.
OTHER_SEXES = ("u", "x", "i", "n", "o", "t", "0", "9", "unknown", "not known", "other", "indeterminate",
               "not stated", "non-binary", "intersex", "not specified", "unspecified")  # fmt: skip
# Controls, line breaks, and signs of no width that make two ids of one for everybody who looks at them.
UNSEEN = r"[\x00-\x1f\x7f-\x{9f}\x{ad}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{2064}\x{feff}]"
CATEGORIES = ["M", "A"]  # missing, away
YES_NO = {
    **dict.fromkeys(("y", "yes", "true", "1"), "Y"),
    **dict.fromkeys(("n", "no", "false", "0"), "N"),
}


# What a spreadsheet writes where a formula found nothing, or where a column was too narrow for its number.
SHEET_ERROR = r"^#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|#+)$"


def sheet_error(name: str) -> pl.Expr:
    """Where a cell of text holds no word of its sender's but an error of a spreadsheet."""
    return pl.col(name).str.contains(SHEET_ERROR).fill_null(value=False)


def text(name: str) -> pl.Expr:
    """Trimmed text of a column, blank as null. Numbers and typed values of Parquet become their text."""
    trimmed = pl.col(name).cast(pl.String).str.strip_chars()
    return pl.when(trimmed != "").then(trimmed).alias(name)


def code(column: Column) -> pl.Expr:
    """What the cell says in our codes; null where it says nothing we have a code for."""
    cell = pl.col(column.name)
    if column.kind == "sex":
        return cell.str.to_lowercase().replace_strict(SEXES, default=None, return_dtype=pl.String)
    if column.kind == "category":
        upper = cell.str.to_uppercase()
        return pl.when(upper.is_in(CATEGORIES)).then(upper).alias(column.name)
    if column.kind == "yes_no":
        return cell.str.to_lowercase().replace_strict(YES_NO, default=None, return_dtype=pl.String)
    return cell


def nonsense(column: Column) -> pl.Expr | None:
    """Where a cell is filled, but with nothing that such a cell may hold; None where anything may stand."""
    cell = pl.col(column.name)
    if column.kind == "sex":
        return ~cell.str.to_lowercase().is_in([*SEXES, *OTHER_SEXES])
    if column.kind == "category":
        return ~cell.str.to_uppercase().is_in(CATEGORIES)
    if column.kind == "id":
        return cell.str.contains(UNSEEN)
    return None
