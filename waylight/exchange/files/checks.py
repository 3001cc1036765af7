"""What must hold between the files of one run: every id once, every row's child on the list."""

from __future__ import annotations

import polars as pl

from waylight.exchange.files import shapes
from waylight.exchange.files.faults import Fault, Faults
from waylight.exchange.files.typed import Table


def _listed(parts: list[Table], column: str) -> pl.DataFrame:
    """Every id of a table over its files, with file and line, also of rows set aside."""
    columns = {"file": pl.String, "line": pl.Int32, column: pl.String}
    frames = [part.frame.select(pl.lit(part.file).alias("file"), "line", column) for part in parts] + [
        part.bad.select("file", "line", pl.col("id").alias(column)).unique()
        for part in parts
        if part.bad.height
    ]
    return pl.concat(frames) if frames else pl.DataFrame(schema=columns)


def ids_once(shape: shapes.Shape, parts: list[Table], faults: Faults) -> None:
    """Note every id that stood before, with both lines."""
    if shape.key is None or not parts:
        return
    if len(parts) == 1 and not parts[0].bad.height:
        frame = parts[0].frame
        if frame[shape.key].n_unique() == frame.height:
            return
    say = {part.file: part.raw.say(shape.key) for part in parts}
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
                say[str(file[0])],
                f"the id stands already in line {row['line_first']} of {row['file_first']}",
                "give every row its own id, and send no row twice",
            )
            for row in rows.iter_rows(named=True)
        )


def children_listed(parts: list[Table], faults: Faults) -> None:
    """A placement or missing row must belong to a child of the list (set aside or not)."""
    children = [part for part in parts if part.shape is shapes.CHILDREN]
    if not children or not all(part.raw.whole for part in children):
        return  # who is listed is not known; what is wrong with the list is said already
    known = _listed(children, "child_id")["child_id"].unique()
    before = len(faults)
    for part in parts:
        if part.shape not in (shapes.PLACEMENTS, shapes.MISSING):
            continue
        strange = part.frame.filter(~pl.col("child_id").is_in(known.implode()))  # null stays null: not taken
        faults.add_many(
            Fault(
                part.file,
                line,
                part.raw.say("child_id"),
                "no child of the children table has this id",
                "add the child to the children table, or correct the id",
            )
            for line in strange["line"]
        )
    if len(faults) > before:
        _blank_ids(children, faults)


def _blank_ids(children: list[Table], faults: Faults) -> None:
    """Whose id is blank may be the child that was not found."""
    for part in children:
        faults.add_many(
            Fault(
                part.file,
                line,
                part.raw.say("child_id"),
                "the cell is blank, so that no row can belong to this child",
                "fill the cell",
            )
            for line in part.bad.filter(id="")["line"].unique(maintain_order=True)
        )
