"""Erasure is a fact: it says by whom, why and what was blanked; the rest of the record goes on without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from waylight.audit.services import Who
from waylight.engine.when import at
from waylight.facts.kinds import Kind
from waylight.facts.services import Added, add, lock


@dataclass(frozen=True)
class Erased:
    """What was blanked: of these facts (none named: of every fact about the child) the words, and with `bodies` also
    what they counted for. `ground` is a code: "right to erasure", "retention", "rectification", "not a child of ours".
    """

    ground: str
    facts: tuple[UUID, ...] = ()
    bodies: bool = True


ERASED = Kind("erased", "child core", Erased)


@transaction.atomic
def erase(
    *, actor: Who, child: UUID, erased: Erased, now: datetime, key: str, id: UUID | None = None
) -> Added:
    """Run as the worker, for a decision that people made. The caller makes projections anew in this transaction.

    `id`: of the fact that said so before the record was restored from a backup that lacks it.
    """
    lock(child)
    added = add(
        actor=actor, kind="erased", child=child, happened=at(now), told=now, body=erased, key=key, door="desk",
        id=id,
    )  # fmt: skip
    if not added.already:
        _blank(child, erased)
    return added


def _blank(child: UUID, erased: Erased) -> None:
    with connection.cursor() as cursor:
        named = list(erased.facts) or None
        cursor.execute("SELECT facts_erase(%s, %s::uuid[], %s)", [child, named, erased.bodies])
