"""A thousand damaged files: none breaks the reader, none is taken in part, each refusal says what to do."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path

import numpy as np
import pytest

from tests.exchange.damage import Damage, Damaged
from tests.exchange.making import NOW, Made, made
from tests.exchange.real_exports import DAMAGES
from tests.exchange.test_commands import arguments, table
from waylight.exchange.commands import reconcile_command
from waylight.exchange.files import Fault, Reading, Refused, read_all
from waylight.exchange.files.layout import Layout

# Of every kind, a thousand in all; a release does ten thousand.
EACH = -(-int(os.environ.get("WAYLIGHT_DAMAGED", "1000")) // len(DAMAGES))
# Seconds of the processor's time within which the worst of them is answered.
WORST = 0.1


def attempt(extracts: Made, damaged: Damaged) -> Reading | tuple[Fault, ...]:
    try:
        return read_all(damaged.police or extracts.police, extracts.authority, now=NOW)
    except Refused as refusal:
        return refusal.faults


def slow(extracts: Made, damaged: Damaged) -> list[str]:
    """What is wrong with how long an answer took. A second look decides: the first may load what all others use."""
    took = 0.0
    for _ in range(2):
        began = time.process_time()
        attempt(extracts, damaged)
        took = time.process_time() - began
        if took <= WORST:
            return []
    return [f"took {took * 1000:.0f} ms"]


def complaints(damaged: Damaged, result: Reading | tuple[Fault, ...]) -> list[str]:
    """What is wrong with how a damaged file was treated; nothing where it was treated well."""
    if isinstance(result, Reading):
        aside = result.extracts.set_aside.filter(table=damaged.table)["line"].to_list()
        if damaged.outcome == "refused":
            return ["taken, though its structure is bad"]
        if damaged.outcome == "set aside" and damaged.line not in aside:
            return [f"line {damaged.line} was not set aside, but {aside}"]
        if damaged.outcome == "taken" and aside:
            return [f"lines {aside} were set aside for nothing"]
        return []
    found = []
    if damaged.outcome in ("taken", "set aside"):
        found.append(f"refused: {result[0]}")
    if damaged.line is not None and damaged.line not in {fault.line for fault in result}:
        found.append(f"line {damaged.line} is not named by {list(map(str, result))}")
    if not all(fault.file and fault.what and fault.remedy for fault in result):
        found.append("a fault without file, reason or remedy")
    if any(name in str(fault) for fault in result for name in ("Zo", "Neil")):
        found.append("a fault that tells a name")
    if not any(damaged.table in str(fault) for fault in result):  # a cut list is seen by who is not on it
        found.append("the damaged file is not named")
    return found


def spoil(root: Path, damage: Damage, seed: str) -> tuple[Made, Damaged]:
    extracts = made(root)
    return extracts, damage(extracts, random.Random(seed))


@pytest.mark.slow
@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_files_are_refused_or_set_aside_as_they_should_be(name: str, tmp_path: Path) -> None:
    wrong = []
    for number in range(EACH):
        extracts, damaged = spoil(tmp_path / str(number), DAMAGES[name], f"{name} {number}")
        found = complaints(damaged, attempt(extracts, damaged)) + slow(extracts, damaged)
        wrong += [f"{number}: {said}" for said in found]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("name", DAMAGES)
def test_the_command_leaves_nothing_of_a_refused_file(name: str, tmp_path: Path) -> None:
    """And of one that is taken it leaves no row out."""
    extracts, damaged = spoil(tmp_path / "in", DAMAGES[name], name)
    reading = attempt(extracts, damaged)
    out = tmp_path / "out"
    told = arguments(extracts, out, police=damaged.police or extracts.police)
    if isinstance(reading, Reading):
        assert reconcile_command(told) == 0
        every_row_once(out, reading)
        return
    assert reconcile_command(told) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def every_row_once(out: Path, reading: Reading) -> None:
    """Each row that was read or set aside stands in rows.csv once; the classes of each side add up to them."""
    rows, bridge = table(out / "rows.csv"), json.loads((out / "bridge.json").read_text("utf-8"))
    extracts = reading.extracts
    sides = (("police", extracts.police["incident_id"]), ("authority", extracts.missing["missing_id"]))
    for side, read in sides:
        aside = extracts.set_aside.filter(table="police" if side == "police" else "missing")
        ids = [*read, *aside["id"]]
        assert sorted(row["id"] for row in rows if row["side"] == side) == sorted(ids)
        assert sum(bridge[side]["classes"].values()) == len(ids)


def test_the_drill_finds_a_reader_that_does_not_count_delimiters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: with the check of the structure taken out, short rows slip in and the drill says so."""

    def unchecked(body: np.ndarray, delimiter: int, width: int) -> Layout:
        return Layout(np.arange(bytes(body).count(b"\n") + 1), frozenset(range(width)))

    monkeypatch.setattr("waylight.exchange.files.layout.layout_of", unchecked)
    found = []
    for number in range(20):
        extracts, damaged = spoil(tmp_path / str(number), DAMAGES["a delimiter too few"], f"control {number}")
        found += complaints(damaged, attempt(extracts, damaged))
    assert "taken, though its structure is bad" in found


def test_the_drill_finds_a_reader_that_is_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: somebody who waits for an answer is told that it took too long."""
    extracts, damaged = spoil(tmp_path, DAMAGES["half a row"], "control")
    monkeypatch.setattr("tests.exchange.test_damage.WORST", 0.0)
    assert "took" in slow(extracts, damaged)[0]


def test_the_drill_finds_a_reader_that_sets_nothing_aside(tmp_path: Path) -> None:
    """Control: what a reader that mends bad dates would give back is what a sound file gives."""
    _, damaged = spoil(tmp_path, DAMAGES["the 31st of February"], "control")
    mended = attempt(made(tmp_path / "sound"), damaged)
    assert complaints(damaged, mended) == [f"line {damaged.line} was not set aside, but []"]
