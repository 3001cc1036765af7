"""The retention run: each record that is past its time becomes a fact, and goes, is closed, or is made smaller."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from waylight.children.services.blanking import seal
from waylight.engine.when import at
from waylight.episodes.kinds.upkeep import Reduced, Sealed
from waylight.episodes.models import PackEntry, PackPhoto
from waylight.episodes.selectors.due import Act, Due, Plan
from waylight.episodes.services.birthdays import Clock
from waylight.episodes.services.erasing import erase_child
from waylight.facts import services as facts


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
        added = _fact(clock, due, "sealed", Sealed("adopted"), now, key)
        seal(due.child)
        return added
    lines, pictures = (
        PackEntry.objects.filter(child_id=due.child),
        PackPhoto.objects.filter(child_id=due.child),
    )
    body = Reduced(due.rule, lines=lines.count(), pictures=pictures.count())
    added = _fact(clock, due, "reduced", body, now, key)
    lines.delete()
    pictures.delete()
    return added


def _fact(clock: Clock, due: Due, kind: str, body: object, now: datetime, key: str) -> bool:
    return not facts.add(
        actor=clock, kind=kind, child=due.child, happened=at(now), told=now, body=body, key=key, door="desk"
    ).already
