"""What somebody of the authority does with its return: has it built, fetches its files, says that it was handed in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.access.grid import opened
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.agencies.selectors import authority_of
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.when import LONDON
from waylight.facts.refusals import Refused
from waylight.statutory_return import build_keeping
from waylight.statutory_return.build_files import MISSING, missing_csv, reasons_csv
from waylight.statutory_return.build_words import Year
from waylight.statutory_return.models import Built

RECORD = build_keeping.RECORD
NOT_YET = "That year has not begun. Choose another one."
GONE = "It was built anew since you opened the page, or handed in. Read what stands there now."


def authority(actor: Actor, action: str) -> Node:
    """The authority whose return the actor may read or write. Raises: NotThere."""
    node = authority_of(actor.node) if actor.node else None
    if node is None or not opened(actor.role, RECORD, action):
        raise NotThere(record=RECORD, reason=f"{actor.role}: no cell to {action} {RECORD}")
    return node


@transaction.atomic
def ask(*, actor: Actor, year: int, now: datetime, route: str = "") -> None:
    """Have the worker build it. Asking twice builds it twice; the later one stands. Raises: NotThere; Refused."""
    from waylight.statutory_return.tasks import build_return

    node = authority(actor, "write")
    if not 2000 <= year <= Year.of(now.astimezone(LONDON).date()).name:
        raise Refused(NOT_YET, field="year")
    note(
        actor=actor, act=Act.WROTE, record=RECORD, subject=node.id, route=route,
        basis=f"asked for the return {Year(year)}",
    )  # fmt: skip
    build_return.defer(authority=str(node.id), year=year, person=str(actor.person_id))


@transaction.atomic
def hand_in(*, actor: Actor, id: UUID, now: datetime, route: str = "") -> None:
    """Say that this one was handed in, as it stands. Raises: NotThere; Refused where another stands there by now."""
    node = authority(actor, "write")
    built = Built.objects.filter(id=id, authority=node, lodged_at__isnull=True).first()
    if built is None:
        raise Refused(GONE)
    build_keeping.lodge(actor=actor, built=built, now=now, route=route)


@transaction.atomic
def fetch(*, actor: Actor, id: UUID, name: str, route: str = "") -> str:
    """The module or its reasons as a file; on the trail as exported, with the children in it. Raises: NotThere."""
    node = authority(actor, "read")
    built = Built.objects.filter(id=id, authority=node).first()
    if built is None:
        raise NotThere(record=RECORD, subject=id, reason="no such return, or of another authority")
    lines = build_keeping.lines_of(built)
    note(
        actor=actor, act=Act.EXPORTED, record=RECORD, subject=built.id, route=route, basis=f"fetched {name}",
        children={line.child for line in lines if line.child},
    )  # fmt: skip
    return missing_csv(lines) if name == MISSING else reasons_csv(lines)
