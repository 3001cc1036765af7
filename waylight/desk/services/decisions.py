"""What people decide about doubtful pairs: facts that are only ever added."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from waylight.desk.extracts import records_hash
from waylight.desk.models import ChildRow, Decision, MissingRow, PoliceRow, Run, RunPair
from waylight.desk.people import Person, Refused, must_work_desk

VERDICTS = (Decision.Verdict.YES, Decision.Verdict.NO, Decision.Verdict.UNSURE)


@transaction.atomic
def decide(*, id: UUID, run_id: UUID, place: int, verdict: str, by: Person, now: datetime) -> Decision:
    """Keeps a verdict about the pair at `place` in the run's queue. The same `id` twice is one fact.

    Raises: Refused.
    """
    must_work_desk(by)
    if verdict not in VERDICTS:
        raise Refused("Decide yes, no or not sure.")
    run = Run.objects.select_related("upload").get(id=run_id)
    pair = RunPair.objects.get(run=run, n=place)
    _lock(pair)
    known = Decision.objects.filter(id=id).first()
    if known is not None:
        return known
    _must_be_open(run)
    return Decision.objects.create(
        id=id,
        at=now,
        by_name=by.name,
        by_role=by.role,
        by_agency=by.agency,
        run=run,
        incident_id=pair.incident_id,
        force=pair.force,
        child_id=pair.child_id,
        authority=pair.authority,
        missing_id=pair.missing_id,
        verdict=verdict,
        records=_records(run, pair),
    )


@transaction.atomic
def undo(*, id: UUID, decision_id: UUID, by: Person, now: datetime) -> Decision:
    """Takes one's own decision back, by another fact. Raises: Refused where it is somebody else's."""
    must_work_desk(by)
    known = Decision.objects.filter(id=id).first()
    if known is not None:
        return known
    fact = Decision.objects.select_related("run").get(id=decision_id)
    if fact.verdict == Decision.Verdict.UNDONE:
        raise Refused("This was taken back already. Decide again instead.")
    if fact.by_name != by.name or fact.by_agency != by.agency:
        raise Refused("Only the person who decided takes it back. You can decide the pair yourself instead.")
    _must_be_open(fact.run)
    try:
        with transaction.atomic():
            return _undone(fact, id=id, by=by, now=now)
    except IntegrityError:
        # Pressed twice: it is taken back already.
        return Decision.objects.get(undoes=fact)


def _undone(fact: Decision, *, id: UUID, by: Person, now: datetime) -> Decision:
    return Decision.objects.create(
        id=id,
        at=now,
        by_name=by.name,
        by_role=by.role,
        by_agency=by.agency,
        run=fact.run,
        incident_id=fact.incident_id,
        force=fact.force,
        child_id=fact.child_id,
        authority=fact.authority,
        missing_id=fact.missing_id,
        verdict=Decision.Verdict.UNDONE,
        undoes=fact,
        records=fact.records,
    )


def _must_be_open(run: Run) -> None:
    if run.closed_at is not None:
        raise Refused("This run is closed. Decide in the latest run of these files.")


def _lock(pair: RunPair) -> None:
    """Two people who decide one pair at the same moment come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))",
            [f"{pair.incident_id}|{pair.child_id}|{pair.missing_id}"],
        )


def _records(run: Run, pair: RunPair) -> str:
    police = PoliceRow.objects.filter(upload=run.upload_id, incident_id=pair.incident_id).values().get()
    child = ChildRow.objects.filter(upload=run.upload_id, child_id=pair.child_id).values().get()
    missing = None
    if pair.missing_id is not None:
        missing = MissingRow.objects.filter(upload=run.upload_id, missing_id=pair.missing_id).values().get()
    return records_hash(police, child, missing)
