"""What an authority's folder holds: our own tables, SSDA903 files, or the sector's standard extract (SSD)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from waylight.exchange.files import shapes
from waylight.exchange.files.faults import Faults, shown
from waylight.exchange.files.kinds import kind_of
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.mapping import NOTHING, TableMapping, apply
from waylight.exchange.files.places import CALLED, table_of, where
from waylight.exchange.files.proved import Begun
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.shapes import Shape
from waylight.exchange.files.source import read_file

SUFFIXES = (".csv", ".xlsx", ".parquet")
OURS = (shapes.CHILDREN, shapes.PLACEMENTS, shapes.MISSING)
Part = tuple[Shape, Raw]


@dataclass(frozen=True)
class Reader:
    """How files are read in this run. `begins` is told each file's name before it is opened; `begun` are files
    that are proved already."""

    mapping: Mapping[str, TableMapping]
    limits: Limits
    faults: Faults
    begins: Callable[[str], None]
    begun: Begun
    unread: set[str] = field(default_factory=set)  # tables of which a file could not be read

    def table(self, shape: Shape, name: str, path: Path) -> list[Part]:
        """One file of one of our tables, its columns renamed by the mapping."""
        mapping, name = self.mapping.get(shape.table, NOTHING), shown(name)
        self.begins(name)
        raw = self._read(name, path, mapping.theirs(shape))
        if raw is None:
            self.unread.add(shape.table)
            return []
        return [(shape, apply(raw, shape, mapping))]

    def whole(self, name: str, path: Path) -> Raw | None:
        """One file with all its columns."""
        name = shown(name)
        self.begins(name)
        return self._read(name, path, None)

    def _read(self, name: str, path: Path, wanted: set[str] | None) -> Raw | None:
        return read_file(name, path, wanted, self.faults, self.limits, self.begun.taken(path))


def authority_parts(folder: Path, reader: Reader) -> list[Part]:
    """The tables of all authorities in a folder. Each of its subfolders may hold one authority's files."""
    if not folder.is_dir():
        what = "there is no such folder"
        remedy = "give the folder that holds the authorities' children, placements and missing tables"
        reader.faults.add(folder.name, None, None, what, remedy)
        return []
    files = _tables_in(folder)
    inner = [path for path in sorted(folder.iterdir()) if path.is_dir() and _tables_in(path)]
    parts: list[Part] = []
    if files or not inner:
        parts += _one_folder(folder, folder.name, files, reader)
    for path in inner:
        parts += _one_folder(path, f"{folder.name}/{path.name}", _tables_in(path), reader)
    return parts


def tables_within(folder: Path) -> list[Path]:
    """Every file of an authority's folder and its subfolders that may be read; none without a folder."""
    if not folder.is_dir():
        return []
    inner = [path for path in sorted(folder.iterdir()) if path.is_dir()]
    return [*_tables_in(folder), *(path for each in inner for path in _tables_in(each))]


def _tables_in(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith((".", "~$"))
    )


def _one_folder(folder: Path, name: str, files: list[Path], reader: Reader) -> list[Part]:
    named = {shape.table: [path for path in files if _holds(path, shape, reader)] for shape in OURS}
    whole: dict[Path, Raw | None] = {}  # read already, whatever it is
    if not named["children"] and files:
        from waylight.exchange.files import ssd, ssda903  # not needed, so not loaded, for our tables

        for path in files:
            whole[path] = reader.whole(f"{name}/{path.name}", path)
        raws = [raw for raw in whole.values() if raw is not None]
        for form in (ssda903, ssd):
            if form.recognised(raws):
                parts = form.tables(name, folder.name, raws, reader.faults)
                return [(shape, apply(raw, shape, _constants(reader, shape))) for shape, raw in parts]
        reader.unread.add("children")  # whatever is said of these files, their list is not known
        if len(raws) < len(files):
            return []
    absent = [shape for shape in OURS if not named[shape.table]]
    if absent:
        taken = {path for paths in named.values() for path in paths}
        others = [path for path in sorted(folder.iterdir()) if path.is_file() and path not in taken]
        shapes_there = {_say_other(f"{name}/{path.name}", path, whole, reader) for path in others}
        _say_absent(name, [shape for shape in absent if shape not in shapes_there], reader)
    parts = []
    for shape in OURS:
        for path in named[shape.table]:
            parts += reader.table(shape, f"{name}/{path.name}", path)
    return parts


def _say_absent(name: str, absent: list[Shape], reader: Reader) -> None:
    """Note each table that is none of the folder's files."""
    for shape in absent:
        remedy = f"add {shape.table}.csv, .xlsx or .parquet; a header without rows is fine"
        reader.faults.add(f"{name}/{shape.table}.csv", None, None, "the file is missing", remedy)


def _say_other(name: str, path: Path, whole: Mapping[Path, Raw | None], reader: Reader) -> Shape | None:
    """Note what a file is that no table is named for. Gives back the table that it is, if it is one of ours."""
    if path.name.startswith((".", "~$")):
        return None
    if path.suffix.lower() not in SUFFIXES:
        with path.open("rb") as file:
            kind = kind_of(file.read(600))
        if kind is not None:
            reader.faults.add(
                name, None, None, f"this is {kind[0]}, not one of the authority's lists", kind[1]
            )
        return None
    raw = whole[path] if path in whole else reader.whole(name, path)
    shape = table_of(raw.stands) if raw is not None else None
    if shape is None:
        return None
    what = f"this is {CALLED[shape.table]}, and its name does not say so"
    reader.faults.add(
        name, None, None, what if shape in OURS else f"this is {CALLED[shape.table]}", where(shape)
    )
    return shape


def _holds(path: Path, shape: Shape, reader: Reader) -> bool:
    """children.csv, or children_north.csv, children_south.xlsx and so on; or what the mapping names."""
    stem = path.stem.lower()
    pattern = reader.mapping.get(shape.table, NOTHING).file
    if pattern is not None:
        return fnmatch(path.name.lower(), pattern.lower())
    return stem == shape.table or stem.startswith((f"{shape.table}_", f"{shape.table}-", f"{shape.table}."))


def _constants(reader: Reader, shape: Shape) -> TableMapping:
    """Of a mapping, what also makes sense for a known layout: cells that are the same in all rows."""
    mapping = reader.mapping.get(shape.table, NOTHING)
    return TableMapping(constant=mapping.constant) if mapping.constant else NOTHING
