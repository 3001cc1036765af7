"""A file of the wrong kind, or in another's place, is called what it is, with what to do about it."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.making import NOW, POLICE, Made, police_rows, workbook
from waylight.exchange.files import Fault, Refused, read_all

Faulty = Callable[[Made], list[Fault]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "data", "is_called", "is_to_be"),
    [
        ("police.csv", b"%PDF-1.7\n", "a PDF document", "as CSV or .xlsx"),
        ("police.csv", b"\x89PNG\r\n\x1a\n", "a picture", "ask whoever made it"),
        ("police.csv", b"\0\0\0\x18ftypheic", "a picture or a film", "ask whoever made it"),
        ("police.xlsx", OLE, "locked with a password", "open it in Excel"),
        ("police.csv", b"<HTML><table>", "a web page", "open it in the spreadsheet program"),
        ("police.csv", b"PAR1", "a Parquet file", "the ending .parquet"),
        ("police.csv", b"PK\x03\x04", "a zip archive or an Excel workbook", "the ending of what it is"),
    ],
)
def test_a_file_that_is_no_table_is_called_what_it_is_with_its_own_remedy(
    extracts: Made, tmp_path: Path, name: str, data: bytes, is_called: str, is_to_be: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        read_all(path, extracts.authority, now=NOW)
    (fault,) = refused.value.faults
    assert fault.file == name and is_called in fault.what and is_to_be in fault.remedy


def test_a_letter_with_the_name_of_a_workbook_is_called_a_word_document(
    extracts: Made, tmp_path: Path
) -> None:
    path = tmp_path / "police.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Refused) as refused:
        read_all(path, extracts.authority, now=NOW)
    assert "a Word document" in refused.value.faults[0].what


def test_two_files_that_were_swapped_are_each_called_by_name(extracts: Made, faults: Faulty) -> None:
    children = extracts.table("children")
    police = extracts.police.read_bytes()
    shutil.copy(children, extracts.police)
    children.write_bytes(police)
    said = {fault.file: (fault.what, fault.remedy) for fault in faults(extracts)}
    assert set(said) == {"police.csv", "authority/children.csv"}
    assert (
        said["police.csv"][0] == "this is the authority's list of children, not the police's list of reports"
    )
    assert said["police.csv"][1].startswith("give it among the authority's files")
    assert said["authority/children.csv"][1].startswith("give it as the police file")


def test_the_police_file_given_twice_is_said_of_the_one_in_the_wrong_place(
    extracts: Made, faults: Faulty
) -> None:
    shutil.copy(extracts.police, extracts.table("missing"))
    (fault,) = faults(extracts)
    assert fault.file == "authority/missing.csv"
    assert "the police's list of reports, not the authority's list of times missing" in fault.what


def test_a_file_of_the_statutory_return_given_as_the_police_file_is_called_so(
    extracts: Made, faults: Faulty
) -> None:
    extracts.police.write_text("CHILD,MISSING,MIS_START,MIS_END\n1,M,01/02/2025,02/02/2025\n", "utf-8")
    assert "a file of the statutory return (SSDA903)" in faults(extracts)[0].what


def test_a_list_whose_name_does_not_say_what_it_is_is_called_by_its_columns(
    extracts: Made, faults: Faulty
) -> None:
    extracts.table("missing").rename(extracts.authority / "Extract March.csv")
    (fault,) = faults(extracts)
    assert fault.file == "authority/Extract March.csv"
    assert "list of times missing or away, and its name does not say so" in fault.what
    assert "a name that begins with missing" in fault.remedy


def test_the_police_file_alone_in_the_authoritys_folder_is_said_beside_the_lists_that_are_missing(
    extracts: Made, faults: Faulty
) -> None:
    for name in ("children", "placements", "missing"):
        extracts.table(name).unlink()
    shutil.copy(extracts.police, extracts.authority / "police.csv")
    said = {fault.file: fault.what for fault in faults(extracts)}
    assert said.pop("authority/police.csv") == "this is the police's list of reports"
    assert set(said) == {f"authority/{name}.csv" for name in ("children", "placements", "missing")}


def test_a_document_in_place_of_a_missing_list_is_called_what_it_is(extracts: Made, faults: Faulty) -> None:
    extracts.table("missing").unlink()
    (extracts.authority / "missing.pdf").write_bytes(b"%PDF-1.4\n")
    said = {fault.file: fault.what for fault in faults(extracts)}
    assert "a PDF document" in said["authority/missing.pdf"]
    assert said["authority/missing.csv"] == "the file is missing"


def test_a_table_that_merely_lacks_a_column_is_not_called_another(extracts: Made, faults: Faulty) -> None:
    extracts.change("police", "date_of_birth", "birthday")
    (fault,) = faults(extracts)
    assert fault.column == "date_of_birth"


ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "########")


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize(("cell", "column"), [(2, "forename"), (4, "date_of_birth"), (7, "postcode")])
def test_an_error_of_a_spreadsheet_in_a_csv_sets_its_row_aside(
    extracts: Made, error: str, cell: int, column: str
) -> None:
    lines = extracts.police.read_text("utf-8").splitlines()
    cells = lines[8].split(",")
    cells[cell] = error
    extracts.write("police", lines[0], [*lines[1:8], ",".join(cells), *lines[9:]])
    found = read_all(extracts.police, extracts.authority, now=NOW)
    (bad,) = found.bad_cells.iter_rows(named=True)
    assert (bad["file"], bad["line"], bad["column"], bad["id"]) == ("police.csv", 9, column, cells[0])
    assert "an error of a spreadsheet" in bad["reason"] and "mend the formula" in bad["remedy"]
    assert found.extracts.police.height == 59


def test_an_error_where_an_id_should_stand_sets_its_row_aside_once_and_is_no_id(
    extracts: Made,
) -> None:
    extracts.change("police", "INC0007", "#REF!")
    extracts.change("police", "INC0009", "#REF!")
    found = read_all(extracts.police, extracts.authority, now=NOW)
    assert found.bad_cells.select("line", "column", "id").rows() == [
        (9, "incident_id", ""),
        (11, "incident_id", ""),
    ]


def test_an_error_in_a_workbook_sets_its_row_aside_with_the_row_of_the_sheet(
    extracts: Made, tmp_path: Path
) -> None:
    # Given a workbook in which the cells of one surname and one birth date hold an error
    header = extracts.police.read_text("utf-8").splitlines()[0].split(",")
    sheet = workbook([list(header), *(list(row.split(",")) for row in police_rows())])
    path = tmp_path / "police.xlsx"
    path.write_bytes(with_errors(sheet, {"D5": "#N/A", "E9": "#REF!"}))
    # Then both rows are set aside, and no blank cell stands in their place
    found = read_all(path, extracts.authority, now=NOW)
    assert found.bad_cells.select("line", "column").rows() == [(5, "surname"), (9, "date_of_birth")]
    assert found.extracts.police.height == 58


def with_errors(book: bytes, errors: dict[str, str]) -> bytes:
    """The workbook with those cells of its first sheet as Excel writes an error."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name).decode("utf-8")
            if name.startswith("xl/worksheets/"):
                for place, error in errors.items():
                    body, changed = re.subn(
                        rf'<c r="{place}"[^>]*>.*?</c>', f'<c r="{place}" t="e"><v>{error}</v></c>', body
                    )
                    assert changed == 1, place
            new.writestr(name, body)
    return made.getvalue()


def test_a_sign_of_number_in_a_name_or_place_is_no_error(extracts: Made) -> None:
    extracts.change("police", "ZZ4 3AB", "#4 ZZ4 3AB")
    assert read_all(extracts.police, extracts.authority, now=NOW).bad_cells.height == 0


def test_the_command_counts_every_fault_and_lists_the_first(
    extracts: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given a police file with a thousand ragged rows
    from tests.exchange.test_commands import arguments
    from waylight.exchange.commands import reconcile_command

    extracts.write("police", POLICE, [row + ",x" for row in police_rows(1_000)])
    # When it is refused, then all are counted, and what is not listed is one line
    assert reconcile_command(arguments(extracts, tmp_path / "out")) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "Refused: 1,000 faults. Nothing was written."
    assert len(told) == 202 and "800 more lines of this file have the same fault" in told[-1]
