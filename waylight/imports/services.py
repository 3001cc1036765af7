"""Taking the certain rows of a run into the record, and taking them back. The worker carries both out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from waylight.agencies.actor import Actor
from waylight.desk.models import Run
from waylight.desk.people import DATA_OFFICER, Refused
from waylight.engine.when import at
from waylight.episodes.kinds.claims import InError
from waylight.episodes.projecting import project
from waylight.facts import services as facts
from waylight.imports.lines import Line
from waylight.imports.models import Intake, Taken
from waylight.imports.plan import plan

DOOR = "import"
WHY = "The import of this row was taken back."


@transaction.atomic
def ask(*, actor: Actor, run_id: UUID, id: UUID, now: datetime) -> Intake:
    """A data officer asks for the certain rows of a finished run. Asking twice with the same id asks once.

    Raises: Refused.
    """
    if actor.role != DATA_OFFICER or actor.node is None:
        raise Refused("Only a data officer takes extracts into the record. Sign in as one.")
    if not Run.objects.filter(id=run_id, state=Run.State.DONE).exists():
        raise Refused("This run has not ended well, so nothing of it can be taken in. Run it again.")
    intake, made = Intake.objects.get_or_create(
        id=id,
        defaults={
            "run": run_id, "node_id": actor.node, "by_person_id": actor.person_id, "by_name": actor.name,
            "asked_at": now,
        },
    )  # fmt: skip
    if made:
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
    facts.lock(*{one.child for one in found.new}, *{one.child for one, _ in found.changed})
    for one in found.new:
        _file(actor, intake, one, now)
    for one, before in found.changed:
        _correct(actor, intake, one, before, now)
    for child in sorted({one.child for one in found.new} | {one.child for one, _ in found.changed}, key=str):
        project(child)
    intake.counts, intake.done_at = found.counts, now
    intake.save()
    return intake


@transaction.atomic
def take_back(*, actor: Actor, intake_id: UUID, now: datetime) -> int:
    """Every claim of this intake is in error from here on: each stays to be seen, none has an effect. How many."""
    intake = Intake.objects.select_for_update().get(id=intake_id)
    if intake.taken_back_at is not None:
        return 0
    rows = list(Taken.objects.filter(intake=intake, back=False))
    facts.lock(*{row.child for row in rows})
    for row in rows:
        facts.add(
            actor=actor, kind="in error", child=row.child, happened=at(now), told=now, body=InError(), about=row.fact,
            key=f"{_key(row.side, row.row_id, row.turn)} back", door=DOOR, by_node=row.node, words={"why": WHY},
            route="imports.take_back",
        )  # fmt: skip
        row.back = True
    Taken.objects.bulk_update(rows, ["back"])
    for child in sorted({row.child for row in rows}, key=str):
        project(child)
    intake.taken_back_at, intake.taken_back_by = now, actor.name
    intake.save()
    return len(rows)


def ask_back(*, actor: Actor, run_id: UUID, intake_id: UUID) -> None:
    """A data officer asks that an intake be taken back. Raises: Refused."""
    if actor.role != DATA_OFFICER:
        raise Refused("Only a data officer takes extracts back. Sign in as one.")
    if Intake.objects.filter(id=intake_id, run=run_id, done_at__isnull=False).exists():
        from waylight.imports.tasks import take_back as task

        task.defer(intake=str(intake_id), person=str(actor.person_id))


def _file(actor: Actor, intake: Intake, one: Line, now: datetime) -> None:
    before = Taken.objects.filter(node=one.node, side=one.side, row_id=one.row_id).first()
    turn = before.turn + 1 if before else 0
    added = facts.add(
        actor=actor, kind="absent", child=one.child, happened=one.since, told=now, body=one.body,
        key=_key(one.side, one.row_id, turn), door=DOOR, by_node=one.node, route="imports.take_in",
    )  # fmt: skip
    Taken.objects.update_or_create(
        node=one.node, side=one.side, row_id=one.row_id,
        defaults={"intake": intake, "child": one.child, "fact": added.id, "turn": turn, "content": one.content,
                  "back": False},
        create_defaults={"id": uuid4(), "intake": intake, "child": one.child, "fact": added.id, "turn": turn,
                         "content": one.content},
    )  # fmt: skip


def _correct(actor: Actor, intake: Intake, one: Line, before: Taken, now: datetime) -> None:
    """The sender changed the row: what it says now corrects the claim that stands."""
    facts.add(
        actor=actor, kind="correction", child=one.child, happened=at(now), told=now, body=one.correction(),
        about=before.fact, key=f"{_key(one.side, one.row_id, before.turn)} {one.content[:16]} {intake.id}", door=DOOR,
        by_node=one.node, route="imports.take_in",
    )  # fmt: skip
    before.content = one.content
    before.save(update_fields=["content"])


def _key(side: str, row_id: str, turn: int) -> str:
    return f"{side} {row_id}" + (f" again {turn}" if turn else "")
