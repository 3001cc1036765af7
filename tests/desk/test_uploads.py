"""Files come in whole or not at all, and the same files come in once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from polars.testing import assert_frame_equal

from tests.support import small_desk

pytestmark = pytest.mark.django_db


def test_what_was_read_comes_back_as_it_was(upload: Any) -> None:
    from waylight.desk.extracts import extracts_of

    before, after = small_desk.extracts(), extracts_of(upload.id)
    for table in ("police", "children", "placements", "missing", "set_aside"):
        assert_frame_equal(getattr(after, table), getattr(before, table))


def test_an_empty_table_comes_back_empty(now: datetime) -> None:
    from waylight.desk.copying import copy_out
    from waylight.desk.models import PoliceRow

    nothing = copy_out(PoliceRow, upload_id=uuid4())
    assert nothing.height == 0
    assert "incident_id" in nothing.columns


def test_the_files_themselves_are_dropped_once_they_are_read(upload: Any) -> None:
    bodies = list(upload.files.values_list("body", "size", "sha256"))
    assert [body for body, _, _ in bodies] == [None, None]
    assert all(size and len(sha) == 64 for _, size, sha in bodies)


def test_the_summary_counts_what_a_run_would_compare(upload: Any) -> None:
    assert upload.summary["police"] == 6
    assert upload.summary["forces"] == [{"code": "F1", "rows": 3}, {"code": "F2", "rows": 3}]
    assert upload.summary["police_days"] == ["2025-12-31", "2026-02-03"]
    assert upload.summary["set_aside"] == [{"table": "police", "rows": 1}]


def test_the_same_files_twice_are_one_upload(upload: Any, now: datetime) -> None:
    from tests.support.officers import TOBIAH
    from waylight.desk.services import uploads

    files = [
        uploads.Incoming(uploads.AUTHORITY, "children.csv", b"the children"),
        uploads.Incoming(uploads.POLICE, "another name.csv", b"the police file"),
    ]
    again = uploads.hand_in(id=uuid4(), files=files, by=TOBIAH, now=now)
    assert again.seen_before
    assert again.upload.id == upload.id


def test_one_changed_byte_is_another_upload(upload: Any, now: datetime) -> None:
    assert small_desk.read_upload(now, mark="!").id != upload.id


@pytest.mark.parametrize("slot", ["police", "authority"])
def test_one_side_alone_is_refused(slot: str, now: datetime) -> None:
    from tests.support.officers import INES
    from waylight.desk.models import Upload
    from waylight.desk.people import Refused
    from waylight.desk.services import uploads

    with pytest.raises(Refused, match="together"):
        uploads.hand_in(id=uuid4(), files=[uploads.Incoming(slot, "a.csv", b"x")], by=INES, now=now)
    assert not Upload.objects.exists()


def test_refused_files_leave_their_faults_and_nothing_else(now: datetime) -> None:
    from tests.support.officers import INES
    from waylight.desk.models import PoliceRow
    from waylight.desk.services import uploads
    from waylight.desk.working import read_upload

    files = [
        uploads.Incoming(uploads.POLICE, "police.csv", b"incident_id,force\nP1,F1\n"),
        uploads.Incoming(uploads.AUTHORITY, "children.csv", b"\x00\x01binary"),
    ]
    upload = uploads.hand_in(id=uuid4(), files=files, by=INES, now=now).upload
    read_upload(upload.id, lambda: now)
    upload.refresh_from_db()
    assert upload.state == "refused"
    assert {fault["file"] for fault in upload.faults} >= {"police.csv"}
    assert all(fault["what"] and fault["remedy"] for fault in upload.faults)
    assert set(upload.files.values_list("body", flat=True)) == {None}
    assert not PoliceRow.objects.exists()


def test_how_many_faults_there_are_is_kept_also_of_those_that_are_not_listed(now: datetime) -> None:
    from tests.support.officers import INES
    from waylight.desk.services import uploads
    from waylight.desk.working import read_upload

    # Given 1,000 lines with one cell too many
    police = "incident_id,force\n" + "".join(f"P{n},F1,x\n" for n in range(1_000))
    files = [
        uploads.Incoming(uploads.POLICE, "police.csv", police.encode()),
        uploads.Incoming(uploads.AUTHORITY, "children.csv", b"child_id\n"),
    ]
    upload = uploads.hand_in(id=uuid4(), files=files, by=INES, now=now).upload
    # When they are read, then the first are kept one by one and all are counted
    read_upload(upload.id, lambda: now)
    upload.refresh_from_db()
    ragged = [fault for fault in upload.faults if "cells, the header" in fault["what"]]
    assert len(ragged) == 200
    assert upload.faults_found >= 1_000
    assert upload.faults_found == sum(fault["stands_for"] for fault in upload.faults)


def test_the_table_of_faults_runs_no_formula(now: datetime) -> None:
    from waylight.exchange.files.faults import faults_table

    table = faults_table([{"file": "=cmd.csv", "line": 3, "column": None, "what": "x", "remedy": "y"}])
    assert table.splitlines()[1] == "'=cmd.csv,3,,x,y"


def test_more_than_the_desk_can_hold_is_refused_with_what_to_do(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support.officers import INES
    from waylight.desk.models import Upload
    from waylight.desk.people import Refused
    from waylight.desk.services import uploads

    monkeypatch.setattr(uploads, "MOST_BYTES", 1)
    files = [uploads.Incoming(slot, "a.csv", b"xx") for slot in ("police", "authority")]
    with pytest.raises(Refused, match="one year at a time"):
        uploads.hand_in(id=uuid4(), files=files, by=INES, now=now)
    assert not Upload.objects.exists()


def test_two_files_of_one_name_are_refused(now: datetime) -> None:
    from tests.support.officers import INES
    from waylight.desk.people import Refused
    from waylight.desk.services import uploads

    files = [
        uploads.Incoming(slot, name, b"x")
        for slot, name in (("police", "p.csv"), ("authority", "missing.csv"), ("authority", "Missing.csv"))
    ]
    with pytest.raises(Refused, match="same name"):
        uploads.hand_in(id=uuid4(), files=files, by=INES, now=now)


def test_a_fault_of_the_program_ends_the_reading_and_says_so(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support.officers import INES
    from waylight.desk import working
    from waylight.desk.services import uploads

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("a name of a child")

    monkeypatch.setattr(working, "read_all_limited", broken)
    files = [uploads.Incoming(slot, "a.csv", b"x") for slot in ("police", "authority")]
    upload = uploads.hand_in(id=uuid4(), files=files, by=INES, now=now).upload
    with pytest.raises(OSError, match="child"):
        working.read_upload(upload.id, lambda: now)
    upload.refresh_from_db()
    assert upload.state == "refused"
    assert "upload them again" in upload.faults[0]["remedy"]


def test_files_that_a_killed_worker_left_half_read_are_ended(now: datetime) -> None:
    from tests.support.officers import INES
    from waylight.desk.services import retention, uploads

    files = [uploads.Incoming(slot, "a.csv", b"x") for slot in ("police", "authority")]
    upload = uploads.hand_in(id=uuid4(), files=files, by=INES, now=now).upload
    assert retention.refuse_lost_uploads(now=now + timedelta(hours=9)) == 0
    uploads.note_reading(upload_id=upload.id, stage="Reading the files")
    assert retention.refuse_lost_uploads(now=now + timedelta(minutes=30)) == 1


def test_only_a_data_officer_hands_files_in(now: datetime) -> None:
    from waylight.desk.people import Person, Refused
    from waylight.desk.services import uploads

    visitor = Person("x", "Somebody Else", "visitor", "Ambermoor")
    files = [uploads.Incoming(slot, "a.csv", b"x") for slot in ("police", "authority")]
    with pytest.raises(Refused, match="data officer"):
        uploads.hand_in(id=uuid4(), files=files, by=visitor, now=now)


def test_an_upload_to_a_demonstration_is_gone_a_day_later(run: Any, decide: Any, now: datetime) -> None:
    from waylight.desk.models import ChildRow, Decision, PoliceRow, RunRow
    from waylight.desk.services import retention

    decide(1, "yes")
    assert retention.purge_demonstration_uploads(now=now + timedelta(hours=23)) == 0
    assert retention.purge_demonstration_uploads(now=now + timedelta(hours=24)) == 1
    assert not PoliceRow.objects.exists() and not ChildRow.objects.exists() and not RunRow.objects.exists()
    run.refresh_from_db()
    assert run.bridge["police"]["rows"] == 6
    assert Decision.objects.count() == 1


def test_the_invented_region_stays(now: datetime) -> None:
    from waylight.desk.services import retention

    small_desk.read_upload(now, purge=False)
    assert retention.purge_demonstration_uploads(now=now + timedelta(days=400)) == 0
