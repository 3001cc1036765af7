"""What people decide about doubtful pairs: facts that are only ever added."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from waylight.desk.extracts import records_hash
from waylight.desk.models import ChildRow, Decision, MissingRow, PoliceRow, Run, RunPair
from waylight.desk.people import PAIR, Person, Refused, must, not_there
from waylight.desk.services.looking import note_decision
from waylight.desk.standing import standing_decision

VERDICTS = (Decision.Verdict.YES, Decision.Verdict.NO, Decision.Verdict.UNSURE)


@transaction.atomic
def decide(
    *,
    id: UUID,
    run_id: UUID,
    place: int,
    verdict: str,
    by: Person,
    now: datetime,
    route: str = "",
    shown: str | None = None,
) -> Decision:
    """Keeps a verdict about the pair at `place` in the run's queue. The same `id` twice is one fact.

    `shown`: the id of the decision that the page showed as standing, "" for none. What a colleague decided since then
    is not overturned unread. None where nobody was shown a page.

    Raises: Refused; NotThere where the run is not the actor's.
    """
    must(by, "write", PAIR)
    if verdict not in VERDICTS:
        raise Refused("Decide yes, no or not sure.")
    run = Run.objects.select_related("upload").filter(id=run_id).first() or not_there(run_id, PAIR)
    pair = RunPair.objects.filter(run=run, n=place).first() or not_there(run_id, PAIR)
    _lock(pair)
    known = Decision.objects.filter(id=id).first()
    if known is not None:
        return known
    _must_be_open(run)
    if shown is not None:
        _must_have_been_read(pair, shown, by)
    return _kept(pair, run, verdict=verdict, records=_records(run, pair), id=id, by=by, now=now, route=route)


@transaction.atomic
def undo(*, id: UUID, decision_id: UUID, by: Person, now: datetime, route: str = "") -> Decision:
    """Takes one's own decision back, by another fact. Raises: Refused where it is somebody else's; NotThere."""
    must(by, "write", PAIR)
    known = Decision.objects.filter(id=id).first()
    if known is not None:
        return known
    fact = Decision.objects.select_related("run__upload").filter(id=decision_id).first()
    if fact is None:
        not_there(decision_id, PAIR)
    if fact.verdict == Decision.Verdict.UNDONE:
        raise Refused("This was taken back already. Decide again instead.")
    if not own(fact, by):
        raise Refused("Only the person who decided takes it back. You can decide the pair yourself instead.")
    _must_be_open(fact.run)
    try:
        with transaction.atomic():
            undone = Decision.Verdict.UNDONE
            return _kept(
                fact, fact.run, verdict=undone, records=fact.records, id=id, by=by, now=now, route=route
            )
    except IntegrityError:
        # Pressed twice: it is taken back already.
        return Decision.objects.get(undoes=fact)


def own(fact: Decision, by: Person) -> bool:
    """Whether this person decided it. Before accounts were kept with decisions, name and agency said so."""
    if fact.by_person is not None:
        return fact.by_person == by.person_id
    return fact.by_name == by.name and fact.by_agency == by.agency


def _kept(
    about: RunPair | Decision,
    run: Run,
    *,
    verdict: str,
    records: str,
    id: UUID,
    by: Person,
    now: datetime,
    route: str,
) -> Decision:
    fact = Decision.objects.create(
        id=id,
        at=now,
        by_name=by.name,
        by_role=by.role,
        by_agency=by.agency,
        by_person=by.person_id,
        run=run,
        incident_id=about.incident_id,
        force=about.force,
        child_id=about.child_id,
        authority=about.authority,
        missing_id=about.missing_id,
        verdict=verdict,
        undoes=about if isinstance(about, Decision) else None,
        records=records,
    )
    note_decision(actor=by, upload=run.upload_id, fact=fact, route=route)
    return fact


def _must_be_open(run: Run) -> None:
    if run.closed_at is not None:
        raise Refused("This run is closed. Decide in the latest run of these files.")


def _must_have_been_read(pair: RunPair, shown: str, by: Person) -> None:
    stands = standing_decision(pair.run_id, pair.incident_id, pair.child_id, pair.missing_id)
    if stands is None or str(stands.id) == shown or own(stands, by):
        return
    raise Refused(
        f"{stands.by_name} decided pair {pair.n} meanwhile: {stands.get_verdict_display()}. Yours was not kept. "
        "Look at the pair again, and decide it if you still see it otherwise."
    )


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
