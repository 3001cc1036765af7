"""What is taken, and as what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import polars as pl
import pytest

from tests.exchange.making import CHILDREN, MISSING, PLACEMENTS, POLICE, Made, police_rows
from waylight.exchange.files import Reading
from waylight.reconcile import tables

Read = Callable[[Made], Reading]


def test_sound_files_are_read_into_the_engines_tables(extracts: Made, read: Read) -> None:
    found = read(extracts).extracts
    assert found.police.schema == pl.Schema(tables.POLICE)
    assert found.children.schema == pl.Schema(tables.CHILDREN)
    assert found.placements.schema == pl.Schema(tables.PLACEMENTS)
    assert found.missing.schema == pl.Schema(tables.MISSING)
    assert (found.police.height, found.children.height, found.missing.height) == (60, 40, 40)
    assert found.set_aside.height == 0
    assert found.police["line"].to_list() == list(range(2, 62))


def test_a_header_without_rows_is_valid(extracts: Made, read: Read) -> None:
    for name, header in (
        ("police", POLICE),
        ("children", CHILDREN),
        ("placements", PLACEMENTS),
        ("missing", MISSING),
    ):
        extracts.write(name, header, [])
    found = read(extracts).extracts
    assert found.police.schema == pl.Schema(tables.POLICE)
    assert found.police.height == found.children.height == found.missing.height == 0


@pytest.mark.parametrize(
    ("written", "at", "day"),
    [
        ("2025-02-03T04:05", dt.datetime(2025, 2, 3, 4, 5), False),
        ("2025-02-03 04:05", dt.datetime(2025, 2, 3, 4, 5), False),
        ("2025-02-03T04:05:06", dt.datetime(2025, 2, 3, 4, 5, 6), False),
        ("2025-02-03T04:05:06.000", dt.datetime(2025, 2, 3, 4, 5, 6), False),
        ("2025-02-03", dt.datetime(2025, 2, 3), True),
        ("03/02/2025", dt.datetime(2025, 2, 3), True),
        ("3/2/2025", dt.datetime(2025, 2, 3), True),
        ("03/02/2025 04:05", dt.datetime(2025, 2, 3, 4, 5), False),
        ("03/02/2025T04:05", dt.datetime(2025, 2, 3, 4, 5), False),
        ("03/02/2025 04:05:06", dt.datetime(2025, 2, 3, 4, 5, 6), False),
        ("2025-02-03T00:00", dt.datetime(2025, 2, 3), False),
        ("", None, False),
    ],
)
def test_a_time_keeps_its_precision(
    extracts: Made, read: Read, written: str, at: dt.datetime | None, day: bool
) -> None:
    rows = police_rows()
    cells = rows[7].split(",")
    rows[7] = ",".join([*cells[:8], written, *cells[9:]])
    extracts.write("police", POLICE, rows)
    police = read(extracts).extracts.police
    row = police.row(7, named=True)
    assert (row["last_seen_at"], row["last_seen_day"]) == (at, day)
    assert police["last_seen_day"].sum() == day
    assert not police["reported_day"].any()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "cp1252"])
def test_every_encoding_of_the_contract_gives_the_same_names(
    extracts: Made, read: Read, encoding: str
) -> None:
    text = extracts.police.read_text("utf-8")
    data = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    extracts.police.write_bytes(data)
    found = read(extracts)
    assert found.extracts.police["forename"].unique().to_list() == ["Zoë"]
    said = found.files[0]["encoding"]
    assert said == {"cp1252": "Windows-1252"}.get(encoding, "UTF-16" if "16" in encoding else "UTF-8")


def test_windows_1252_is_said(extracts: Made, read: Read) -> None:
    extracts.police.write_bytes(extracts.police.read_text("utf-8").encode("cp1252"))
    assert read(extracts).files[0]["notes"] == ["read as Windows-1252"]


def test_a_file_put_together_from_two_encodings_is_read_line_by_line(extracts: Made, read: Read) -> None:
    lines = extracts.police.read_bytes().split(b"\n")
    lines[5] = lines[5].decode("utf-8").encode("cp1252")
    extracts.police.write_bytes(b"\n".join(lines))
    found = read(extracts)
    assert found.extracts.police["forename"].unique().to_list() == ["Zoë"]
    assert found.files[0]["encoding"] == "UTF-8 and Windows-1252 mixed"


def test_the_encoding_is_found_wherever_in_the_file_it_shows(
    extracts: Made, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waylight.exchange.files.decode.PIECE", 64)
    test_a_file_put_together_from_two_encodings_is_read_line_by_line(extracts, read)


def test_column_names_count_without_case_and_spaces_in_any_order(extracts: Made, read: Read) -> None:
    rows = [",".join([*row.split(",")[1:], row.split(",")[0], "more"]) for row in police_rows()]
    header = [*POLICE.split(",")[1:], " Incident_ID ", "Anything else"]
    extracts.write("police", ",".join(name.upper() for name in header), rows)
    assert read(extracts).extracts.police["incident_id"][3] == "INC0003"


def test_line_breaks_inside_quotation_marks_do_not_shift_the_lines(extracts: Made, read: Read) -> None:
    extracts.change("police", "INC0002,F2,Zoë", 'INC0002,F2,"Zoë\nMaria"')
    police = read(extracts).extracts.police
    assert police.filter(incident_id="INC0002")["forename"].item() == "Zoë\nMaria"
    assert police.filter(incident_id="INC0002")["line"].item() == 4
    assert police.filter(incident_id="INC0003")["line"].item() == 6


def test_delimiters_and_doubled_marks_inside_quotation_marks_belong_to_the_cell(
    extracts: Made, read: Read
) -> None:
    extracts.change("police", "INC0002,F2,Zoë", 'INC0002,F2,"Zoë ""Zed"", Maria"')
    assert read(extracts).extracts.police["forename"][2] == 'Zoë "Zed", Maria'


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_may_end_as_on_other_systems(extracts: Made, read: Read, ending: str) -> None:
    text = extracts.police.read_text("utf-8").replace("\n", ending)
    extracts.police.write_bytes(text.encode("utf-8"))
    police = read(extracts).extracts.police
    assert police.height == 60
    assert police["found_at"][1] == dt.datetime(2025, 2, 21, 8, 15)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_known_by_the_header(extracts: Made, read: Read, delimiter: str) -> None:
    extracts.police.write_text(extracts.police.read_text("utf-8").replace(",", delimiter), "utf-8")
    assert read(extracts).extracts.police.height == 60


def test_blank_rows_are_no_rows(extracts: Made, read: Read) -> None:
    text = extracts.police.read_text("utf-8")
    first, rest = text.split("INC0005", 1)
    extracts.police.write_text(f"{first}\n{',' * 10}\nINC0005{rest}\n\n\n", "utf-8")
    police = read(extracts).extracts.police
    assert police.height == 60
    assert police.filter(incident_id="INC0005")["line"].item() == 9


def test_spaces_around_cells_do_not_count_and_blank_is_null(extracts: Made, read: Read) -> None:
    extracts.change("police", "INC0002,F2,Zoë", " INC0002 , F2,   ")
    row = read(extracts).extracts.police.row(2, named=True)
    assert (row["incident_id"], row["force"], row["forename"]) == ("INC0002", "F2", None)


def test_a_no_break_space_around_a_cell_does_not_count(extracts: Made, read: Read) -> None:
    extracts.change("police", "INC0002,F2,Zoë", "INC0002\u00a0,F2,\u00a0Zoë\u00a0")
    row = read(extracts).extracts.police.row(2, named=True)
    assert (row["incident_id"], row["forename"]) == ("INC0002", "Zoë")


@pytest.mark.parametrize(("said", "code"), [("male", "M"), ("2", "F"), ("U", None), ("Unknown", None)])
def test_words_for_sex_that_are_in_use_are_understood(
    extracts: Made, read: Read, said: str, code: str | None
) -> None:
    extracts.change("children", "-10,M,WBRI", f"-10,{said},WBRI")
    assert read(extracts).extracts.children["sex"][0] == code


def test_an_authoritys_tables_may_come_in_several_files(extracts: Made, read: Read) -> None:
    lines = extracts.table("children").read_text("utf-8").splitlines()
    (extracts.authority / "children_north.csv").write_text("\n".join(lines[:20]) + "\n", "utf-8")
    (extracts.authority / "children_south.csv").write_text("\n".join([lines[0], *lines[20:]]) + "\n", "utf-8")
    extracts.table("children").unlink()
    assert read(extracts).extracts.children.height == 40


def test_authorities_may_each_have_a_folder(extracts: Made, read: Read) -> None:
    north = extracts.authority / "north"
    north.mkdir()
    for name in ("children", "placements", "missing"):
        extracts.table(name).rename(north / f"{name}.csv")
    assert read(extracts).extracts.children.height == 40
