"""An Excel workbook (.xlsx) to a raw table. Formulas are not run: the values stored beside them are taken."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from waylight.exchange.files.faults import Faults
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.raw import Raw

# A cell of a sheet whose value is an error.
_ERROR = re.compile(rb"""(<(?:\w+:)?c\b[^<>]*\bt=["'])e(["'])""")
AGAIN = "open it in the spreadsheet program and save it again as .xlsx, or send CSV"


def read_workbook(file: str, data: bytes, needed: set[str], limits: Limits, faults: Faults) -> Raw | None:
    """The rows of the sheet that has the most of the `needed` columns; None after noting faults."""
    if not _is_sound(file, data, limits, faults):
        return None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(_with_errors_told(data)))
        sheets = [meta.name for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        tables = [(name, book.get_sheet_by_name(name)) for name in sheets]
    except (CalamineError, OSError, ValueError) as error:
        faults.add(file, None, None, f"the workbook cannot be read ({type(error).__name__})", AGAIN)
        return None
    tables = [(name, sheet) for name, sheet in tables if sheet.height]
    if not tables:
        faults.add(file, None, None, "the workbook is empty", "export it again; a header is needed")
        return None
    ours = [len(needed.intersection(_names(_header(sheet)[1]))) for _, sheet in tables]
    if max(ours) and ours.count(max(ours)) > 1:
        what = f"{ours.count(max(ours))} sheets of the workbook have the columns of this table"
        faults.add(
            file, None, None, what, "put all rows on one sheet, or send each sheet as a file of its own"
        )
        return None
    name, sheet = tables[ours.index(max(ours))]
    notes = (f"sheet {name} read, the other {len(tables) - 1} left",) if len(tables) > 1 else ()
    return _sheet(file, sheet, notes)


def _is_sound(file: str, data: bytes, limits: Limits, faults: Faults) -> bool:
    """Whether the zip directory lists a workbook of a bearable size and the parts are what it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > limits.parts or unpacked > limits.workbook:
                what = f"the workbook unpacks to {unpacked >> 20:,} MiB in {len(parts):,} parts"
                remedy = (
                    f"send CSV or Parquet, or at most {limits.workbook >> 20:,} MiB in {limits.parts:,} parts"
                )
                faults.add(file, None, None, what, remedy)
                return False
            if "xl/workbook.xml" not in archive.namelist():
                faults.add(file, None, None, *_no_workbook(archive.namelist()))
                return False
            # A part that holds more than the directory says fails here by its checksum, bounded by that size.
            wrong = archive.testzip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        faults.add(file, None, None, f"the workbook is damaged ({type(error).__name__})", AGAIN)
        return False
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        faults.add(file, None, None, f"the workbook is damaged ({type(error).__name__})", AGAIN)
        return False
    if wrong is not None:
        faults.add(file, None, None, f"the part {wrong} of the workbook is damaged", AGAIN)
    return wrong is None


def _no_workbook(parts: list[str]) -> tuple[str, str]:
    """What a zip archive is that has no workbook in it, and what to do."""
    if "word/document.xml" in parts:
        return (
            "this is a Word document, not a workbook",
            "ask whoever made it for the same list as CSV or .xlsx",
        )
    if "ppt/presentation.xml" in parts:
        return "these are slides, not a workbook", "ask whoever made them for the same list as CSV or .xlsx"
    return "this is a zip archive, not a workbook", "unpack it and send its files"


def _with_errors_told(data: bytes) -> bytes:
    """The workbook with cells that hold an error (#N/A, #REF!) as text: the library would give them as blank."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = {}
        for part in archive.infolist():
            body = archive.read(part) if part.filename.endswith(".xml") else b""
            # Looked for plainly first: a sheet has millions of cells, and hardly one with an error.
            if b't="e"' in body or b"t='e'" in body:
                told[part.filename] = _ERROR.sub(rb"\1str\2", body)
        if not told:
            return data
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as copy:
            for part in archive.infolist():
                copy.writestr(part.filename, told.get(part.filename) or archive.read(part))
    return whole.getvalue()


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number in the sheet, cells as text."""
    first = (sheet.start or (0, 0))[0] + 1
    for number, row in enumerate(sheet.iter_rows(), start=first):
        yield number, [_text(cell) for cell in row]


def _header(sheet: CalamineSheet) -> tuple[int, list[str]]:
    return next(((number, row) for number, row in _rows(sheet) if any(row)), (0, []))


def _names(row: list[str]) -> list[str]:
    return [name.strip().lower() for name in row]


def _text(cell: object) -> str:
    """A cell as a CSV would hold it; dates and times in ISO form, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        nearest = cell + timedelta(microseconds=500_000)  # a sheet counts days in floating point
        return nearest.strftime("%Y-%m-%dT%H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _sheet(file: str, sheet: CalamineSheet, notes: tuple[str, ...]) -> Raw:
    at, header = _header(sheet)
    names = _names(header)
    rows = [(number, row) for number, row in _rows(sheet) if number > at]
    width = len(names)
    columns: dict[str, pl.Series] = {
        "line": pl.Series("line", [number for number, _ in rows], dtype=pl.Int32),
    }
    for position in range(width):
        name = names[position]
        if name and name not in columns:
            columns[name] = pl.Series(name, [row[position] for _, row in rows], dtype=pl.String)
    repeated = tuple(sorted({name for name in names if name and names.count(name) > 1}))
    return Raw(
        file,
        pl.DataFrame(list(columns.values())),
        "Excel",
        repeated,
        notes,
        stands=frozenset(filter(None, names)),
    )
