"""Parquet to a raw table: what the file says of its size is checked before anything is unpacked."""

from __future__ import annotations

import io

import polars as pl

from waylight.exchange.files.faults import Faults
from waylight.exchange.files.footer import BadFooter, Footer, read_footer
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.raw import Raw

AGAIN = "write the file again, or send CSV"
PROBED = 64  # rows
SMALLER = "send fewer years at a time"


def read_parquet(
    file: str, data: bytes, wanted: set[str] | None, limits: Limits, faults: Faults
) -> Raw | None:
    """The rows of a Parquet file, or None after noting faults. Columns not `wanted` are never unpacked."""
    try:
        footer = read_footer(data)
    except BadFooter as error:
        faults.add(file, None, None, f"this is no Parquet file that can be read: {error}", AGAIN)
        return None
    if not _within(file, footer, limits, faults):
        return None
    low = [name.strip().lower() for name in footer.columns]
    twice = sorted({name for name in footer.columns if footer.columns.count(name) > 1})
    for name in twice:
        faults.add(file, None, name, "the column occurs more than once", "keep one and remove the others")
    if twice:
        return None
    keep = {
        name: low_name
        for name, low_name, position in zip(footer.columns, low, range(len(low)), strict=True)
        if (wanted is None or low_name in wanted) and low.index(low_name) == position
    }
    frame = _unpacked(file, data, keep, limits, faults)
    if frame is None:
        return None
    before = len(faults)
    frame = frame.select(_readable(file, column, limits, faults) for column in frame)
    if len(faults) > before:
        return None
    lines = pl.int_range(2, frame.height + 2, dtype=pl.Int32, eager=True).alias("line")
    repeated = tuple(sorted({name for name in low if low.count(name) > 1}))
    return Raw(file, frame.with_columns(lines), "Parquet", repeated, stands=frozenset(low))


def _unpacked(
    file: str, data: bytes, keep: dict[str, str], limits: Limits, faults: Faults
) -> pl.DataFrame | None:
    """The columns under our names. A few rows come first: a dictionary of monstrous words shows there."""
    try:
        for rows in (PROBED, None):
            frame = pl.read_parquet(io.BytesIO(data), columns=list(keep), n_rows=rows).rename(keep)
            for column in frame:
                if _longest(column) > limits.cell:
                    what = f"a cell of this column unpacks to more than {limits.cell:,} bytes"
                    faults.add(file, None, column.name, what, "send text as short as a name or an address")
                    return None
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        what = f"the file is damaged and cannot be unpacked ({type(error).__name__})"
        faults.add(file, None, None, what, AGAIN)
        return None
    return frame


def _longest(column: pl.Series) -> int:
    """Bytes of the longest text in a column, without unpacking its dictionary."""
    if column.dtype in (pl.Categorical, pl.Enum):
        column = column.unique().cast(pl.String)
    if column.dtype == pl.Binary:
        return int(column.bin.size().max() or 0)  # type: ignore[arg-type]
    return int(column.str.len_bytes().max() or 0) if column.dtype == pl.String else 0  # type: ignore[arg-type]


def _within(file: str, footer: Footer, limits: Limits, faults: Faults) -> bool:
    before = len(faults)
    if footer.rows > limits.rows:
        what = f"the file says it has {footer.rows:,} rows, more than {limits.rows:,}"
        faults.add(file, None, None, what, SMALLER)
    if footer.unpacked > limits.unpacked:
        what = f"the file unpacks to {footer.unpacked >> 20:,} MiB, more than {limits.unpacked >> 20:,}"
        faults.add(file, None, None, what, SMALLER)
    if len(footer.columns) > limits.columns:
        what = f"the file has {len(footer.columns):,} columns, more than {limits.columns:,}"
        faults.add(file, None, None, what, "send the columns of the contract only")
    return len(faults) == before


def _readable(file: str, column: pl.Series, limits: Limits, faults: Faults) -> pl.Series:
    """The column as text, whole numbers, truth values, dates or times; anything else is a fault."""
    kind = column.dtype
    if kind in (pl.Binary, pl.Categorical, pl.Enum):
        try:
            column = column.cast(pl.String)
        except pl.exceptions.ComputeError:
            faults.add(file, None, column.name, "the column holds bytes that are no text", "write it as text")
            return pl.Series(column.name, [None], pl.String).new_from_index(0, len(column))
    elif kind.is_float():
        whole = column.cast(pl.Int64, strict=False)
        column = whole if (whole.cast(kind) == column).all() else column.cast(pl.String)
    elif kind.is_nested() or kind.is_decimal() or kind in (pl.Duration, pl.Time, pl.Object):
        faults.add(file, None, column.name, f"a column of type {kind} cannot be read", "write it as text")
        return pl.Series(column.name, [None], pl.String).new_from_index(0, len(column))
    # A dictionary of few texts unpacks to far more than the footer says.
    if column.dtype == pl.String and column.str.len_bytes().cast(pl.UInt64).sum() > limits.unpacked:
        what = f"the column unpacks to more than {limits.unpacked >> 20:,} MiB"
        faults.add(file, None, column.name, what, SMALLER)
    return column
