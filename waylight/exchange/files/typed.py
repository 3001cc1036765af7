"""A file to the engine's table. Rows with a bad cell are set aside; too many refuse the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from waylight.exchange.files import cells
from waylight.exchange.files.bad import BAD_CELLS, FUTURE, NO_DATE, REASONS, bad_rows, too_many
from waylight.exchange.files.columns import columns_stand, not_too_long
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.shapes import Column, Shape
from waylight.reconcile import tables


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
    quick = cells.quick_times(source, [c.name for c in shape.columns if c.kind in ("date", "time")], now)
    done: list[pl.Series] = [source["line"]]
    bad: list[pl.DataFrame] = []
    for column in shape.columns:
        series, faulty = _convert(source[column.name], column, now, quick)
        done += series
        if column.name in raw.frame.columns:  # or it is missing as a whole, which is said already
            bad += [bad_rows(raw, shape, column, source, mask, *why) for mask, why in faulty if mask.any()]
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
        dated = raw.frame.schema[column.name].is_temporal() and column.kind in ("date", "time")
        as_it_is = dated or column.name in raw.clean
        columns.append(pl.col(column.name) if as_it_is else cells.text(column.name))
    return raw.frame.select(columns)


Faulty = list[tuple[pl.Series, tuple[str, str]]]


def _convert(
    series: pl.Series, column: Column, now: datetime, quick: dict[str, cells.Times]
) -> tuple[list[pl.Series], Faulty]:
    """The typed column (two for a time) and where its cells are bad, with the reason and remedy."""
    faulty: Faulty = []
    if column.filled and series.null_count():
        faulty.append((series.is_null(), REASONS["blank"]))
    if column.kind in ("date", "time"):
        earliest = cells.earliest(column.name)
        times = quick.get(column.name)
        if times is None:
            times = cells.times(series, earliest)
            faulty += [(times.bad, NO_DATE), ((times.at > now).fill_null(False), FUTURE)]
        if column.kind == "date":
            return [times.at.cast(pl.Date)], faulty
        return [times.at, times.day.alias(f"{column.name.removesuffix('_at')}_day")], faulty
    if column.kind == "sex":
        series, bad = cells.sexes(series)
        return [series], [*faulty, (bad, REASONS["sex"])]
    if column.kind == "category":
        series, bad = cells.categories(series)
        return [series], [*faulty, (bad, REASONS["category"])]
    if column.kind == "yes_no":
        return [cells.yes_no(series)], faulty
    if column.kind == "id":
        faulty.append((series.str.contains(r"[\x00-\x1f]").fill_null(False), REASONS["control"]))
    return [series], faulty
