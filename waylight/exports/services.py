"""A file is asked for, agreed to where it holds many, made in the name of who asked, fetched within a day.

The gate is asked three times: when it is asked for, when it is made, when it is fetched. What opened a child in
the morning may be over in the afternoon.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.access.acting import acting
from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.agencies.selectors import actor_of
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.episodes.selectors.export import RECORD, export, may_export
from waylight.exports.models import Export, ExportFile
from waylight.facts.refusals import Refused
from waylight.rulebook.exports import KEPT, SECOND_PERSON_OVER

NOBODY = "Choose at least one child."
TOO_MANY = "A file holds at most 500 children. Choose fewer, and ask for a second file."
MOST = 500
SAME_PERSON = "You asked for this file yourself. Somebody else of your agency agrees to it."
NO_LONGER = "What you may read has changed since you asked. Ask again."
STOPPED = "The program stopped while it made this file. Ask again."


@transaction.atomic
def ask(*, actor: Actor, children: Iterable[UUID], id: UUID, now: datetime, route: str = "") -> Export:
    """Ask for one file of these children. Asking twice with the same id asks once.

    Raises: NotThere where the actor may not make a file of one of them; Refused.
    """
    wanted = sorted(set(children), key=str)
    if not wanted or actor.node is None:
        raise Refused(NOBODY, field="child")
    if len(wanted) > MOST:
        raise Refused(TOO_MANY, field="child")
    _must(actor, wanted, now)
    asked, made = Export.objects.get_or_create(
        id=id,
        asked_by_id=actor.person_id,
        defaults={
            "children": wanted, "by_name": actor.name, "node_id": actor.node, "sitting": actor.sitting,
            "asked_at": now, "second_needed": len(wanted) > SECOND_PERSON_OVER.value,
        },
    )  # fmt: skip
    if made:
        _note(actor, Act.WROTE, asked, "asked for a file", route)
        if not asked.second_needed:
            _queue(asked)
    return asked


@transaction.atomic
def agree(*, actor: Actor, export_id: UUID, now: datetime, route: str = "") -> Export:
    """A second person agrees, who may make a file of each of these children as well. Raises: Refused, NotThere."""
    asked = Export.objects.filter(id=export_id, second_needed=True).first()
    if asked is None:
        raise NotThere(record=RECORD, subject=export_id, reason="no file to agree to")
    if asked.asked_by_id == actor.person_id:
        raise Refused(SAME_PERSON)
    _must(actor, asked.children, now)
    if asked.agreed_by_id is None:
        asked.agreed_by_id, asked.agreed_name, asked.agreed_at = actor.person_id, actor.name, now
        asked.save(update_fields=["agreed_by", "agreed_name", "agreed_at"])
        _note(actor, Act.WROTE, asked, "agreed to a file", route)
        _queue(asked)
    return asked


def make(*, export_id: UUID, person: UUID, now: datetime) -> Export:
    """Make the file as the person who asked, in the role in which they sat, under the rights of the pages' role.

    Where they hold that role no more, or a child is no longer theirs to give, nothing is made and the reason is kept.
    """
    actor = actor_of(person, now, via="worker")
    with acting(actor):
        asked = Export.objects.get(id=export_id)
    if asked.made_at is not None or (asked.second_needed and asked.agreed_by_id is None):
        return asked
    actor = actor_of(person, now, choose=asked.sitting, via="worker")
    try:
        with acting(actor):
            if asked.sitting is not None and actor.sitting is None:
                raise NotThere(record=RECORD, subject=asked.id, reason="the role has ended")
            return _made(actor, asked, now)
    except NotThere:
        with acting(actor):
            asked.failed = NO_LONGER
            asked.save(update_fields=["failed"])
        return asked


def _made(actor: Actor, asked: Export, now: datetime) -> Export:
    records = [export(actor=actor, child_id=child, now=now, route="exports.make") for child in asked.children]
    held = records[0] if len(records) == 1 else {"made_at": records[0]["made_at"], "records": records}
    body = json.dumps(held, ensure_ascii=False, indent=1).encode()
    ExportFile.objects.create(export=asked, body=body)
    asked.made_at, asked.until = now, now + KEPT.value.span
    asked.save(update_fields=["made_at", "until"])
    return asked


@transaction.atomic
def fetch(*, actor: Actor, export_id: UUID, now: datetime, route: str = "") -> bytes:
    """The file, for who asked for it, while its day lasts and each of the children is still theirs to give.

    Raises: NotThere.
    """
    asked = Export.objects.filter(id=export_id, asked_by_id=actor.person_id, until__gt=now).first()
    file = ExportFile.objects.filter(export=export_id).first() if asked else None
    if asked is None or file is None:
        raise NotThere(record=RECORD, subject=export_id, reason="no such file, or its day is over")
    _must(actor, asked.children, now)
    _note(actor, Act.EXPORTED, asked, "fetched a file", route)
    return bytes(file.body)


@transaction.atomic
def tidy(*, now: datetime) -> int:
    """Delete what is past its day, made or not. The worker's. Returns how many."""
    gone, _ = Export.objects.filter(until__lte=now).delete()
    old, _ = Export.objects.filter(until=None, asked_at__lte=now - KEPT.value.span).delete()
    return gone + old


@transaction.atomic
def stopped(*, export_id: UUID) -> None:
    """Say that the making broke down. The worker's."""
    Export.objects.filter(id=export_id, made_at=None).update(failed=STOPPED)


def _must(actor: Actor, children: Iterable[UUID], now: datetime) -> None:
    for child in children:
        if not may_export(actor=actor, child_id=child, now=now):
            raise NotThere(record=RECORD, child=child, reason="export: not for the responsible authority")


def _note(actor: Actor, act: Act, asked: Export, what: str, route: str) -> None:
    several = len(asked.children) > 1
    note(
        actor=actor, act=act, record=RECORD, subject=asked.id, route=route, basis=what,
        child=None if several else asked.children[0],
        children=dict.fromkeys(asked.children, what) if several else {},
    )  # fmt: skip


def _queue(asked: Export) -> None:
    from waylight.exports.tasks import make_export

    make_export.defer(export=str(asked.id))
