"""A file to the engine's table. Rows with a bad cell are set aside; too many refuse the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from waylight.exchange.files import times
from waylight.exchange.files.bad import BAD_CELLS, FUTURE, NO_DATE, REASONS, SHEET_ERROR, bad_rows, too_many
from waylight.exchange.files.codes import code, nonsense, sheet_error, text
from waylight.exchange.files.columns import columns_stand, not_too_long
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.shapes import Column, Shape
from waylight.reconcile import tables

DATED = ("date", "time")
Faulty = list[tuple[Column, pl.Series, tuple[str, str]]]  # where cells of a column are bad, reason, remedy


@dataclass(frozen=True)
class Table:
    """One file read: `frame` in the shape of `waylight.reconcile.tables`, `bad` in that of `BAD_CELLS`.

    `raw` keeps what is to be said of the file, not its rows.
    """

    shape: Shape
    rows: int
    frame: pl.DataFrame
    bad: pl.DataFrame
    raw: Raw

    @property
    def file(self) -> str:
        """What messages call the file."""
        return self.raw.file


def typed(raw: Raw, shape: Shape, now: datetime, faults: Faults) -> Table | None:
    """The typed table of one file; None where it has no header. `now` is naive Europe/London.

    A file whose faults are noted is typed all the same, so that faults of its other cells are found too.
    """
    if not columns_stand(raw, shape, faults):
        return None
    source, notes = _without_blank_rows(_with_all_columns(raw, shape), shape)
    not_too_long(raw.file, source, shape, faults)
    source, errors = _without_errors(source, shape)
    done, faulty = _times(source, shape, now)
    done += source.select("line", *(code(c) for c in shape.columns if c.kind not in DATED)).get_columns()
    faulty = errors + faulty + _faulty_codes(source, shape, {column.name: mask for column, mask, _ in errors})
    there = set(raw.frame.columns)  # a column that is missing as a whole has no bad cells
    bad = [bad_rows(raw, shape, c, source, mask, *why) for c, mask, why in faulty if c.name in there]
    frame = pl.DataFrame(done).select(list(_schema(shape)))
    bad_cells = tables.empty(BAD_CELLS)
    if bad:
        bad_cells = pl.concat(bad).sort("line", maintain_order=True)
        too_many(raw.file, bad_cells, source.height, faults)
        frame = frame.filter(~pl.col("line").is_in(bad_cells["line"].unique().implode()))
    said = replace(raw, frame=raw.frame.clear(), notes=(*raw.notes, *notes))
    return Table(shape, source.height, frame, bad_cells, said)


def _without_blank_rows(source: pl.DataFrame, shape: Shape) -> tuple[pl.DataFrame, tuple[str, ...]]:
    if not source[shape.names[0]].null_count():
        return source, ()
    filled = source.filter(~pl.all_horizontal(pl.col(shape.names).is_null()))
    blank = source.height - filled.height
    return (filled, (f"{blank:,} blank rows ignored",)) if blank else (source, ())


def _without_errors(source: pl.DataFrame, shape: Shape) -> tuple[pl.DataFrame, Faulty]:
    """The cells with errors of a spreadsheet blanked, and where they stand. Hardly a cell begins with their sign, and
    that is quick to see."""
    texts = [column for column in shape.columns if source.schema[column.name] == pl.String]
    seen = source.select(pl.col(column.name).str.starts_with("#").any() for column in texts).row(0)
    masks = source.select(sheet_error(column.name) for column, some in zip(texts, seen, strict=True) if some)
    found = [column for column in texts if column.name in masks.columns and masks[column.name].any()]
    blanked = [pl.when(~masks[column.name]).then(pl.col(column.name)).alias(column.name) for column in found]
    return source.with_columns(blanked), [(column, masks[column.name], SHEET_ERROR) for column in found]


def _schema(shape: Shape) -> tables.Schema:
    schema: tables.Schema = getattr(tables, shape.table.upper())
    return schema


def _with_all_columns(raw: Raw, shape: Shape) -> pl.DataFrame:
    """Trimmed text (dates of Parquet stay typed); nulls for each optional column that is not there."""
    columns = [pl.col("line")]
    for column in shape.columns:
        if column.name not in raw.frame.columns:
            columns.append(pl.lit(None, pl.String).alias(column.name))
            continue
        dated = raw.frame.schema[column.name].is_temporal() and column.kind in DATED
        as_it_is = dated or column.name in raw.clean
        columns.append(pl.col(column.name) if as_it_is else text(column.name))
    return raw.frame.select(columns)


def _times(source: pl.DataFrame, shape: Shape, now: datetime) -> tuple[list[pl.Series], Faulty]:
    """Dates, and times with whether they are days; where they are bad, with the reason and remedy."""
    columns = [column for column in shape.columns if column.kind in DATED]
    quick, begun = times.quick_times(source, [column.name for column in columns], now)
    done: list[pl.Series] = []
    faulty: Faulty = []
    for column in columns:
        said = quick.get(column.name)
        if said is None:
            said = times.times(source[column.name], times.earliest(column.name), begun.get(column.name))
            faulty += [(column, said.bad, NO_DATE), (column, (said.at > now).fill_null(False), FUTURE)]
        if column.kind == "date":
            done.append(said.at.cast(pl.Date))
        else:
            done += [said.at, said.day.alias(f"{column.name.removesuffix('_at')}_day")]
    return done, [(column, mask, why) for column, mask, why in faulty if mask.any()]


def _faulty_codes(source: pl.DataFrame, shape: Shape, blanked: Mapping[str, pl.Series]) -> Faulty:
    """Blank cells that must be filled, but for those `blanked` here, and cells with nonsense."""
    blank = [column for column in shape.columns if column.filled and source[column.name].null_count()]
    faulty: Faulty = []
    for column in blank:
        empty = source[column.name].is_null()
        if column.name in blanked:
            empty &= ~blanked[column.name]
        faulty += [(column, empty, REASONS["blank"])] * empty.any()
    checked = [(column, mask) for column in shape.columns if (mask := nonsense(column)) is not None]
    found = source.select(mask.fill_null(False).alias(column.name) for column, mask in checked)
    wrong = found.select(pl.all().any()).row(0)
    hits = (column for (column, _), hit in zip(checked, wrong, strict=True) if hit)
    return faulty + [(column, found[column.name], REASONS[column.kind]) for column in hits]
