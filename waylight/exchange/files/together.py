"""The tables of all files put together into the extracts of one run."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from waylight.exchange.files import shapes
from waylight.exchange.files.bad import BAD_CELLS
from waylight.exchange.files.typed import Table
from waylight.reconcile import tables
from waylight.reconcile.tables import Extracts


@dataclass(frozen=True)
class Reading:
    """What was read: the extracts, the bad cells (shape `BAD_CELLS`), and a note about each file."""

    extracts: Extracts
    bad_cells: pl.DataFrame
    files: list[dict[str, object]]


def together(parts: list[Table], with_homes: bool) -> Reading:
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
        "encoding": part.raw.encoding,
        "notes": list(part.raw.notes),
    }
