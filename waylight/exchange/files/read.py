"""All files of one run read together: every fault of every file is known before anything is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from waylight.exchange.files import shapes
from waylight.exchange.files.faults import Fault, Faults
from waylight.exchange.files.folder import Reader, authority_parts
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.mapping import read_mapping
from waylight.exchange.files.typed import BAD_CELLS, Table, typed
from waylight.reconcile import tables
from waylight.reconcile.tables import Extracts

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Reading:
    """What was read: the extracts, the bad cells (shape `BAD_CELLS`), and a note about each file."""

    extracts: Extracts
    bad_cells: pl.DataFrame
    files: list[dict[str, object]]


def read_extracts(
    police: Path, authority: Path, homes: Path | None = None, mapping: Path | None = None, *, now: datetime
) -> Extracts:
    """The extracts in the engine's tables. Raises `Refused` with every fault of all the files.

    `now` decides what lies in the future; with a time zone, or naive for Europe/London.
    """
    return read_all(police, authority, homes, mapping, now=now).extracts


def read_all(
    police: Path,
    authority: Path,
    homes: Path | None = None,
    mapping: Path | None = None,
    *,
    now: datetime,
    limits: Limits | None = None,
    begins: Callable[[str], None] = lambda name: None,
) -> Reading:
    """As `read_extracts`, with the bad cells and what there is to say of each file.

    `begins` is told the name of each file before it is read.
    """
    clock = now.astimezone(LONDON).replace(tzinfo=None) if now.tzinfo else now
    faults = Faults()
    reader = Reader(read_mapping(mapping, faults), limits or Limits(), faults, begins)
    raws = reader.table(shapes.POLICE, police.name, police) + authority_parts(authority, reader)
    if homes is not None:
        raws += reader.table(shapes.HOMES, homes.name, homes)
    tables = [typed(raw, shape, clock, faults) for shape, raw in raws]
    parts = [table for table in tables if table is not None]
    for shape in shapes.SHAPES.values():
        _ids_once(shape, [part for part in parts if part.shape is shape], faults)
    _children_listed(parts, faults)
    faults.refuse_if_any()
    return _together(parts, homes is not None)


def _listed(parts: list[Table], column: str) -> pl.DataFrame:
    """Every id of a table over its files, with file and line, also of rows set aside."""
    columns = {"file": pl.String, "line": pl.Int32, column: pl.String}
    frames = [part.frame.select(pl.lit(part.file).alias("file"), "line", column) for part in parts] + [
        part.bad.select("file", "line", pl.col("id").alias(column)).unique()
        for part in parts
        if part.bad.height
    ]
    return pl.concat(frames) if frames else pl.DataFrame(schema=columns)


def _ids_once(shape: shapes.Shape, parts: list[Table], faults: Faults) -> None:
    if shape.key is None:
        return
    ids = _listed(parts, shape.key).filter(pl.col(shape.key) != "")
    if ids[shape.key].n_unique() == ids.height:
        return
    ids = ids.sort("file", "line", maintain_order=True)
    first = ids.unique(shape.key, keep="first", maintain_order=True)
    again = ids.join(first, on=["file", "line"], how="anti").join(first, on=shape.key, suffix="_first")
    again = again.sort("file", "line", maintain_order=True)
    for file, rows in again.group_by("file", maintain_order=True):
        faults.add_many(
            Fault(
                str(file[0]),
                row["line"],
                shape.key,
                f"the id stands already in line {row['line_first']} of {row['file_first']}",
                "give every row its own id, and send no row twice",
            )
            for row in rows.iter_rows(named=True)
        )


def _children_listed(parts: list[Table], faults: Faults) -> None:
    """A placement or missing row must belong to a child of the list (set aside or not)."""
    children = [part for part in parts if part.shape is shapes.CHILDREN]
    if not children:
        return  # the list itself was refused or is absent, which is said already
    known = _listed(children, "child_id")["child_id"].unique()
    for part in parts:
        if part.shape not in (shapes.PLACEMENTS, shapes.MISSING):
            continue
        strange = part.frame.filter(
            pl.col("child_id").is_not_null() & ~pl.col("child_id").is_in(known.implode())
        )
        faults.add_many(
            Fault(
                part.file,
                line,
                "child_id",
                "no child of the children table has this id",
                "add the child to the children table, or correct the id",
            )
            for line in strange["line"]
        )


def _together(parts: list[Table], with_homes: bool) -> Reading:
    def frame(shape: shapes.Shape) -> pl.DataFrame:
        frames = [part.frame for part in parts if part.shape is shape]
        return pl.concat(frames) if frames else tables.empty(getattr(tables, shape.table.upper()))

    bad = pl.concat([tables.empty(BAD_CELLS), *(part.bad for part in parts)])
    children, placements, missing = frame(shapes.CHILDREN), frame(shapes.PLACEMENTS), frame(shapes.MISSING)
    bad, placements = _without_child(parts, shapes.PLACEMENTS, children, placements, bad)
    bad, missing = _without_child(parts, shapes.MISSING, children, missing, bad)
    extracts = Extracts(
        police=frame(shapes.POLICE),
        children=children,
        placements=placements,
        missing=missing,
        homes=frame(shapes.HOMES) if with_homes else None,
        set_aside=_set_aside(bad),
    )
    return Reading(extracts, bad, [_note(part) for part in parts])


def _without_child(
    parts: list[Table], shape: shapes.Shape, children: pl.DataFrame, frame: pl.DataFrame, bad: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows whose child was set aside cannot be placed either: they are set aside with that reason."""
    if not any(part.bad.height for part in parts if part.shape is shapes.CHILDREN):
        return bad, frame
    orphan = ~pl.col("child_id").is_in(children["child_id"].implode())
    key = shape.key or "child_id"
    orphans = [
        part.frame.filter(orphan).select(
            side=pl.lit("authority"),
            table=pl.lit(shape.table),
            file=pl.lit(part.file),
            line="line",
            column=pl.lit("child_id"),
            id=key,
            reason=pl.lit("belongs to a child whose own row cannot be read"),
            remedy=pl.lit("correct the child's row in the children table"),
        )
        for part in parts
        if part.shape is shape
    ]
    return pl.concat([bad, *orphans]), frame.filter(~orphan)


def _set_aside(bad: pl.DataFrame) -> pl.DataFrame:
    """One row per row set aside, its reasons put together."""
    sentence = pl.format("line {}: column {} {}", "line", "column", "reason")
    joined = bad.group_by("side", "table", "file", "line", maintain_order=True).agg(
        pl.col("id").first(), sentence.str.join("; ").alias("reason")
    )
    return joined.select(list(tables.SET_ASIDE)).cast({"line": pl.Int32})


def _note(part: Table) -> dict[str, object]:
    return {
        "file": part.file,
        "table": part.shape.table,
        "rows": part.rows,
        "set_aside": part.bad["line"].n_unique(),
        "encoding": part.encoding,
        "notes": list(part.notes),
    }
