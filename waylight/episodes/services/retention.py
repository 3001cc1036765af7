"""The retention run: each record that is past its time becomes a fact, and goes, is closed, or is made smaller."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.audit.services import Who
from waylight.children.services.blanking import seal
from waylight.engine.when import at
from waylight.episodes.kinds.upkeep import Reduced, Sealed
from waylight.episodes.models import PackEntry, PackPhoto
from waylight.episodes.selectors.due import Act, Due, Plan
from waylight.episodes.services.birthdays import Clock
from waylight.episodes.services.erasing import erase_child
from waylight.facts import services as facts
from waylight.facts.services import Added


def run(*, plan: Plan, now: datetime) -> dict[str, int]:
    """Run as the worker, for a plan that was said before. One transaction a record; a second run of the same plan
    changes nothing. Returns how many were erased, sealed and reduced by this run."""
    done: Counter[str] = Counter({act.value: 0 for act in Act})
    for due in plan.due:
        done[due.act.value] += _carry_out(due, now)
    return dict(done)


@transaction.atomic
def _carry_out(due: Due, now: datetime) -> bool:
    facts.lock(due.child)
    clock = Clock(due.node, due.node_name)
    key = f"retention {due.act.value} {due.child} {due.since}"
    if due.act is Act.ERASED:
        return not erase_child(actor=clock, child_id=due.child, ground="retention", now=now, key=key).already
    if due.act is Act.SEALED:
        return not close(actor=clock, child_id=due.child, sealed=Sealed("adopted"), now=now, key=key).already
    lines = PackEntry.objects.filter(child_id=due.child).count()
    pictures = PackPhoto.objects.filter(child_id=due.child).count()
    reduced = Reduced(due.rule, lines=lines, pictures=pictures)
    return not reduce(actor=clock, child_id=due.child, reduced=reduced, now=now, key=key).already


@transaction.atomic
def close(
    *, actor: Who, child_id: UUID, sealed: Sealed, now: datetime, key: str, id: UUID | None = None
) -> Added:
    """Closes the record to everybody but people named for it."""
    added = _fact(actor, child_id, "sealed", sealed, now, key, id)
    seal(child_id)
    return added


@transaction.atomic
def reduce(
    *, actor: Who, child_id: UUID, reduced: Reduced, now: datetime, key: str, id: UUID | None = None
) -> Added:
    """Deletes the grab pack, which finds nobody any more."""
    added = _fact(actor, child_id, "reduced", reduced, now, key, id)
    PackEntry.objects.filter(child_id=child_id).delete()
    PackPhoto.objects.filter(child_id=child_id).delete()
    return added


def _fact(
    actor: Who, child: UUID, kind: str, body: object, now: datetime, key: str, id: UUID | None
) -> Added:
    return facts.add(
        actor=actor,
        kind=kind,
        child=child,
        happened=at(now),
        told=now,
        body=body,
        key=key,
        door="desk",
        id=id,
    )
