"""A file as it came: columns of text (or of typed Parquet values) with the line of each row."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Raw:
    """One file, its structure found sound.

    `frame` has the sender's columns under their names in lower case, trimmed, and `line` (Int32): the
    physical line where the row begins, the sheet's row, or in Parquet its number plus one for the header.
    `repeated` lists column names that occur more than once; the first of them is in `frame`.
    """

    file: str
    frame: pl.DataFrame
    encoding: str
    repeated: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
