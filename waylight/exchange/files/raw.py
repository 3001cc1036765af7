"""A file as it came: columns of text (or of typed Parquet values) with the line of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Raw:
    """One file, its structure found sound.

    `frame` has the sender's columns under their names in lower case, trimmed, and `line` (Int32): the
    physical line where the row begins, the sheet's row, or in Parquet its number plus one for the header.
    `repeated` lists column names that occur more than once; the first of them is in `frame`.
    `called` gives what the sender calls a column of ours, where that differs.
    `clean` columns are known to have no cell that begins or ends with a space and no blank that is not null.
    `stands` are all columns of the file, also those that are not read; empty where they are not kept.
    `whole` is false where rows are left out because their structure is bad (each is noted as a fault).
    """

    file: str
    frame: pl.DataFrame
    encoding: str
    repeated: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    clean: frozenset[str] = frozenset()
    stands: frozenset[str] = frozenset()
    whole: bool = True

    def say(self, column: str) -> str:
        """The column's name for a message."""
        return self.called.get(column, column)
