"""A sound file to the engine's table. Rows with a bad cell are set aside; too many refuse the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from waylight.exchange.files import cells
from waylight.exchange.files.faults import LISTED, Fault, Faults
from waylight.exchange.files.limits import Limits
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
REASONS = {
    "sex": ("is no code for sex", "write M or F, or leave the cell blank"),
    "category": ("is neither M (missing) nor A (away)", "write M or A"),
    "blank": ("is blank", "fill the cell"),
    "control": ("holds a line break or another sign that no id has", "correct the id"),
}


@dataclass(frozen=True)
class Table:
    """One file read: `frame` in the shape of `waylight.reconcile.tables`, `bad` in that of `BAD_CELLS`."""

    shape: Shape
    file: str
    rows: int
    frame: pl.DataFrame
    bad: pl.DataFrame
    encoding: str = "UTF-8"
    notes: tuple[str, ...] = ()


def columns_stand(raw: Raw, shape: Shape, faults: Faults) -> bool:
    """Whether every needed column is there once; notes each one that is not."""
    before = len(faults)
    missing = [name for name in shape.needed if name not in raw.frame.columns]
    if len(missing) == len(shape.needed):
        what = (
            f"there is no header: none of the columns of the {shape.table} table is named in the first line"
        )
        faults.add(
            raw.file,
            1,
            None,
            what,
            f"begin the file with a line that names {', '.join(map(raw.say, shape.needed))}",
        )
        return False
    for name in missing:
        remedy = "add the column (its cells may be blank where nothing is recorded), or name it in --mapping"
        faults.add(raw.file, 1, raw.say(name), "the required column is missing", remedy)
    for name in raw.repeated:
        if name in shape.names:
            faults.add(
                raw.file, 1, name, "the column occurs more than once", "keep one and remove the others"
            )
    return len(faults) == before


def typed(raw: Raw, shape: Shape, now: datetime, faults: Faults) -> Table | None:
    """The typed table of one file; None after noting why it is refused. `now` is naive Europe/London."""
    if not columns_stand(raw, shape, faults):
        return None
    source = _with_all_columns(raw, shape)
    notes, before = list(raw.notes), len(faults)
    if source[shape.names[0]].null_count():
        filled = source.filter(~pl.all_horizontal(pl.col(shape.names).is_null()))
        if filled.height < source.height:
            notes.append(f"{source.height - filled.height:,} blank rows ignored")
            source = filled
    _too_long(raw.file, source, shape, faults)
    quick = cells.quick_times(source, [c.name for c in shape.columns if c.kind in ("date", "time")], now)
    done: list[pl.Series] = [source["line"]]
    bad: list[pl.DataFrame] = []
    for column in shape.columns:
        series, faulty = _convert(source[column.name], column, now, quick)
        done += series
        bad += [_bad_rows(raw, shape, column, source, mask, *why) for mask, why in faulty if mask.any()]
    frame = pl.DataFrame(done).select(list(_schema(shape)))
    bad_cells = pl.concat(bad).sort("line", maintain_order=True) if bad else tables.empty(BAD_CELLS)
    _too_many(raw.file, bad_cells, source.height, faults)
    if len(faults) > before:
        return None
    if bad:
        frame = frame.filter(~pl.col("line").is_in(bad_cells["line"].unique().to_list()))
    return Table(shape, raw.file, source.height, frame, bad_cells, raw.encoding, tuple(notes))


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


def _bad_rows(
    raw: Raw, shape: Shape, column: Column, source: pl.DataFrame, mask: pl.Series, reason: str, remedy: str
) -> pl.DataFrame:
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


def _too_long(file: str, source: pl.DataFrame, shape: Shape, faults: Faults) -> None:
    texts = [name for name in shape.names if source.schema[name] == pl.String]
    longest = source.select(pl.col(texts).str.len_bytes().max().fill_null(0)).row(0)
    for name, length in zip(texts, longest, strict=True):
        if length > Limits.cell:
            line = source.filter(pl.col(name).str.len_bytes() > Limits.cell)["line"][0]
            what = f"this cell holds more than {Limits.cell:,} bytes: quotation marks may not pair up"
            faults.add(file, line, name, what, "shorten the cell or correct the quotation marks")


def _too_many(file: str, bad: pl.DataFrame, rows: int, faults: Faults) -> None:
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
