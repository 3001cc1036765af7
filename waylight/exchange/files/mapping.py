"""What another supplier calls our columns, read from a TOML file (docs/mapping.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from waylight.exchange.files.faults import Faults
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.shapes import SHAPES, Column, Shape

KEYS = {"file", "times", "absent", "columns", "values", "constant"}
HELP = "see docs/mapping.md for the keys"


@dataclass(frozen=True)
class TableMapping:
    """One table: `columns` ours -> theirs (several are joined by a space), `values` theirs -> ours by column,
    `constant` cells for all rows, `absent` columns that are not held, `times` a strptime pattern, `file` a
    pattern for the file's name in the authority's folder."""

    file: str | None = None
    times: str | None = None
    absent: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constant: Mapping[str, str] = field(default_factory=dict)

    def theirs(self, shape: Shape) -> set[str]:
        """The columns to read from the file."""
        return {name for ours in shape.names for name in self.columns.get(ours, (ours,))}


NOTHING = TableMapping()


def read_mapping(path: Path | None, faults: Faults) -> dict[str, TableMapping]:
    """Each table's mapping; empty where no file is given or after noting its faults."""
    if path is None:
        return {}
    import tomllib  # not needed, so not loaded, by most runs

    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        faults.add(path.name, None, None, f"this is no TOML: {error}", "correct that place")
        return {}
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        what = f"the mapping cannot be read ({type(error).__name__})"
        faults.add(path.name, None, None, what, "check the path, and save the file as UTF-8")
        return {}
    mapped = {}
    for table, said in told.items():
        if table not in SHAPES or not isinstance(said, dict):
            what = f"there is no table {table}"
            faults.add(path.name, None, None, what, f"use {', '.join(SHAPES)}")
            continue
        mapped[table] = _table(path.name, table, said, faults)
    return mapped


def _table(file: str, table: str, said: dict[str, Any], faults: Faults) -> TableMapping:
    for key in sorted(set(said) - KEYS):
        faults.add(file, None, f"{table}.{key}", "this key is not known", HELP)
    try:
        mapping = TableMapping(
            file=_text(said.get("file")),
            times=_pattern(said.get("times")),
            absent=tuple(said.get("absent", ())),
            columns={ours: _names(theirs) for ours, theirs in said.get("columns", {}).items()},
            values={
                column: {str(theirs).strip().lower(): str(ours) for theirs, ours in words.items()}
                for column, words in said.get("values", {}).items()
            },
            constant={column: str(cell) for column, cell in said.get("constant", {}).items()},
        )
    except (AttributeError, TypeError):
        faults.add(file, None, table, "a key holds the wrong kind of value", HELP)
        return NOTHING
    names = SHAPES[table].names
    for part in ("columns", "values", "constant", "absent"):
        for name in getattr(mapping, part):
            if name not in names:
                what = f"the {table} table has no column {name}"
                faults.add(file, None, f"{table}.{part}", what, f"use {', '.join(names)}")
    return mapping


def _pattern(value: object) -> str | None:
    """A pattern that Polars can follow."""
    pattern = _text(value)
    if pattern is not None:
        try:
            pl.DataFrame({"cell": [""]}).select(_iso(pl.col("cell"), pattern))
        except pl.exceptions.PolarsError as error:
            raise TypeError from error
    return pattern


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return value


def _names(theirs: object) -> tuple[str, ...]:
    names = theirs if isinstance(theirs, list) else [theirs]
    if not names:
        raise TypeError
    return tuple(str(_text(name)).strip().lower() for name in names)


def apply(raw: Raw, shape: Shape, mapping: TableMapping) -> Raw:
    """The file under our column names, its words in our codes. A column not found is left out: the check of
    columns that follows names it."""
    if mapping is NOTHING:
        return raw
    columns, called, repeated = [pl.col("line")], dict(raw.called), []
    for column in shape.columns:
        name, sources = column.name, mapping.columns.get(column.name, (column.name,))
        if name in mapping.constant or name in mapping.absent:
            columns.append(pl.lit(mapping.constant.get(name), pl.String).alias(name))
            continue
        if sources != (name,):
            called[name] = " + ".join(sources)
        repeated += [name] * any(source in raw.repeated for source in sources)
        if all(source in raw.frame.columns for source in sources):
            columns.append(_cell(raw.frame.schema, column, sources, mapping).alias(name))
    # Constants alone would make one row of none.
    frame = raw.frame.select(columns) if raw.frame.height else raw.frame.select(columns).clear()
    return replace(raw, frame=frame, called=called, repeated=tuple(repeated), clean=frozenset())


def _cell(schema: pl.Schema, column: Column, sources: tuple[str, ...], mapping: TableMapping) -> pl.Expr:
    """One of our columns out of theirs."""
    if len(sources) == 1 and schema[sources[0]].is_temporal():
        return pl.col(sources[0])
    parts = [pl.col(source).cast(pl.String).str.strip_chars() for source in sources]
    cell = pl.concat_str(parts, separator=" ", ignore_nulls=True) if len(parts) > 1 else parts[0]
    if mapping.times and column.kind in ("date", "time"):
        cell = _iso(cell, mapping.times)
    words = mapping.values.get(column.name)
    if words:
        low = cell.str.to_lowercase()
        cell = pl.when(low.is_in(list(words))).then(low.replace(dict(words))).otherwise(cell)
    return cell


def _iso(cell: pl.Expr, pattern: str) -> pl.Expr:
    """Cells that follow the supplier's pattern in ISO form; the others as they are."""
    with_clock = any(sign in pattern for sign in ("%H", "%I", "%T", "%R"))
    if with_clock:
        written = cell.str.to_datetime(pattern, strict=False).dt.strftime("%Y-%m-%dT%H:%M:%S")
    else:
        written = cell.str.to_date(pattern, strict=False).dt.strftime("%Y-%m-%d")
    return pl.coalesce(written, cell)
