"""Rows of police extracts about other children go 30 days after a run closes; the counts stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support import small_desk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def kept() -> list[str]:
    from waylight.desk.models import PoliceRow

    return sorted(PoliceRow.objects.values_list("incident_id", flat=True))


def close(run: Any, now: datetime) -> None:
    from tests.support.officers import INES
    from waylight.desk.services import runs

    runs.close(run_id=run.id, by=INES, now=now)


def test_nothing_goes_before_the_thirtieth_day(run: Any, now: datetime) -> None:
    from waylight.desk.services.retention import forget_other_children

    close(run, now)
    assert forget_other_children(now=now + 30 * DAY - timedelta(seconds=1)) == 0
    assert kept() == ["P1", "P2", "P3", "P4", "P5", "P6"]


def test_on_the_thirtieth_day_rows_about_other_children_go_and_the_others_stay(
    run: Any, now: datetime
) -> None:
    from waylight.desk.services.retention import forget_other_children

    close(run, now)
    # Three reports of other children and one row that could not be read.
    assert forget_other_children(now=now + 30 * DAY) == 4
    assert kept() == ["P1", "P2", "P3"]


def test_the_counts_stay(run: Any, upload: Any, now: datetime) -> None:
    from waylight.desk.services.retention import forget_other_children

    close(run, now)
    forget_other_children(now=now + 30 * DAY)
    run.refresh_from_db()
    upload.refresh_from_db()
    assert run.bridge["police"]["classes"]["no child of these authorities"] == 2
    assert run.forgotten_rows == 4
    assert upload.summary["police"] == 6


def test_nothing_else_names_the_other_children_any_more(run: Any, now: datetime) -> None:
    from waylight.desk.models import RunRow, SetAsideRow
    from waylight.desk.services.retention import forget_other_children

    close(run, now)
    forget_other_children(now=now + 30 * DAY)
    listed = RunRow.objects.filter(side="police").values_list("row_id", flat=True)
    assert sorted(listed) == ["P1", "P2", "P3"]
    assert not SetAsideRow.objects.exists()


def test_an_open_run_of_the_same_files_keeps_them(run: Any, upload: Any, now: datetime) -> None:
    from waylight.desk.services.retention import forget_other_children

    small_desk.finished_run(upload, now)
    assert forget_other_children(now=now + 31 * DAY) == 0


def test_it_happens_once(run: Any, now: datetime) -> None:
    from waylight.desk.services.retention import forget_other_children

    close(run, now)
    assert forget_other_children(now=now + 30 * DAY) == 4
    assert forget_other_children(now=now + 60 * DAY) == 0


def test_files_of_which_rows_were_deleted_are_not_run_again(run: Any, upload: Any, now: datetime) -> None:
    from waylight.desk.people import Refused
    from waylight.desk.services.retention import forget_other_children

    close(run, now)
    forget_other_children(now=now + 30 * DAY)
    with pytest.raises(Refused, match="Upload the extracts again"):
        small_desk.finished_run(upload, now + 31 * DAY)


def test_a_run_that_nobody_closes_closes_itself(run: Any, now: datetime) -> None:
    from waylight.desk.services.retention import close_forgotten_runs

    assert close_forgotten_runs(now=now + 89 * DAY) == 0
    assert close_forgotten_runs(now=now + 90 * DAY) == 1


def test_files_that_were_never_run_do_not_stay_either(upload: Any, now: datetime) -> None:
    from waylight.desk.services.retention import forget_other_children

    assert forget_other_children(now=now + 30 * DAY) == 7
    assert kept() == []


def test_the_worker_tidies_every_quarter_of_an_hour(run: Any, now: datetime, monkeypatch: Any) -> None:
    from procrastinate.contrib.django import app

    from waylight.desk import tasks

    close(run, now)
    monkeypatch.setattr(tasks, "clock", lambda: now + 30 * DAY)
    tasks.tidy(0)
    assert kept() == []
    periodic = app.periodic_registry.periodic_tasks
    assert any(task.task.name == "desk.tidy" and task.cron == "*/15 * * * *" for task in periodic.values())
