"""The demonstration: true about what it does, and one at a time."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from waylight.ops import cli
from waylight.ops.demo import command
from waylight.ops.demo.load import files_of
from waylight.ops.demo.steps import Steps
from waylight.ops.postgres.place import only_one
from waylight.ops.processes import pages


def test_a_step_is_told_as_it_begins_and_with_its_time_when_done(capsys: pytest.CaptureFixture[str]) -> None:
    steps = Steps(2)
    with steps.step("Starting PostgreSQL"):
        assert capsys.readouterr().out == "[1/2] Starting PostgreSQL ... "
    assert capsys.readouterr().out.endswith(" s\n")


def test_a_step_that_fails_is_not_told_as_done(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError), Steps(1).step("Starting"):
        raise RuntimeError
    assert " s\n" not in capsys.readouterr().out


def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((command.HERE, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert command._free_port(port) > port


def test_only_this_machine_is_served() -> None:
    words = pages(command.HERE, 8000)
    assert words[words.index("--host") + 1] == "127.0.0.1"


def test_a_second_demonstration_in_the_same_place_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WAYLIGHT_STATE", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with only_one(tmp_path / "demo.lock"):
        assert cli.main(["demo"]) == 1
    assert "is running here already" in capsys.readouterr().err


def test_the_regions_files_go_where_the_form_asks_for_them(tmp_path: Path) -> None:
    (tmp_path / "authority").mkdir()
    for name in ("police.csv", "homes.csv", "authority/children.csv", "authority/missing.csv"):
        (tmp_path / name).write_text("a\n1\n")
    assert [(file.slot, file.name) for file in files_of(tmp_path)] == [
        ("police", "police.csv"),
        ("homes", "homes.csv"),
        ("authority", "children.csv"),
        ("authority", "missing.csv"),
    ]
