"""Taking the certain rows of a run into the record, and taking them back. The worker carries both out."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.access.grid import opened
from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.desk.models import Run
from waylight.desk.people import EXTRACT, Refused
from waylight.episodes.imports.rows import SourceRow
from waylight.episodes.services import importing
from waylight.facts.models import Fact
from waylight.imports.models import Intake
from waylight.imports.plan import plan

NOT_YOURS = "Only a data officer takes extracts into the record or back. Sign in as one."
NOT_ENDED = "This run has not ended well, so nothing of it can be taken in. Run it again."


@transaction.atomic
def ask(*, actor: Actor, run_id: UUID, id: UUID, now: datetime, route: str = "") -> Intake:
    """A data officer asks for the certain rows of a finished run. Asking twice with the same id asks once.

    Raises: Refused.
    """
    node = _must_be_for(actor)
    if not Run.objects.filter(id=run_id, state=Run.State.DONE).exists():
        raise Refused(NOT_ENDED)
    intake, made = Intake.objects.get_or_create(
        id=id,
        defaults={
            "run": run_id, "node_id": node, "by_person_id": actor.person_id, "by_name": actor.name,
            "asked_at": now,
        },
    )  # fmt: skip
    if made:
        note(actor=actor, act=Act.WROTE, record=EXTRACT, subject=run_id, route=route, basis="took a run in")
        from waylight.imports.tasks import take_in

        take_in.defer(intake=str(intake.id))
    return intake


@transaction.atomic
def carry_out(*, actor: Actor, intake_id: UUID, now: datetime) -> Intake:
    """File what the plan says, all of it or nothing. A second time changes nothing."""
    intake = Intake.objects.select_for_update().get(id=intake_id)
    if intake.done_at is not None:
        return intake
    found = plan(Run.objects.get(id=intake.run), authority=intake.node_id, now=now)
    by_source: dict[UUID, list[tuple[SourceRow, UUID]]] = defaultdict(list)
    for line in (*found.new, *found.changed):
        by_source[line.source].append((line.row, line.child))
    for source in sorted(by_source, key=str):
        handed = importing.Import(actor, source, intake.run, now)
        importing.import_rows(handed=handed, rows=by_source[source])
    intake.counts, intake.done_at = found.counts, now
    intake.save()
    return intake


def _must_be_for(actor: Actor) -> UUID:
    if actor.node is None or not opened(actor.role, EXTRACT, "write"):
        raise Refused(NOT_YOURS)
    return actor.node


def ask_back(*, actor: Actor, run_id: UUID, intake_id: UUID, route: str = "") -> None:
    """A data officer asks that what came of a run be taken back. Raises: Refused."""
    _must_be_for(actor)
    if Intake.objects.filter(id=intake_id, run=run_id, done_at__isnull=False, taken_back_at=None).exists():
        note(actor=actor, act=Act.WROTE, record=EXTRACT, subject=run_id, route=route, basis="took a run back")
        from waylight.imports.tasks import take_back as task

        task.defer(intake=str(intake_id), person=str(actor.person_id))


@transaction.atomic
def take_back(*, actor: Actor, intake_id: UUID, now: datetime) -> int:
    """Every claim that came of this run is in error from here on: it stays to be seen and has no effect. How many."""
    intake = Intake.objects.select_for_update().get(id=intake_id)
    if intake.taken_back_at is not None:
        return 0
    made = Fact.objects.filter(about=intake.run, kind="absent", door="import")
    taken = 0
    for source in sorted(set(made.values_list("by_node_id", flat=True)), key=str):
        taken += importing.take_back(handed=importing.Import(actor, source, intake.run, now))
    Intake.objects.filter(run=intake.run, done_at__isnull=False, taken_back_at=None).update(
        taken_back_at=now, taken_back_by=actor.name
    )
    return taken
