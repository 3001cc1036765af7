"""A run is asked for, worked, told of as it goes, and ends in results that are taken whole or not at all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.desk.copying import copy_in
from waylight.desk.models import Run, RunEpisode, RunEvidence, RunLink, RunMatch, RunPair, RunRow, Upload
from waylight.desk.people import EXTRACT, Person, Refused, must, not_there
from waylight.desk.results import Results

_TABLES = (
    (RunRow, "rows"),
    (RunLink, "links"),
    (RunMatch, "matches"),
    (RunEpisode, "episodes"),
    (RunEvidence, "evidence"),
    (RunPair, "pairs"),
)


@transaction.atomic
def start(*, id: UUID, upload_id: UUID, by: Person, now: datetime, route: str = "") -> Run:
    """Asks the worker for a run over an upload. A run that waits or runs already is given back instead.

    Raises: Refused where the upload cannot be run; NotThere where it is not the actor's.
    """
    must(by, "write")
    _one_after_the_other(upload_id)
    upload = Upload.objects.filter(id=upload_id).first() or not_there(upload_id)
    if upload.state != Upload.State.READY:
        raise Refused("These files cannot be reconciled: they were refused, deleted or are still being read.")
    if upload.runs.filter(forgotten_at__isnull=False).exists():
        raise Refused("Rows of these files were deleted when their time was up. Upload the extracts again.")
    going = upload.runs.filter(state__in=(Run.State.WAITING, Run.State.RUNNING)).first()
    if going is not None:
        return going
    number = (upload.runs.aggregate(last=Max("number"))["last"] or 0) + 1
    run = Run.objects.create(
        id=id,
        upload=upload,
        number=number,
        asked_at=now,
        by_name=by.name,
        by_agency=by.agency,
        stage="Waiting for the worker",
    )
    note(actor=by, act=Act.WROTE, record=EXTRACT, subject=run.id, route=route, basis="started a run")
    from waylight.desk.tasks import reconcile_upload

    reconcile_upload.defer(run_id=str(run.id))
    return run


def _one_after_the_other(upload_id: UUID) -> None:
    """Two people who press Start at once: the second finds the run of the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [str(upload_id)])


@transaction.atomic
def begin(*, run_id: UUID, now: datetime) -> Run | None:
    """The worker takes the run up. None where another worker finished it or it stopped."""
    run = Run.objects.select_for_update().get(id=run_id)
    if run.state in (Run.State.DONE, Run.State.FAILED):
        return None
    run.state, run.stage, run.percent = Run.State.RUNNING, "Fetching the rows", 0
    run.started_at = run.heard_at = now
    run.save()
    return run


@transaction.atomic
def note_progress(*, run_id: UUID, stage: str, percent: int, now: datetime) -> None:
    """Says what is being done and how far it is."""
    running = Run.objects.filter(id=run_id, state=Run.State.RUNNING)
    running.update(stage=stage, percent=max(0, min(99, percent)), heard_at=now)


@transaction.atomic
def finish(*, run_id: UUID, results: Results, now: datetime) -> Run:
    """Keeps the results. Earlier runs over the same upload are closed: this one stands for them."""
    run = Run.objects.select_for_update().get(id=run_id)
    if run.state != Run.State.RUNNING:
        return run
    for model, table in _TABLES:
        copy_in(model, getattr(results, table), run_id=run.id)
    run.bridge, run.estimate, run.quality = results.bridge, results.estimate, results.quality
    run.decisions_used, run.report = results.decisions_used, results.report
    run.state, run.stage, run.percent = Run.State.DONE, "", 100
    run.finished_at = run.heard_at = now
    run.save()
    earlier = run.upload.runs.filter(number__lt=run.number, closed_at__isnull=True)
    earlier.update(closed_at=now, closed_by=f"run {run.number}")
    return run


@transaction.atomic
def fail(*, run_id: UUID, sentence: str, now: datetime) -> None:
    """The run stopped. `sentence` says what to do and names no child."""
    going = Run.objects.filter(id=run_id, state__in=(Run.State.WAITING, Run.State.RUNNING))
    going.update(
        state=Run.State.FAILED,
        stage="",
        failure=sentence,
        finished_at=now,
        closed_at=now,
        closed_by="the fault that stopped it",
    )


@transaction.atomic
def close(*, run_id: UUID, by: Person, now: datetime, route: str = "") -> Run:
    """The desk is done with this run: rows about other children go thirty days from now. Raises: Refused, NotThere."""
    must(by, "write")
    run = Run.objects.select_for_update().filter(id=run_id).first() or not_there(run_id)
    if run.state != Run.State.DONE:
        raise Refused("Only a run that is done can be closed.")
    if run.closed_at is None:
        run.closed_at, run.closed_by = now, by.name
        run.save(update_fields=["closed_at", "closed_by"])
        note(actor=by, act=Act.WROTE, record=EXTRACT, subject=run.id, route=route, basis="closed a run")
    return run
