"""Small returns to check: rows of text, as they stand in files, and what either reader finds in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import polars as pl

from waylight.engine.checks import Returned, Table, flagged
from waylight.rulebook.statutory_return import CHECKS, MODULES
from waylight.statutory_return.check import collection_year, faults
from waylight.statutory_return.modules import BY_TABLE, Modules

Rows = Sequence[Mapping[str, str]]
Found = set[tuple[str, str, int]]


def frame(table: str, rows: Rows) -> pl.DataFrame:
    columns = BY_TABLE[Table(table)].columns
    return pl.DataFrame(
        {column: [row.get(column, "") for row in rows] for column in columns},
        schema=dict.fromkeys(columns, pl.String),
    )


def modules(tables: Mapping[str, Rows]) -> Modules:
    return Modules.of({table: frame(table, rows) for table, rows in tables.items()})


def quick(tables: Mapping[str, Rows], last_year: Rows | None = None, year: int = 2026) -> Found:
    """What the quick reader flags, as (rule, table, row)."""
    last = None if last_year is None else modules({"missing": last_year})
    found = faults(modules(tables), last, year).select("rule", "table", "row").rows()
    assert len(found) == len(set(found)), "a row is flagged once by a rule"
    return set(found)


def plain(tables: Mapping[str, Rows], last_year: Rows | None = None, year: int = 2026) -> Found:
    """What the plain reader flags in the same return."""
    given: dict[str, Rows] = dict(tables) if last_year is None else {**tables, "last": last_year}
    rows = {Table(table): read(table, told) for table, told in given.items()}
    return {
        (rule, str(table), row)
        for rule, table, row in flagged(CHECKS, Returned(rows, *collection_year(year)))
    }


def read(table: str, rows: Rows) -> list[dict[str, str | date | int | None]]:
    """Cells as the engine takes them, read by the standard library."""
    module = next(m for m in MODULES if m.table == ("missing" if table == "last" else table))
    made = []
    for number, row in enumerate(rows):
        cells: dict[str, str | date | int | None] = {"row": number}
        for column in module.columns:
            text = row.get(column, "").strip() or None
            cells[column] = text
            if column in module.days:
                cells[column], cells[f"{column} as written"] = day(text), text
        made.append(cells)
    return made


def day(text: str | None) -> date | None:
    try:
        return datetime.strptime(text or "", "%d/%m/%Y").date()
    except ValueError:
        return None
