"""The command `waylight check-return`: what it takes, what it refuses, what it writes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from waylight.engine.checks import Table
from waylight.ops.cli import main
from waylight.rulebook.statutory_return import CHECKS
from waylight.statutory_return.modules import BY_TABLE, LOOKED_AT, read_modules

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,F,10/06/2011,WBRI,UN1,,\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "1,01/04/2025,S,C2,N1,K2,PR4,,,,AA1 1AA,AA1 1AB,XXXXXXX\n"
)
ABSENCES = "CHILD,DOB,MISSING,MIS_START,MIS_END\n1,10/06/2011,M,02/05/2025,01/05/2025\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A return with one fault: the absence ends before it starts."""
    folder = tmp_path / "return"
    folder.mkdir()
    write(folder, a=HEADER, b=EPISODES, c=ABSENCES)
    return folder


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")


def check(folder: Path, *more: str, out: Path | None = None) -> int:
    return main(["check-return", str(folder), "--year", "2026", "--out", str(out or listed(folder)), *more])


def listed(folder: Path) -> Path:
    return folder.parent / "faults.csv"


def faults(folder: Path) -> list[dict[str, str]]:
    with listed(folder).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rules(folder: Path) -> list[str]:
    return [fault["rule"] for fault in faults(folder)]


def test_each_fault_is_a_line_with_its_rule_row_child_and_what_to_do(folder: Path) -> None:
    assert check(folder) == 0
    [fault] = faults(folder)
    assert list(fault) == ["rule", "table", "row", "child", "message"]
    assert [fault[column] for column in ("rule", "table", "row", "child")] == ["567", "missing", "0", "1"]
    assert "01/05/2025" in fault["message"]
    assert "Correct the date" in fault["message"]


def test_the_list_is_for_its_owner_only(folder: Path) -> None:
    check(folder)
    assert listed(folder).stat().st_mode & 0o777 == 0o600


def test_a_sound_return_gives_a_list_with_a_heading_alone(folder: Path) -> None:
    write(folder, c=ABSENCES.replace("01/05/2025", "03/05/2025"))
    assert check(folder) == 0
    assert listed(folder).read_text("utf-8") == "rule,table,row,child,message\n"


def test_modules_without_rows_are_sound(folder: Path) -> None:
    write(folder, a=HEADER.splitlines()[0], b=EPISODES.splitlines()[0], c=ABSENCES.splitlines()[0] + "\n")
    assert check(folder) == 0
    assert faults(folder) == []


def test_columns_may_stand_in_any_order_in_small_letters_after_a_mark_and_with_spaces(folder: Path) -> None:
    text = "\ufeffmis_end, mis_start ,Missing,child,dob\r\n\r\n01/05/2025, 02/05/2025,M, 1 ,10/06/2011\r\n"
    write(folder, c=text)
    assert check(folder) == 0
    assert [(fault["rule"], fault["row"], fault["child"]) for fault in faults(folder)] == [("567", "0", "1")]


def test_rows_are_counted_without_blank_lines(folder: Path) -> None:
    write(folder, c=ABSENCES.replace("\n1,", "\n\n1,10/06/2011,A,01/05/2025,01/05/2025\n\n1,"))
    check(folder)
    assert [(fault["rule"], fault["row"]) for fault in faults(folder)] == [("567", "1")]


def test_a_child_whose_number_begins_with_noughts_keeps_them(folder: Path) -> None:
    write(folder, c=ABSENCES.replace("\n1,", "\n001,"))
    check(folder)
    assert {fault["child"] for fault in faults(folder)} == {"001"}


def test_last_years_open_row_is_asked_for(folder: Path, tmp_path: Path) -> None:
    last = tmp_path / "last"
    last.mkdir()
    write(last, missing=ABSENCES.replace("02/05/2025,01/05/2025", "30/03/2025,"))
    assert check(folder, "--last-year", str(last)) == 0
    assert rules(folder) == ["567", "576"]
    assert "30/03/2025" in faults(folder)[1]["message"]


def test_of_last_years_return_only_the_missing_module_is_asked_for(folder: Path, tmp_path: Path) -> None:
    """Other modules had other columns in other years."""
    last = tmp_path / "last"
    last.mkdir()
    write(last, missing=ABSENCES, episodes="CHILD,DECOM,RNE,LS,CIN,PLACE\n1,01/04/2024,S,C2,N1,U1\n")
    assert check(folder, "--last-year", str(last)) == 0


def test_a_summary_counts_by_rule_and_names_no_child(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, c=ABSENCES.replace("\n1,", "\nZX81,"))
    assert check(folder, "--json") == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert {one["rule"]: one["faults"] for one in told["rules"] if one["faults"]} == {
        "567": 1,
        "1012": 1,
        "INT04": 1,
    }
    assert (told["faults"], told["children"], told["from"], told["to"]) == (3, 1, "2025-04-01", "2026-03-31")
    assert told["modules"]["missing"] == {"file": "return/c.csv", "rows": 1}
    assert [one["rule"] for one in told["not_checked"]] == ["576"]
    assert len(told["rules"]) + 1 == len(CHECKS)
    assert "ZX81" not in out + err


def test_what_could_not_be_checked_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.csv").unlink()
    assert check(folder) == 0
    assert "Not checked: INT04, without header" in capsys.readouterr().err


def test_what_is_no_part_of_a_return_is_passed_over_and_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, names="CHILD,FORENAME,SURNAME\n1,Ada,Example\n")
    assert check(folder, out=folder / "faults.csv") == 0
    assert "return/names.csv, which no rule looks at" in capsys.readouterr().err
    assert check(folder, out=folder / "faults.csv") == 0, "its own list neither"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "c",
            "CHILD,DOB,MISSING,MIS_START\n",
            "return/c.csv, line 1, column MIS_END: the column is not there",
        ),
        ("c", ABSENCES.replace("MIS_END", "MIS_STOP"), "column MIS_END: the column is not there"),
        ("c", "CHILD,DOB,MISSING,MIS_START,MIS_END,NOTE\n", "1 of the columns are not of the missing module"),
        (
            "c",
            "CHILD,DOB,MISSING,MIS_START,MIS_END,MIS_END\n",
            "column MIS_END: the column stands there twice",
        ),
        ("c", "", "return/c.csv: the file is empty"),
        ("c", ABSENCES + "1,10/06/2011,M\n", "return/c.csv, line 3: this row has 3 cells, the header 5"),
        ("c", "NAME,AGE\nAda,9\n", "return/missing.csv: no CSV file in the folder is the missing module"),
        ("d", ABSENCES, "return/d.csv, line 1: return/c.csv is the missing module already"),
        ("b", EPISODES.replace(",URN", ""), "return/b.csv, line 1, column URN: the column is not there"),
    ],
)
def test_a_folder_that_is_no_return_is_refused_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
) -> None:
    write(folder, **{name: text})
    assert check(folder) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "Remedy: " in err
    assert not listed(folder).exists()


def test_every_fault_of_every_file_is_said_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, b=EPISODES.replace(",URN", ""), c="CHILD,DOB,MISSING,MIS_START\n")
    assert check(folder) == 2
    err = capsys.readouterr().err
    assert "column URN" in err
    assert "column MIS_END" in err


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path / "gone") == 2
    assert "gone: there is no such folder" in capsys.readouterr().err


def test_a_list_is_never_written_over_a_file_that_no_check_wrote(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(folder, out=folder / "c.csv") == 2
    assert "holds something that no check wrote" in capsys.readouterr().err
    assert (folder / "c.csv").read_text("utf-8") == ABSENCES
    assert check(folder) == 0
    assert check(folder) == 0, "an earlier list may be"
    assert check(folder, out=folder) == 2


@pytest.mark.parametrize("year", ["26", "2025/26", "next", "1066"])
def test_a_year_is_written_in_full(folder: Path, year: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check-return", str(folder), "--year", year, "--out", str(listed(folder))])
    assert ended.value.code == 2
    assert "write it as 2026" in capsys.readouterr().err


def test_what_breaks_the_program_is_told_without_a_cell(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("Ada Example, 10/06/2011")

    monkeypatch.setattr("waylight.statutory_return.check_command.faults", broken)
    assert check(folder) == 1
    err = capsys.readouterr().err
    assert "ValueError" in err
    assert "Ada" not in err


@pytest.mark.parametrize("table", BY_TABLE, ids=str)
def test_each_module_is_known_by_its_columns_alone(tmp_path: Path, table: Table) -> None:
    write(tmp_path, any_name=",".join(BY_TABLE[table].columns) + "\n", other=ABSENCES.splitlines()[0])
    if table is Table.MISSING:
        (tmp_path / "other.csv").unlink()
    assert set(read_modules(tmp_path, tuple(BY_TABLE)).tables) == {table, Table.MISSING}


def test_a_module_at_which_no_rule_looks_is_passed_over_whatever_is_wrong_with_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Table.OC3 not in LOOKED_AT
    write(folder, leavers="CHILD,DOB,IN_TOUCH\n1\n", more="CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,,,,\n")
    assert check(folder) == 0
    assert "return/leavers.csv, which no rule looks at" in capsys.readouterr().err


def test_a_module_may_have_any_name(folder: Path) -> None:
    (folder / "c.csv").rename(folder / "MISSING FROM CARE 2025-26 (final)")
    (folder / "b.csv").rename(folder / "Episodes.TXT")
    (folder / "a.csv").rename(folder / "missing.CSV")
    assert check(folder) == 0
    assert rules(folder) == ["567"]


def test_notes_beside_the_modules_are_no_fault(folder: Path) -> None:
    (folder / "notes.txt").write_bytes(b"\x00\x01 not a table")
    (folder / "report.pdf").write_bytes(b"%PDF-")
    assert check(folder) == 0


def test_a_place_that_cannot_be_written_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, out=folder / "c.csv" / "faults.csv") == 2
    assert "Remedy: " in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "b.csv", "c.csv"]


def test_a_summary_that_nobody_can_be_told_leaves_no_list(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert check(folder, "--json") == 2
    assert "There is no standard output for the summary" in capsys.readouterr().err
    assert list(folder.parent.iterdir()) == [folder]
