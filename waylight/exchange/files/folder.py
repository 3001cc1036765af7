"""Which file of an authority's folder holds which table."""

from __future__ import annotations

from pathlib import Path

from waylight.exchange.files import shapes
from waylight.exchange.files.faults import Faults

SUFFIXES = (".csv", ".xlsx", ".parquet")


def authority_files(folder: Path, faults: Faults) -> list[tuple[shapes.Shape, Path]]:
    """The files of the three tables: children.csv, or children_north.csv, children_south.xlsx and so on."""
    if not folder.is_dir():
        what = "there is no such folder"
        faults.add(
            folder.name, None, None, what, "give the folder that holds children, placements and missing"
        )
        return []
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    found: list[tuple[shapes.Shape, Path]] = []
    for shape in (shapes.CHILDREN, shapes.PLACEMENTS, shapes.MISSING):
        own = [path for path in files if _is_of(path, shape.table)]
        if not own:
            what = f"the {shape.table} table is missing"
            remedy = f"add {shape.table}.csv, .xlsx or .parquet; a header without rows is fine"
            faults.add(f"{folder.name}/{shape.table}.csv", None, None, what, remedy)
        found += [(shape, path) for path in own]
    return found


def _is_of(path: Path, table: str) -> bool:
    stem = path.stem.lower()
    return stem == table or stem.startswith((f"{table}_", f"{table}-", f"{table}."))
