"""Runs are asked for once, tell the truth about how far they are, and end whole or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.support import small_desk

pytestmark = pytest.mark.django_db


def start(upload: Any, now: datetime) -> Any:
    from tests.support.officers import INES
    from waylight.desk.services import runs

    return runs.start(id=uuid4(), upload_id=upload.id, by=INES, now=now)


def test_pressing_start_twice_starts_one_run(upload: Any, now: datetime) -> None:
    assert start(upload, now).id == start(upload, now).id
    assert upload.runs.count() == 1


def test_a_run_asks_the_worker_in_the_same_transaction(upload: Any, now: datetime) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    run = start(upload, now)
    jobs = ProcrastinateJob.objects.filter(task_name="desk.reconcile_upload")
    assert [job.args for job in jobs] == [{"run_id": str(run.id)}]


def test_progress_is_what_the_engine_said(upload: Any, now: datetime) -> None:
    from waylight.desk.services import runs
    from waylight.desk.working import Teller

    run = start(upload, now)
    runs.begin(run_id=run.id, now=now)
    Teller(run.id, lambda: now)("Linking people", 0.42)
    run.refresh_from_db()
    assert (run.stage, run.percent) == ("Linking people", 42)


def test_a_failed_run_says_so_keeps_nothing_and_can_be_started_again(
    upload: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    import waylight.reconcile as engine
    from waylight.desk.models import RunRow
    from waylight.desk.working import reconcile_upload

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a row about a child")

    monkeypatch.setattr(engine, "reconcile", broken)
    run = start(upload, now)
    with pytest.raises(RuntimeError):
        reconcile_upload(run.id, lambda: now)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "start it again" in run.failure and "a child" not in run.failure
    assert not RunRow.objects.exists()
    assert start(upload, now).number == 2


def test_a_run_of_a_killed_worker_is_ended(upload: Any, now: datetime) -> None:
    from waylight.desk.services import retention, runs

    run = start(upload, now)
    runs.begin(run_id=run.id, now=now)
    assert retention.fail_lost_runs(now=now + timedelta(minutes=29)) == 0
    assert retention.fail_lost_runs(now=now + timedelta(minutes=30)) == 1
    run.refresh_from_db()
    assert run.state == "failed"


def test_a_new_run_closes_the_one_before_it(run: Any, upload: Any, now: datetime) -> None:
    small_desk.finished_run(upload, now + timedelta(hours=1))
    run.refresh_from_db()
    assert run.closed_at == now + timedelta(hours=1)


def test_every_input_row_is_in_the_lists_once(run: Any) -> None:
    from waylight.desk.models import RunRow

    rows = RunRow.objects.filter(run=run).values_list("side", "row_id")
    assert sorted(rows) == sorted((side, id) for side, id, _, _ in small_desk.ROWS)


def test_lists_know_force_authority_year_and_category(run: Any) -> None:
    from waylight.desk.models import RunRow

    rows = {
        row.row_id: (row.force, row.authority, row.year, row.category)
        for row in RunRow.objects.filter(run=run)
    }
    assert rows["P1"] == ("F1", "A1", "2026", "M")
    assert rows["P5"] == ("F2", "no child of these authorities", "2025", "M")
    assert rows["M3"] == ("F2", "A1", "2026", "M")
    assert rows["M4"] == ("no police report", "A2", "2026", "A")


def test_reasons_are_counted_without_what_differs_from_row_to_row(run: Any) -> None:
    from tests.support.officers import INES
    from waylight.desk.selectors.runs import reasons

    counted = reasons(INES, run, "police", "matched")
    assert [line["rows"] for line in counted] == [2, 1]


def test_the_queue_asks_about_the_child_first_and_about_the_time_where_the_child_is_sure(run: Any) -> None:
    from waylight.desk.models import RunPair

    asked = RunPair.objects.filter(run=run).order_by("n").values_list("incident_id", "child_id", "missing_id")
    assert list(asked) == [("P2", "C1", None), ("P3", "C2", "M3")]


def test_the_queue_begins_with_who_is_not_back(run: Any) -> None:
    from waylight.desk.models import RunPair

    still = RunPair.objects.filter(run=run).order_by("n").values_list("still_away", flat=True)
    assert list(still) == [True, False]


def test_the_order_of_the_queue_is_what_its_columns_say() -> None:
    from dataclasses import replace
    from datetime import date

    import polars as pl

    from waylight.desk.queue import queue_of

    extracts = small_desk.extracts()
    risks = ["low", None, "No apparent risk", "HIGH", "medium", "medium"]
    police = extracts.police.with_columns(pl.Series("risk", risks), pl.col("last_seen_at").alias("found_at"))
    links = pl.DataFrame(
        [(f"P{n}", "C1", 0.7) for n in range(1, 7)],
        schema=["incident_id", "child_id", "probability"],
        orient="row",
    )
    matches = pl.DataFrame(
        schema={"incident_id": pl.String, "missing_id": pl.String, "probability": pl.Float64}
    )
    made = replace(extracts, police=police)
    asked = queue_of(links, matches, made, today=date(2026, 3, 2))
    assert asked["incident_id"].to_list() == ["P4", "P6", "P5", "P1", "P3", "P2"]
