"""What is deleted when its time is up. Every function is told the time; the worker asks."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.desk.models import (
    ChildRow,
    HomeRow,
    MissingRow,
    PlacementRow,
    PoliceRow,
    Run,
    RunEpisode,
    RunEvidence,
    RunLink,
    RunMatch,
    RunPair,
    RunRow,
    SetAsideRow,
    Upload,
)
from waylight.desk.people import EXTRACT
from waylight.desk.services import uploads
from waylight.rulebook import retention as rules

KEPT_AFTER_CLOSING = rules.OTHER_CHILDREN.value.span
OPEN_AT_MOST = rules.RUN_OPEN_AT_MOST.value.span
SILENT_AT_MOST = rules.RUN_SILENT_AT_MOST.value.span

OTHERS_GO = "rows about other children, when their time was up"
DAY_OVER = "handed in to a demonstration a day ago"
_EXTRACT_ROWS = (PoliceRow, ChildRow, PlacementRow, MissingRow, HomeRow, SetAsideRow)
_RUN_ROWS = (RunRow, RunLink, RunMatch, RunEpisode, RunEvidence, RunPair)


@transaction.atomic
def forget_other_children(*, now: datetime) -> int:
    """Deletes police rows about children not looked after, of uploads whose every run closed 30 days ago.

    Kept: rows linked to a looked-after child in any of its runs, all counts, the files' names and hashes.
    Returns the rows deleted.
    """
    gone = 0
    for upload in _all_closed_before(now - KEPT_AFTER_CLOSING):
        linked = RunLink.objects.filter(run__upload=upload).values("incident_id")
        rows, _ = PoliceRow.objects.filter(upload=upload).exclude(incident_id__in=linked).delete()
        unread, _ = SetAsideRow.objects.filter(upload=upload, table="police").delete()
        listed = RunRow.objects.filter(run__upload=upload, side="police").exclude(row_id__in=linked)
        listed.delete()
        RunEvidence.objects.filter(run__upload=upload).exclude(incident_id__in=linked).delete()
        upload.runs.filter(forgotten_at__isnull=True).update(forgotten_at=now, forgotten_rows=rows + unread)
        gone += rows + unread
        note(
            actor=None, act=Act.ERASED, record=EXTRACT, subject=upload.id, route="desk.tidy", basis=OTHERS_GO
        )
    return gone


def _all_closed_before(limit: datetime) -> QuerySet[Upload]:
    """Uploads with no run closed later or still open; one that was never run counts from its reading."""
    due = Upload.objects.filter(
        Q(runs__closed_at__lte=limit, runs__forgotten_at__isnull=True)
        | Q(runs__isnull=True, read_at__lte=limit, state=Upload.State.READY)
    )
    later = Run.objects.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=limit))
    return due.exclude(id__in=later.values("upload")).distinct()


@transaction.atomic
def purge_demonstration_uploads(*, now: datetime) -> int:
    """Deletes uploads to a demonstration a day after they came, but for their counts and decisions.

    Returns the uploads deleted.
    """
    due = Upload.objects.select_for_update().filter(purge_at__lte=now).exclude(state=Upload.State.PURGED)
    for upload in due:
        for model in _EXTRACT_ROWS:
            model.objects.filter(upload=upload).delete()
        for rows_of_runs in _RUN_ROWS:
            rows_of_runs.objects.filter(run__upload=upload).delete()
        upload.files.update(body=None, name="deleted")
        upload.runs.filter(closed_at__isnull=True).update(closed_at=now, closed_by="the daily deletion")
        upload.runs.filter(forgotten_at__isnull=True).update(forgotten_at=now)
        upload.state, upload.faults = Upload.State.PURGED, []
        upload.save(update_fields=["state", "faults"])
        note(actor=None, act=Act.ERASED, record=EXTRACT, subject=upload.id, route="desk.tidy", basis=DAY_OVER)
    return len(due)


@transaction.atomic
def close_forgotten_runs(*, now: datetime) -> int:
    """Closes runs that ended long ago and that nobody closed. Returns how many."""
    old = Run.objects.filter(
        state=Run.State.DONE, closed_at__isnull=True, finished_at__lte=now - OPEN_AT_MOST
    )
    return old.update(closed_at=now, closed_by="90 days without being closed")


@transaction.atomic
def refuse_lost_uploads(*, now: datetime) -> int:
    """Ends uploads that a killed worker left half read: nothing of them was taken. Returns how many."""
    lost = Upload.objects.filter(state=Upload.State.WAITING, asked_at__lte=now - SILENT_AT_MOST)
    found = list(lost.exclude(stage=uploads.QUEUED).values_list("id", flat=True))
    for id in found:
        uploads.refuse(upload_id=id, faults=[uploads.OUR_FAULT], now=now)
    return len(found)


@transaction.atomic
def fail_lost_runs(*, now: datetime) -> int:
    """Ends runs of which a killed worker tells no more, so that they can be started again. Returns how many."""
    lost = Run.objects.filter(state=Run.State.RUNNING, heard_at__lte=now - SILENT_AT_MOST)
    return lost.update(
        state=Run.State.FAILED,
        stage="",
        failure="The worker stopped while it was working on this. Nothing was kept. Start the run again.",
        finished_at=now,
        closed_at=now,
        closed_by="the worker that stopped",
    )
