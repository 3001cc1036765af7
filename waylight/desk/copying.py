"""Tables to and from PostgreSQL by COPY: a hundred thousand rows in about a second."""

from __future__ import annotations

import io
from typing import Any

import polars as pl
from django.db import connection, models
from psycopg import sql

# Stands for null on the way out; no text holds it, since control characters do not get in.
_NULL = "\x01"
# The engine's tables hold naive wall-clock times and these Django types; the rest is text.
_TYPES: dict[type[models.Field], Any] = {
    models.IntegerField: pl.Int32,
    models.BooleanField: pl.Boolean,
    models.FloatField: pl.Float64,
    models.DateField: pl.Date,
}

_PASSING = "CREATE TEMPORARY TABLE {passing} ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA"
_PASSED = "INSERT INTO {table} ({columns}) SELECT {columns} FROM {passing}; DROP TABLE {passing}"


def columns_of(model: type[models.Model]) -> dict[str, Any]:
    """The model's own columns and their types in polars, without its key and its foreign keys."""
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and not f.is_relation]
    return {str(f.column): _polars_type(f) for f in fields}


def _polars_type(field: models.Field) -> Any:
    if isinstance(field, models.DateTimeField):
        return pl.Datetime("ms")
    return _TYPES.get(type(field), pl.String)


def copy_in(model: type[models.Model], frame: pl.DataFrame, **parent: Any) -> int:
    """Adds the frame's rows under `parent` (e.g. `upload_id=...`). Columns missing from the frame stay null.

    A null and an empty text are told apart (null is unquoted, text always quoted). Returns the rows added. They pass
    through a table of this session's own, since COPY writes into none that is under row security: the worker alone
    may make one.
    """
    chosen = [name for name in columns_of(model) if name in frame.columns]
    constants = [pl.lit(str(value)).alias(name) for name, value in parent.items()]
    ready = frame.select(*constants, *chosen)
    words = {
        "table": sql.Identifier(model._meta.db_table),
        "passing": sql.Identifier(f"passing_{model._meta.db_table}"),
        "columns": sql.SQL(", ").join(sql.Identifier(name) for name in ready.columns),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_PASSING).format(**words))
        with cursor.copy(
            sql.SQL("COPY {passing} ({columns}) FROM STDIN (FORMAT csv)").format(**words)
        ) as copy:
            for part in ready.iter_slices(50_000):
                copy.write(_csv(part))
        cursor.execute(sql.SQL(_PASSED).format(**words))
    return len(ready)


def _csv(frame: pl.DataFrame) -> bytes:
    """Text columns are quoted by hand: polars quotes either everything, nulls too, or not the empty text."""
    quoted = [
        (pl.lit('"') + pl.col(name).str.replace_all('"', '""', literal=True) + pl.lit('"')).alias(name)
        for name, kind in frame.schema.items()
        if kind == pl.String
    ]
    text = frame.with_columns(quoted).write_csv(
        include_header=False,
        quote_style="never",
        null_value="",
        datetime_format="%Y-%m-%d %H:%M:%S%.3f",
    )
    return text.replace("\x00", "").replace(_NULL, "").encode()


def copy_out(model: type[models.Model], **parent: Any) -> pl.DataFrame:
    """The rows under `parent`, ordered by their position where they have one."""
    types = columns_of(model)
    where = sql.SQL(" AND ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Literal(value)) for name, value in parent.items()
    )
    query = sql.SQL("COPY (SELECT {} FROM {} WHERE {} ORDER BY {}) TO STDOUT (FORMAT csv, NULL {})")
    order = sql.SQL("n") if "n" in types else sql.SQL("id")
    statement = query.format(
        sql.SQL(", ").join(sql.Identifier(name) for name in types),
        sql.Identifier(model._meta.db_table),
        where,
        order,
        sql.Literal(_NULL),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        data = b"".join(bytes(block) for block in copy)
    if not data:
        return pl.DataFrame(schema=types)
    return _read(data, types)


def _read(data: bytes, types: dict[str, Any]) -> pl.DataFrame:
    text = {
        name: pl.String if kind != pl.Int32 and kind != pl.Float64 else kind for name, kind in types.items()
    }
    frame = pl.read_csv(
        io.BytesIO(data), has_header=False, schema=text, null_values=_NULL, empty_string_is_null=False
    )
    return frame.with_columns(*(_typed(name, kind) for name, kind in types.items()))


def _typed(name: str, kind: Any) -> pl.Expr:
    column = pl.col(name)
    if kind == pl.Boolean:
        return column == "t"
    if kind == pl.Date:
        return column.str.to_date("%Y-%m-%d")
    if kind == pl.Datetime("ms"):
        return column.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="ms")
    return column
