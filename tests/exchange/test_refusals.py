"""Bad structure is refused whole, and everything that is wrong is said at once."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.making import NOW, PLACEMENTS, POLICE, Made, placement_rows, police_rows
from waylight.exchange.files import Fault, Refused, read_all

Faulty = Callable[[Made], list[Fault]]


def only(found: list[Fault]) -> Fault:
    assert len(found) == 1, [str(fault) for fault in found]
    return found[0]


def test_a_required_column_that_is_missing_is_named(extracts: Made, faults: Faulty) -> None:
    extracts.change("police", "date_of_birth", "birthday")
    fault = only(faults(extracts))
    assert (fault.file, fault.line, fault.column) == ("police.csv", 1, "date_of_birth")
    assert "missing" in fault.what
    # The desk shows the same words to people who never type a command.
    assert "mapping file" in fault.remedy and "--" not in fault.remedy


def test_a_column_that_occurs_twice_is_named(extracts: Made, faults: Faulty) -> None:
    extracts.change("children", "home_postcode", "Surname")
    found = faults(extracts)
    assert {(fault.line, fault.column) for fault in found} == {(1, "home_postcode"), (1, "surname")}


@pytest.mark.parametrize(("spoiled", "cells"), [(",extra", 12), ("", 10)])
def test_a_ragged_row_is_refused_with_its_line(
    extracts: Made, faults: Faulty, spoiled: str, cells: int
) -> None:
    rows = police_rows()
    rows[30] = rows[30] + spoiled if spoiled else rows[30].rsplit(",", 1)[0]
    extracts.write("police", POLICE, rows)
    fault = only(faults(extracts))
    assert (fault.line, fault.what) == (32, f"this row has {cells} cells, the header 11")


def test_a_short_row_and_a_long_row_do_not_make_up_for_each_other(extracts: Made, faults: Faulty) -> None:
    rows = police_rows()
    rows[3], rows[4] = rows[3] + ",x", rows[4].rsplit(",", 1)[0]
    extracts.write("police", POLICE, rows)
    assert [fault.line for fault in faults(extracts)] == [5, 6]


def test_a_quotation_mark_that_is_never_closed_is_refused_at_its_line(extracts: Made, faults: Faulty) -> None:
    extracts.change("police", "INC0050,F2,Zoë", 'INC0050,F2,"Zoë')
    fault = only(faults(extracts))
    assert fault.line == 52
    assert "never closed" in fault.what


def test_an_id_twice_names_both_lines(extracts: Made, faults: Faulty) -> None:
    extracts.change("police", "INC0040", "INC0007")
    fault = only(faults(extracts))
    assert (fault.line, fault.column) == (42, "incident_id")
    assert "line 9 of police.csv" in fault.what


def test_an_id_twice_is_found_also_where_one_of_the_rows_is_set_aside(extracts: Made, faults: Faulty) -> None:
    extracts.change("police", "INC0040", "INC0007")
    extracts.change("police", "T21:40", "T91:40")
    assert only(faults(extracts)).line == 42


@pytest.mark.parametrize("table", ["placements", "missing"])
def test_a_row_of_a_child_not_listed_is_refused(extracts: Made, faults: Faulty, table: str) -> None:
    extracts.change(table, "C011", "C999")
    fault = only(faults(extracts))
    assert (fault.file, fault.line, fault.column) == (f"authority/{table}.csv", 13, "child_id")


def test_a_child_whose_id_is_blank_is_named_beside_the_rows_that_miss_it(
    extracts: Made, faults: Faulty
) -> None:
    extracts.change("children", "C011,", ",")
    told = {(fault.file, fault.line, fault.column) for fault in faults(extracts)}
    assert told == {
        (f"authority/{table}.csv", 13, "child_id") for table in ("children", "placements", "missing")
    }


def test_a_folder_in_the_place_of_a_file_is_said(extracts: Made, faults: Faulty) -> None:
    extracts.police.unlink()
    extracts.police.mkdir()
    assert only(faults(extracts)).what == "this is a folder or a device, no file"


def test_all_faults_of_all_files_are_said_at_once(extracts: Made, faults: Faulty) -> None:
    extracts.change("police", "force", "area")
    extracts.change("children", "C009", "C008")
    extracts.write("placements", PLACEMENTS, [*placement_rows(), "C001,ZZ1 1AA"])
    extracts.table("missing").unlink()
    found = {(fault.file, fault.line) for fault in faults(extracts)}
    assert ("police.csv", 1) in found
    assert ("authority/children.csv", 11) in found
    assert ("authority/placements.csv", 42) in found
    assert ("authority/missing.csv", None) in found


def test_a_file_without_a_header_is_refused(extracts: Made, faults: Faulty) -> None:
    extracts.police.write_text("\n".join(police_rows()), "utf-8")
    fault = only(faults(extracts))
    assert fault.line == 1
    assert "no header" in fault.what


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(extracts: Made, faults: Faulty, data: bytes) -> None:
    extracts.police.write_bytes(data)
    assert "empty" in only(faults(extracts)).what


def test_a_null_byte_is_refused_with_its_line(extracts: Made, faults: Faulty) -> None:
    extracts.change("police", "INC0004", "INC\x000004")
    fault = only(faults(extracts))
    assert fault.line == 6
    assert "binary" in fault.what


def test_utf16_without_its_mark_is_refused(extracts: Made, faults: Faulty) -> None:
    extracts.police.write_bytes(extracts.police.read_text("utf-8").encode("utf-16-le"))
    assert "binary" in only(faults(extracts)).what


def test_a_byte_that_no_encoding_has_is_refused_with_its_line(extracts: Made, faults: Faulty) -> None:
    extracts.police.write_bytes(extracts.police.read_bytes().replace(b"INC0004", b"INC\x810004"))
    assert only(faults(extracts)).line == 6


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("an old Excel workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a gzip archive", gzip.compress(b"incident_id,force\n", mtime=0)),
        ("a Parquet file", b"PAR1" + b"\0" * 40),
        ("a PDF document", b"%PDF-1.7\n"),
        ("a zip archive", b"PK\x03\x04" + b"\0" * 40),
    ],
)
def test_other_kinds_of_file_are_known_by_their_first_bytes(
    extracts: Made, faults: Faulty, name: str, head: bytes
) -> None:
    extracts.police.write_bytes(head)
    assert name in only(faults(extracts)).what


def test_a_zip_archive_with_the_name_of_a_workbook_is_refused(tmp_path: Path, extracts: Made) -> None:
    police = tmp_path / "police.xlsx"
    with zipfile.ZipFile(police, "w") as archive:
        archive.write(extracts.police, "police.csv")
    with pytest.raises(Refused) as refusal:
        read_all(police, extracts.authority, now=NOW)
    assert "zip archive" in refusal.value.faults[0].what


def test_files_that_are_not_there_are_said(extracts: Made, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_all(tmp_path / "no.csv", tmp_path / "nowhere", now=NOW)
    assert [fault.file for fault in refusal.value.faults] == ["no.csv", "nowhere"]


def test_a_million_faults_are_counted_not_listed(extracts: Made, faults: Faulty) -> None:
    extracts.write("police", POLICE, [row + ",x" for row in police_rows(1_000)])
    found = faults(extracts)
    assert len(found) == 201
    assert found[-1].what == "800 more lines of this file have the same fault"


def test_every_fault_has_a_remedy_and_no_cell(extracts: Made, faults: Faulty) -> None:
    extracts.change("police", "INC0040", "INC0007")
    extracts.write("placements", PLACEMENTS, [*placement_rows(), "C777,ZZ1 1AA,U4,2023-01-01,", "x"])
    found = faults(extracts)
    assert len(found) == 3  # the id, the child not listed, and the ragged row after it
    for fault in found:
        assert fault.remedy
        assert "Zo" not in str(fault)
        assert str(fault).endswith(f"Remedy: {fault.remedy}.")


def test_a_missing_column_does_not_hide_the_files_other_faults(extracts: Made, faults: Faulty) -> None:
    extracts.change("police", "force", "area")
    extracts.change("police", "INC0040", "INC0007")
    assert [(fault.line, fault.column) for fault in faults(extracts)] == [(1, "force"), (42, "incident_id")]


def test_no_child_is_called_unlisted_while_the_list_itself_is_damaged(extracts: Made, faults: Faulty) -> None:
    extracts.change("children", "C009,A1", "C009;A1")
    assert only(faults(extracts)).file == "authority/children.csv"
