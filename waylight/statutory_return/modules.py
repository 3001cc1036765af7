"""The modules of a return, read from a folder of CSV files, each recognised by its columns whatever it is called."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from waylight.engine.checks import Module, Table
from waylight.exchange.files.faults import Faults, shown
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.source import read_file
from waylight.rulebook.statutory_return import CHECKS, MODULES

# What strptime's "%d/%m/%Y" takes, and nothing that Polars would take besides: no year of two digits.
WRITTEN = r"^\d{1,2}/\d{1,2}/\d{4}$"
BY_TABLE = {module.table: module for module in MODULES}
# The modules that some rule looks at.
LOOKED_AT = tuple(
    table for table in BY_TABLE if any(table in (*check.over, *check.needs) for check in CHECKS)
)


@dataclass(frozen=True)
class Modules:
    """A return: one table per module that was handed in.

    Each has `row` (UInt32, the data row in its file from 0, the header and blank lines not counted) and the columns of
    its module, blank cells null: text (String, without spaces around it), days (Date, null where they cannot be read)
    and beside each day its text, as "MIS_START as written". `files` says which file each came from; `ignored` names
    files at which no rule looks.
    """

    tables: Mapping[Table, pl.DataFrame]
    files: Mapping[Table, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    @classmethod
    def of(cls, tables: Mapping[str, pl.DataFrame]) -> Modules:
        """From tables of text under the module's names ("missing", "episodes", "OC2"), as their files would hold."""
        return cls({Table(name): typed(frame, BY_TABLE[Table(name)]) for name, frame in tables.items()})


def read_modules(folder: Path, wanted: Collection[Table] = LOOKED_AT) -> Modules:
    """The modules that rules look at, or those `wanted`, in the folder's CSV files (not in folders within it).

    Columns may stand in any order, in capitals or not, with spaces around them. Raises: Refused with every fault of
    every file where one cannot be read, has some columns of a module and not just those, or is a second file of one
    module; and where the missing module is not there.
    """
    faults = Faults()
    if not folder.is_dir():
        remedy = "give the folder that holds the CSV files of the return"
        faults.add(folder.name or str(folder), None, None, "there is no such folder", remedy)
        faults.refuse_if_any()
    found: dict[Table, pl.DataFrame] = {}
    files: dict[Table, str] = {}
    passed_over = []
    for path in sorted(path for path in folder.iterdir() if _may_be_text(path)):
        name, noted = f"{folder.name}/{path.name}", Faults()
        raw = read_file(name, path, None, noted)
        module = _nearest(raw) if raw is not None else None
        if raw is None and path.suffix.lower() == ".csv":
            faults.add_all(noted)
        elif raw is None or module is None or module.table not in wanted:
            passed_over.append(shown(name))
        elif module.table in found:
            _second(name, files[module.table], module, faults)
        else:
            faults.add_all(noted)
            _just_those(raw, module, faults)
            files[module.table] = shown(name)
            found[module.table] = typed(raw.frame, module) if not faults else pl.DataFrame()
    if Table.MISSING not in found and not faults:
        _not_there(folder, BY_TABLE[Table.MISSING], faults)
    faults.refuse_if_any()
    return Modules(found, files, tuple(passed_over))


def _may_be_text(path: Path) -> bool:
    ending = path.suffix.lower() in (".csv", ".txt", "")
    return ending and path.is_file() and not path.name.startswith((".", "~$"))


def _nearest(raw: Raw) -> Module | None:
    """The module whose columns these are, or most of them; None where no column is one that only the return has."""
    columns = _columns(raw)
    nearest = max(
        MODULES, key=lambda module: (len(columns & module.telling), -len(columns ^ set(module.columns)))
    )
    return nearest if columns & nearest.telling else None


def _columns(raw: Raw) -> set[str]:
    return {name.upper() for name in raw.frame.columns} - {"LINE"}


def _just_those(raw: Raw, module: Module, faults: Faults) -> None:
    """Note what is wrong with the columns of a file that is a module or nearly one: else no check would look at it, and
    nobody would know."""
    columns = _columns(raw)
    for column in module.columns:
        if column not in columns:
            what = f"the column is not there, which the {module.table} module has"
            faults.add(
                raw.file, 1, column, what, f"give the columns {', '.join(module.columns)} and no others"
            )
    for column in raw.repeated:
        faults.add(raw.file, 1, column.upper(), "the column stands there twice", "keep one of them")
    more = len(columns - set(module.columns)) - len(raw.repeated)
    if more > 0:
        what = f"{more} of the columns are not of the {module.table} module, which this seems to be"
        faults.add(raw.file, 1, None, what, f"give the columns {', '.join(module.columns)} and no others")


def _second(name: str, first: str, module: Module, faults: Faults) -> None:
    what = f"{shown(first)} is the {module.table} module already, by its columns"
    faults.add(name, 1, None, what, "leave one file of each module in the folder")


def _not_there(folder: Path, module: Module, faults: Faults) -> None:
    what = f"no CSV file in the folder is the {module.table} module"
    remedy = f"add a file with the columns {', '.join(module.columns)}; a header without rows is fine"
    faults.add(f"{folder.name}/{module.table}.csv", None, None, what, remedy)


def typed(frame: pl.DataFrame, module: Module) -> pl.DataFrame:
    """The columns of a module out of a table of text: see `Modules`."""
    frame = frame.rename({name: name.upper() for name in frame.columns})
    text = frame.select(_trimmed(column) for column in module.columns)
    days = [
        expression
        for column in module.days
        for expression in (pl.col(column).alias(f"{column} as written"), _day(column).alias(column))
    ]
    return text.with_columns(days).with_row_index("row")


def _trimmed(column: str) -> pl.Expr:
    text = pl.col(column).cast(pl.String).str.strip_chars()
    return pl.when(text != "").then(text).alias(column)


def _day(column: str) -> pl.Expr:
    written = pl.when(pl.col(column).str.contains(WRITTEN)).then(pl.col(column))
    day = written.str.to_date("%d/%m/%Y", strict=False)
    return pl.when(day.dt.year() > 0).then(day)
