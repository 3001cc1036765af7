"""Small sound extracts to spoil, each kind of file written by hand so that no test needs another library."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

NOW = dt.datetime(2026, 3, 1, 12, 0)
POLICE = (
    "incident_id,force,forename,surname,date_of_birth,sex,ethnicity,postcode,"
    "last_seen_at,reported_at,found_at"
)
CHILDREN = "child_id,authority,forename,surname,date_of_birth,sex,ethnicity,home_postcode"
PLACEMENTS = "child_id,postcode,placement_type,started,ended"
MISSING = "missing_id,child_id,category,started_at,ended_at"


def _day(n: int) -> str:
    return f"2025-0{1 + n % 9}-1{n % 10}"


def _birth(n: int) -> str:
    return f"20{8 + n % 8:02d}-0{1 + n % 9}-1{n % 10}"


def _end(n: int) -> str:
    return f"2025-0{1 + n % 9}-2{n % 9}"


def police_rows(count: int = 60) -> list[str]:
    return [
        f"INC{n:04d},F{n % 3},Zoë,O'Neil-{n},{_birth(n)},{'MF'[n % 2]},W1,ZZ{1 + n % 9} {n % 10}AB,"
        f"{_day(n)}T21:{n % 60:02d},{_day(n)}T22:30,{f'{_end(n)}T08:15' if n % 7 else ''}"
        for n in range(count)
    ]


def child_rows(count: int = 40) -> list[str]:
    return [f"C{n:03d},A{n % 2},Zoë,O'Neil-{n},{_birth(n)},{'MF'[n % 2]},WBRI,ZZ1 1AA" for n in range(count)]


def placement_rows(count: int = 40) -> list[str]:
    return [f"C{n % 40:03d},ZZ{1 + n % 9} {n % 10}AB,U4,2023-01-0{1 + n % 9}," for n in range(count)]


def missing_rows(count: int = 40) -> list[str]:
    return [
        f"M{n:03d},C{n % 40:03d},{'MA'[n % 4 == 3]},{_day(n)}{'' if n % 3 else 'T21:05'},{_end(n)}"
        for n in range(count)
    ]


@dataclass(frozen=True)
class Made:
    """A folder with sound files."""

    root: Path

    @property
    def police(self) -> Path:
        return self.root / "police.csv"

    @property
    def authority(self) -> Path:
        return self.root / "authority"

    def table(self, name: str) -> Path:
        return self.police if name == "police" else self.authority / f"{name}.csv"

    def write(self, name: str, header: str, rows: list[str]) -> Path:
        path = self.table(name)
        path.write_bytes(("\n".join([header, *rows]) + "\n").encode("utf-8"))
        return path

    def change(self, name: str, old: str, new: str) -> Path:
        """Replace the first place where `old` stands."""
        path = self.table(name)
        text = path.read_bytes()
        assert old.encode() in text, f"{old} is not in {name}"
        path.write_bytes(text.replace(old.encode(), new.encode(), 1))
        return path


def made(root: Path, police: int = 60) -> Made:
    """Sound extracts of a few dozen rows in `root`."""
    (root / "authority").mkdir(parents=True, exist_ok=True)
    extracts = Made(root)
    extracts.write("police", POLICE, police_rows(police))
    extracts.write("children", CHILDREN, child_rows())
    extracts.write("placements", PLACEMENTS, placement_rows())
    extracts.write("missing", MISSING, missing_rows())
    return extracts


Cell = str | int | float | dt.date | None
_TYPES = "application/vnd.openxmlformats-"
_BOOK = f"{_TYPES}officedocument.spreadsheetml.sheet.main+xml"
_SCHEMA = "http://schemas.openxmlformats.org/"
_RELATION = f"{_SCHEMA}officeDocument/2006/relationships"


def workbook(*sheets: list[list[Cell]], hold_back: frozenset[str] = frozenset()) -> bytes:
    """The smallest .xlsx that holds these rows; dates as serial numbers with a date format."""
    names = [f"sheet{number}" for number in range(1, len(sheets) + 1)]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_SCHEMA}package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_TYPES}package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK}"/>'
        "</Types>",
        "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_SCHEMA}spreadsheetml/2006/main" xmlns:r="{_RELATION}">'
        "<sheets>"
        + "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"rId{i}", "worksheet", f"worksheets/{n}.xml") for i, n in enumerate(names, 1)]
            + [("rId99", "styles", "styles.xml")]
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{_SCHEMA}spreadsheetml/2006/main"><cellXfs count="3">'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    }
    for name, rows in zip(names, sheets, strict=True):
        body = "".join(_row(number, row) for number, row in enumerate(rows, 1))
        parts[f"xl/worksheets/{name}.xml"] = (
            f'<worksheet xmlns="{_SCHEMA}spreadsheetml/2006/main"><sheetData>{body}</sheetData></worksheet>'
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if name not in hold_back:
                archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return packed.getvalue()


def _relations(relations: list[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_SCHEMA}package/2006/relationships">{inner}</Relationships>'


def _row(number: int, row: list[Cell]) -> str:
    cells = (_cell(f"{chr(65 + place)}{number}", cell) for place, cell in enumerate(row) if cell is not None)
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, cell: Cell) -> str:
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    if isinstance(cell, dt.datetime):
        days = (cell - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
        return f'<c r="{place}" s="2"><v>{days!r}</v></c>'
    if isinstance(cell, dt.date):
        return f'<c r="{place}" s="1"><v>{(cell - dt.date(1899, 12, 30)).days}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'
