"""What is wrong with a return, as a table: which rule, which row of which module, which child, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from waylight.engine.checks import Check, Some, Table
from waylight.engine.checks.words import Both, Condition, Either, Value
from waylight.rulebook.statutory_return import CHECKS, YEAR_FIRST, YEAR_LAST
from waylight.statutory_return.derived import completed
from waylight.statutory_return.modules import Modules
from waylight.statutory_return.reader import CHILD, ROW, Reader

FAULTS = {"rule": pl.String, "table": pl.String, "row": pl.UInt32, "child": pl.String, "message": pl.String}


def faults(
    modules: Modules, last_year: Modules | None, year: int, checks: Sequence[Check] = CHECKS
) -> pl.DataFrame:
    """Columns as `FAULTS`; one line for each row in which a check finds something wrong, in the order of the rules.

    `row` counts the data rows of its module from 0. A check without the tables it needs is not made: `not_made` says
    which. The missing module must be among `modules`.
    """
    tables = dict(modules.tables)
    if last_year is not None:
        tables[Table.MISSING_LAST_YEAR] = last_year.tables[Table.MISSING]
    reader = Reader(completed(tables), *collection_year(year))
    found = [
        _flagged(check, table, reader)
        for check in checks
        if not _lacking(check, modules, last_year)
        for table in check.over
        if table in tables
    ]
    return pl.concat([pl.DataFrame(schema=FAULTS), *found])


def collection_year(year: int) -> tuple[date, date]:
    """The first and last day of the return that is called after the year in which it ends."""
    return date(year - 1, *YEAR_FIRST.value), date(year, *YEAR_LAST.value)


def not_made(
    modules: Modules, last_year: Modules | None, checks: Sequence[Check] = CHECKS
) -> dict[str, list[Table]]:
    """The checks that could not be made, each with the tables it would need."""
    return {check.code: lacking for check in checks if (lacking := _lacking(check, modules, last_year))}


def _lacking(check: Check, modules: Modules, last_year: Modules | None) -> list[Table]:
    there = set(modules.tables) | ({Table.MISSING_LAST_YEAR} if last_year is not None else set())
    return [table for table in check.needs if table not in there]


def _flagged(check: Check, table: Table, reader: Reader) -> pl.DataFrame:
    rows = reader.judged(table)
    wrong = rows.filter(reader.holding(check.wrong_when, rows))
    told = wrong.select(
        rule=pl.lit(check.code, pl.String),
        table=pl.lit(str(table), pl.String),
        row=pl.col(ROW),
        child=pl.col(CHILD),
    )
    messages = [check.message(values) for values in _with_what_was_found(check, wrong, reader)]
    return told.with_columns(message=pl.Series(messages, dtype=pl.String)).select(*FAULTS)


def _with_what_was_found(check: Check, wrong: pl.DataFrame, reader: Reader) -> Iterator[dict[str, Value]]:
    """The cells that the message names: of the row, and of the first row that the condition found beside it."""
    for some in _somes(check.wrong_when):
        names = [name for name in check.told if name.startswith(f"{some.table}_")]
        if names and wrong.height and not set(names) <= set(wrong.columns):
            wrong = wrong.join(
                reader.first_found(some.table, some.that, wrong, names),
                on=ROW,
                how="left",
                maintain_order="left",
            )
    if not wrong.height or not check.told:
        return ({} for _ in range(wrong.height))
    return wrong.select(check.told).iter_rows(named=True)


def _somes(condition: Condition) -> Iterator[Some]:
    if isinstance(condition, Some):
        yield condition
    elif isinstance(condition, Both | Either):
        yield from _somes(condition.one)
        yield from _somes(condition.other)
