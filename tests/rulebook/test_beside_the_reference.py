"""The tables hold what the reference beside the code lists, where that lies there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from waylight.rulebook.access import CELLS
from waylight.rulebook.police import GRADES, WORDINGS
from waylight.rulebook.retention import KEPT, UNUSED_ACCOUNT

REFERENCE = Path(__file__).parents[3] / "shared" / "domain"
pytestmark = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference is not here")
# Two conditions of the reference are relations of their own, made true by interests that end sooner.
NARROWER = {"police, while away": "searching", "interviewing, on safeguarding concern": "concern"}


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(list_: str) -> set[str]:
    return {row["code"] for row in rows("codes_domain.csv") if row["list"] == list_}


def test_every_cell_of_the_access_grid_is_there_with_its_condition() -> None:
    held = {(c.role, c.record, str(c.action), str(c.relation)): c.condition for c in CELLS}
    for row in rows("access_grid.csv"):
        relation, _, condition = row["relation"].partition(", ")
        narrow = NARROWER.get(row["relation"], relation)
        assert held[row["role"], row["record"], row["action"], narrow] == condition, row


def test_of_the_records_that_it_lists_the_grid_adds_break_glass_and_what_is_named_here() -> None:
    listed = {(row["role"], row["record"], row["action"]) for row in rows("access_grid.csv")}
    records = {row["record"] for row in rows("access_grid.csv")}
    added = [c for c in CELLS if (c.role, c.record, str(c.action)) not in listed and c.record in records]
    others = {(c.role, c.record) for c in added if str(c.relation) != "break glass"}
    assert others == {
        # The director answers what nobody answered; other carers ask as homes do.
        ("director", "plan review"),
        ("foster carer", "plan review"),
        ("supported-accommodation worker", "plan review"),
        # Who carries a duty says that it was done.
        ("night worker", "duty"),
        ("registered manager", "duty"),
        ("foster carer", "duty"),
        ("supported-accommodation worker", "duty"),
        ("reviewing officer", "duty"),
        ("out-of-hours team", "duty"),
        # Whether and when an interview was offered and held; never words.
        ("social worker", "interview facts"),
        ("team manager", "interview facts"),
        ("reviewing officer", "interview facts"),
        ("director", "interview facts"),
        ("registered manager", "interview facts"),
        ("return interviewer", "interview facts"),
        ("interview service manager", "interview facts"),
    }


def test_every_wording_and_every_grade_of_police_is_there() -> None:
    assert {wording.code for wording in WORDINGS} == codes("police_category_versions")
    assert {g.code for g in GRADES} == codes("police_risk_level") | codes("police_risk_level_2010")


def test_every_record_of_the_retention_schedule_is_there() -> None:
    assert len([one for one in KEPT if one is not UNUSED_ACCOUNT]) == len(rows("retention.csv"))
