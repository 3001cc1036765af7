"""From the shell the command has a process of its own, and ends it at once: nothing that it said may be lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.exchange.making import Made


def called(extracts: Made, out: Path) -> subprocess.CompletedProcess[str]:
    given = ["--police", str(extracts.police), "--authority", str(extracts.authority), "--out", str(out)]
    command = [sys.executable, "-m", "waylight.ops.cli", "reconcile", *given, "--now", "2026-03-01", "--json"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_all_is_written_and_told_before_the_process_ends(extracts: Made, tmp_path: Path) -> None:
    ended = called(extracts, tmp_path / "out")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout) == json.loads((tmp_path / "out" / "bridge.json").read_text("utf-8"))
    assert (tmp_path / "out" / "explain" / "run.json").exists()


def test_a_refusal_is_told_whole(extracts: Made, tmp_path: Path) -> None:
    extracts.change("police", "force", "area")
    ended = called(extracts, tmp_path / "out")
    assert ended.returncode == 2
    assert ended.stderr.startswith("Refused: 1 fault") and ended.stderr.endswith(".\n")
