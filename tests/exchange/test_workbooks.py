"""Excel workbooks: the same rows as CSV, and none that could do harm."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from tests.exchange.making import NOW, POLICE, Cell, Made, police_rows, workbook
from waylight.exchange.files import Refused, read_all
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.workbook import read_workbook


def rows_as_cells() -> list[list[Cell]]:
    """The police rows with dates as real dates, as a spreadsheet would hold them."""
    table: list[list[Cell]] = [list(POLICE.split(","))]
    for row in police_rows():
        cells: list[Cell] = [cell or None for cell in row.split(",")]
        for place in (8, 9, 10):
            text = cells[place]
            cells[place] = dt.datetime.fromisoformat(text) if isinstance(text, str) else None
        cells[4] = dt.date.fromisoformat(str(cells[4]))
        table.append(cells)
    return table


def refusal(extracts: Made, path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_all(path, extracts.authority, now=NOW)
    return " / ".join(map(str, refused.value.faults))


def test_a_workbook_gives_the_same_table_as_csv(extracts: Made, tmp_path: Path) -> None:
    path = tmp_path / "police.xlsx"
    path.write_bytes(workbook(rows_as_cells()))
    of_csv = read_all(extracts.police, extracts.authority, now=NOW).extracts.police
    assert read_all(path, extracts.authority, now=NOW).extracts.police.equals(of_csv)


def test_a_date_without_time_in_a_sheet_is_a_day(extracts: Made, tmp_path: Path) -> None:
    table = rows_as_cells()
    table[3][8] = dt.date(2025, 5, 6)
    path = tmp_path / "police.xlsx"
    path.write_bytes(workbook(table))
    row = read_all(path, extracts.authority, now=NOW).extracts.police.row(2, named=True)
    assert (row["last_seen_at"], row["last_seen_day"]) == (dt.datetime(2025, 5, 6), True)


def test_ids_that_are_numbers_stay_whole(extracts: Made, tmp_path: Path) -> None:
    table = rows_as_cells()
    for number, row in enumerate(table[1:], 1):
        row[0] = 1000 + number
    path = tmp_path / "police.xlsx"
    path.write_bytes(workbook(table))
    assert read_all(path, extracts.authority, now=NOW).extracts.police["incident_id"][0] == "1001"


def test_the_sheet_with_our_columns_is_read_and_said(extracts: Made, tmp_path: Path) -> None:
    path = tmp_path / "police.xlsx"
    path.write_bytes(workbook([["About"], ["Made on Monday"]], rows_as_cells()))
    reading = read_all(path, extracts.authority, now=NOW)
    assert reading.extracts.police.height == 60
    assert reading.files[0]["notes"] == ["sheet sheet2 read, the other 1 left"]


def test_faults_name_the_row_of_the_sheet(extracts: Made, tmp_path: Path) -> None:
    table = rows_as_cells()
    table[8][0] = table[2][0]
    path = tmp_path / "police.xlsx"
    path.write_bytes(workbook(table))
    assert "police.xlsx, line 9, column incident_id" in refusal(extracts, path)


def test_a_workbook_that_unpacks_to_too_much_is_refused_unopened(extracts: Made, tmp_path: Path) -> None:
    packed = io.BytesIO(workbook(rows_as_cells()))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(3 << 20))
    faults = Faults()
    raw = read_workbook("police.xlsx", packed.getvalue(), set(), Limits(workbook=2 << 20), faults)
    assert raw is None
    assert "unpacks to 3 MiB" in next(iter(faults)).what


def test_a_workbook_whose_directory_lies_about_a_size_is_refused(extracts: Made, tmp_path: Path) -> None:
    """The directory says 10 bytes where a million zeros are packed."""
    packed = io.BytesIO(workbook(rows_as_cells()))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(1_000_000))
    data = packed.getvalue()
    real, said = (1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert data.count(real) == 2
    path = tmp_path / "police.xlsx"
    path.write_bytes(data.replace(real, said))
    assert "damaged" in refusal(extracts, path)


@pytest.mark.parametrize(
    "gone", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_workbook_without_one_of_its_parts_is_refused(extracts: Made, tmp_path: Path, gone: str) -> None:
    path = tmp_path / "police.xlsx"
    path.write_bytes(workbook(rows_as_cells(), hold_back=frozenset({gone})))
    assert "police.xlsx" in refusal(extracts, path)


def test_an_empty_sheet_is_refused_and_a_header_alone_is_zero_rows(extracts: Made, tmp_path: Path) -> None:
    path = tmp_path / "police.xlsx"
    path.write_bytes(workbook([]))
    assert "empty" in refusal(extracts, path)
    path.write_bytes(workbook([list(POLICE.split(","))]))
    police = read_all(path, extracts.authority, now=NOW).extracts.police
    assert police.height == 0
    assert police.schema["found_at"] == pl.Datetime("ms")


def test_two_sheets_of_one_table_are_refused_rather_than_one_of_them_left_out(
    extracts: Made, tmp_path: Path
) -> None:
    rows, path = rows_as_cells(), tmp_path / "police.xlsx"
    path.write_bytes(workbook(rows[:31], [rows[0], *rows[31:]]))
    assert "2 sheets of the workbook have the columns of this table" in refusal(extracts, path)
