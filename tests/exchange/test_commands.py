"""The commands: what they return, what they say, and that a refusal leaves nothing behind."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import errno
import io
import json
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.exchange.making import Made
from waylight.exchange import commands
from waylight.exchange.commands import explain_command, reconcile_command
from waylight.exchange.outputs import OutputRefused, check_place, whole_or_nothing

CONTRACT = {
    "links.csv": ["incident_id", "child_id", "probability"],
    "matches.csv": ["incident_id", "missing_id", "probability"],
    "episodes.csv": [
        "episode_id", "child_id", "category", "started_at", "ended_at", "precision",
        "police_incidents", "authority_rows", "seen_by", "differences",
    ],
    "rows.csv": ["side", "id", "class", "reason"],
}  # fmt: skip


def arguments(extracts: Made, out: Path, **others: object) -> argparse.Namespace:
    told: dict[str, object] = {
        "police": extracts.police,
        "authority": extracts.authority,
        "out": out,
        "mapping": None,
        "homes": None,
        "first": None,
        "last": None,
        "told": [],
        "json": False,
        "now": dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC),
    }
    return argparse.Namespace(**{**told, **others})


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_file_of_the_contract_is_written_into_a_private_folder(extracts: Made, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert reconcile_command(arguments(extracts, out)) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    for name, columns in CONTRACT.items():
        with (out / name).open(newline="", encoding="utf-8") as file:
            assert next(csv.reader(file))[: len(columns)] == columns, name
    for name in ("bridge.json", "estimate.json", "quality.json", "explain/run.json"):
        json.loads((out / name).read_text("utf-8"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_every_row_of_both_sides_is_in_rows_once_also_those_set_aside(extracts: Made, tmp_path: Path) -> None:
    extracts.change("police", "T21:07", "T91:07")
    extracts.change("missing", "M003,C003,A", "M003,C003,Q")
    out = tmp_path / "out"
    assert reconcile_command(arguments(extracts, out)) == 0
    rows = table(out / "rows.csv")
    assert sorted(row["id"] for row in rows if row["side"] == "police") == [f"INC{n:04d}" for n in range(60)]
    assert sorted(row["id"] for row in rows if row["side"] == "authority") == [f"M{n:03d}" for n in range(40)]
    aside = {row["id"] for row in rows if row["class"] == "cannot be read"}
    assert aside == {"INC0007", "M003"}
    faults = table(out / "faults.csv")
    assert [(fault["line"], fault["column"]) for fault in faults] == [
        ("9", "last_seen_at"),
        ("5", "category"),
    ]


def test_a_refused_input_returns_2_and_leaves_nothing(
    extracts: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extracts.change("police", "INC0040", "INC0007")
    assert reconcile_command(arguments(extracts, tmp_path / "deep" / "out")) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(
        "Refused: 1 fault. Nothing was written.\npolice.csv, line 42, column incident_id"
    )
    assert "Remedy: " in told.err


def test_a_refused_input_leaves_an_earlier_result_as_it_was(extracts: Made, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert reconcile_command(arguments(extracts, out)) == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    extracts.change("police", "INC0040", "INC0007")
    assert reconcile_command(arguments(extracts, out)) == 2
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_an_earlier_result_is_replaced_whole(extracts: Made, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert reconcile_command(arguments(extracts, out)) == 0
    (out / "left over.txt").write_text("x")
    assert reconcile_command(arguments(extracts, out)) == 0
    assert not (out / "left over.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_a_folder_with_other_files_is_not_touched(
    extracts: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("dear")
    assert reconcile_command(arguments(extracts, out)) == 2
    assert (out / "letter.txt").read_text() == "dear"
    assert "Remedy" in capsys.readouterr().err


def test_an_empty_folder_is_used_and_a_file_is_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    check_place(tmp_path / "empty")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputRefused):
        check_place(tmp_path / "file")


def test_what_breaks_half_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), whole_or_nothing(tmp_path / "out") as folder:
        (folder / "links.csv").write_text("half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["in/police.csv/out", "x" * 300, "/proc/out", os.fsdecode(b"out\xff")])
def test_a_place_that_cannot_be_written_is_refused_and_nothing_is_left(
    extracts: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert reconcile_command(arguments(extracts, tmp_path / place)) == 2
    assert "Remedy: " in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_full_disk_is_refused_and_nothing_is_left(
    extracts: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(folder: Path, *_: object) -> None:
        (folder / "links.csv").write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(commands, "write_outputs", full)
    assert reconcile_command(arguments(extracts, tmp_path / "deep" / "out")) == 2
    assert "cannot be written: No space left on device. Remedy: " in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize("stream", ["full", "closed"])
def test_a_bridge_that_nobody_can_read_leaves_no_folder_either(
    extracts: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    with Path("/dev/full").open("w") as full, suppress(OSError):
        monkeypatch.setattr(sys, "stdout", full if stream == "full" else None)
        assert reconcile_command(arguments(extracts, tmp_path / "out", json=True)) == 2
        assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_the_bridge_is_printed_also_where_only_ascii_can_be(
    extracts: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracts.change("police", ",F0,", ",Fôrce,")
    printed = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", printed)
    assert reconcile_command(arguments(extracts, tmp_path / "out", json=True)) == 0
    printed.seek(0)
    assert "Fôrce" in {row["value"] for row in json.loads(printed.read())["by"]["force"]}


@pytest.mark.parametrize("name", ["po\nlice.csv", "\x1b[31mred.csv", os.fsdecode(b"p\xe9\xff.csv")])
def test_a_file_may_have_any_name_and_messages_show_it_in_plain_letters(
    extracts: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    odd = extracts.police.rename(extracts.root / name)
    if not name.isascii():  # its path goes into what the run says of itself
        assert reconcile_command(arguments(extracts, tmp_path / "out", police=odd)) == 0
    odd.write_text("")
    assert reconcile_command(arguments(extracts, tmp_path / "other", police=odd)) == 2
    fault = capsys.readouterr().err.splitlines()[1]
    assert fault.isprintable() and "the file is empty. Remedy: " in fault


def test_a_breakdown_says_where_but_not_what_the_data_was(
    extracts: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("could not read Zoë O'Neil")

    monkeypatch.setattr(commands, "write_outputs", broken)
    assert reconcile_command(arguments(extracts, tmp_path / "out")) == 1
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "Zo" not in told
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_json_prints_the_bridge_and_nothing_else(
    extracts: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reconcile_command(arguments(extracts, tmp_path / "out", json=True)) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == json.loads((tmp_path / "out" / "bridge.json").read_text("utf-8"))
    assert told.err == ""


def test_two_files_without_rows_are_reconciled_to_zero(extracts: Made, tmp_path: Path) -> None:
    for name in ("police", "children", "placements", "missing"):
        extracts.write(name, extracts.table(name).read_text("utf-8").splitlines()[0], [])
    assert reconcile_command(arguments(extracts, tmp_path / "out")) == 0
    assert table(tmp_path / "out" / "rows.csv") == []


@pytest.mark.parametrize("side", ["police", "missing"])
def test_one_side_without_rows_is_reconciled(extracts: Made, tmp_path: Path, side: str) -> None:
    extracts.write(side, extracts.table(side).read_text("utf-8").splitlines()[0], [])
    assert reconcile_command(arguments(extracts, tmp_path / "out")) == 0
    assert len(table(tmp_path / "out" / "rows.csv")) == {"police": 40, "missing": 60}[side]


def test_no_output_but_explain_holds_a_name(extracts: Made, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert reconcile_command(arguments(extracts, out)) == 0
    for path in out.rglob("*"):
        if path.is_file():
            assert b"O'Neil" not in path.read_bytes(), path.name


def test_explain_shows_names_only_while_the_inputs_lie_there(
    extracts: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert reconcile_command(arguments(extracts, out)) == 0
    asked = argparse.Namespace(out=out, incident_id="INC0001", now=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    assert explain_command(asked) == 0
    told = capsys.readouterr().out
    assert told.startswith("Incident INC0001: ")
    assert "O'Neil-1" in told
    extracts.police.write_text("moved")
    assert explain_command(asked) == 0
    assert "O'Neil" not in capsys.readouterr().out


def test_explain_of_an_unknown_incident_returns_2(
    extracts: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert reconcile_command(arguments(extracts, out)) == 0
    asked = argparse.Namespace(out=out, incident_id="INC9999", now=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    assert explain_command(asked) == 2
    assert "No incident INC9999" in capsys.readouterr().err
    assert explain_command(argparse.Namespace(**{**vars(asked), "out": tmp_path})) == 2


def test_ids_that_a_spreadsheet_would_take_for_formulas_come_back_as_they_went_in(
    extracts: Made, tmp_path: Path
) -> None:
    for old, new in (("INC0007", "=1+1"), ("INC0008", "@SUM"), ("INC0009", "-5"), ("INC0010", "+44")):
        extracts.change("police", old, new)
    assert reconcile_command(arguments(extracts, tmp_path / "out")) == 0
    ids = {row["id"] for row in table(tmp_path / "out" / "rows.csv")}
    assert {"=1+1", "@SUM", "-5", "+44"} <= ids
