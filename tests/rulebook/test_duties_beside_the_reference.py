"""Every row of the reference's deadlines is judged, or stands with what is missing to judge it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.engine.owing.telling import DUTIES
from waylight.rulebook.duties_not_yet import ELSEWHERE, NOT_YET

DEADLINES = Path(__file__).parents[3] / "shared" / "domain" / "deadlines.csv"
# Where one row of the reference is two, its second duty has a letter there already.
ROW = re.compile(r"([A-Z]{2}\d{2})[a-z]?")


def row_of(code: str) -> str:
    """The reference's number of a code."""
    found = ROW.fullmatch(code)
    assert found, code
    return found[1]


def test_no_row_is_judged_and_not_judged() -> None:
    judged = {row_of(duty.code) for duty in DUTIES}
    assert judged.isdisjoint({row.code for row in (*NOT_YET, *ELSEWHERE)})


def test_what_is_held_elsewhere_is_held_by_a_duty() -> None:
    assert {code for row in ELSEWHERE for code in row.held_by} <= {duty.code for duty in DUTIES}


@pytest.mark.skipif(not DEADLINES.exists(), reason="the reference is not here")
def test_every_row_of_the_reference_has_its_place() -> None:
    with DEADLINES.open(encoding="utf-8", newline="") as file:
        listed = {row_of(row["id"]) for row in csv.DictReader(file)}
    held = {row_of(duty.code) for duty in DUTIES} | {row.code for row in (*NOT_YET, *ELSEWHERE)}
    assert held == listed


@pytest.mark.skipif(not DEADLINES.exists(), reason="the reference is not here")
def test_clocks_that_the_reference_gives_in_figures_are_the_rows_clocks() -> None:
    units = {"hours": 60, "weeks": 1, "months": 1, "working days": 1}
    with DEADLINES.open(encoding="utf-8", newline="") as file:
        given = {
            row["id"]: int(row["value"]) * units[row["unit"]]
            for row in csv.DictReader(file)
            if row["unit"] in units
        }
    ours = {
        duty.code: getattr(duty.within, "minutes", None) or getattr(duty.within, "count", None)
        for duty in DUTIES
    }
    compared = {code: (ours[code], figure) for code, figure in given.items() if ours.get(code)}
    assert len(compared) >= 7
    assert {code: pair for code, pair in compared.items() if pair[0] != pair[1]} == {}
