"""The homes' own reports, and what people decided at the desk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.exchange.making import NOW, Made
from waylight.exchange.files import Refused, read_all
from waylight.exchange.files.decisions import read_decisions


def test_homes_name_the_child_by_id_or_by_name(extracts: Made) -> None:
    path = extracts.root / "homes.csv"
    path.write_text("report_id,home,child_id,left_at,returned_at\nH1,Elm,C001,2025-02-11T21:00,\n", "utf-8")
    homes = read_all(extracts.police, extracts.authority, path, now=NOW).extracts.homes
    assert homes is not None
    assert homes.row(0, named=True)["child_id"] == "C001"
    path.write_text(
        "report_id,home,forename,surname,date_of_birth,left_at,returned_at\n"
        "H1,Elm,Zoë,Ward,03/02/2010,11/02/2025,12/02/2025 07:30\n",
        "utf-8",
    )
    homes = read_all(extracts.police, extracts.authority, path, now=NOW).extracts.homes
    assert homes is not None
    row = homes.row(0, named=True)
    assert (row["date_of_birth"], row["left_day"]) == (dt.date(2010, 2, 3), True)
    assert row["returned_at"] == dt.datetime(2025, 2, 12, 7, 30)


def test_without_homes_there_is_no_third_list(extracts: Made) -> None:
    assert read_all(extracts.police, extracts.authority, now=NOW).extracts.homes is None


def test_faulty_homes_refuse_the_run(extracts: Made) -> None:
    path = extracts.root / "homes.csv"
    path.write_text("report_id,home,left_at\nH1,Elm,2025-02-11\nH1,Elm,2025-02-12\n", "utf-8")
    with pytest.raises(Refused) as refusal:
        read_all(extracts.police, extracts.authority, path, now=NOW)
    assert [(fault.line, fault.column) for fault in refusal.value.faults] == [
        (1, "returned_at"),
        (3, "report_id"),
    ]


def decisions(tmp_path: Path, row: str) -> Path:
    path = tmp_path / "decisions.csv"
    path.write_text(f"incident_id,child_id,missing_id,verdict,by,at\n{row}\n", "utf-8")
    return path


def test_decisions_are_read_with_their_time_in_utc(tmp_path: Path) -> None:
    found = read_decisions(decisions(tmp_path, "INC1,C1,,Yes,A. Officer,2026-02-03T10:00:00Z"))
    assert found.row(0) == (
        "INC1",
        "C1",
        None,
        "yes",
        "A. Officer",
        dt.datetime(2026, 2, 3, 10, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("INC1,C1,,perhaps,A,2026-02-03T10:00:00Z", "verdict"),
        ("INC1,C1,,yes,A,yesterday", "at"),
        (",C1,,yes,A,2026-02-03T10:00:00+00:00", "incident_id"),
    ],
)
def test_a_decision_that_cannot_be_read_is_refused(tmp_path: Path, row: str, column: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_decisions(decisions(tmp_path, row))
    assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(2, column)]
