"""What every write of this room has in common."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from waylight.engine.when import When
from waylight.facts import services as facts
from waylight.facts.filing import Filing, keep


def said(
    filing: Filing,
    child: UUID,
    kind: str,
    happened: When,
    body: object,
    words: Mapping[str, str] | None = None,
    about: UUID | None = None,
) -> facts.Added:
    """Keep the fact, the child locked. Raises: NotThere where the actor may not write it; Refused where the key was
    used before for something else. Either undoes this fact alone: a list of many goes on without it."""
    facts.lock(child)
    with transaction.atomic():
        return keep(filing, kind, body, child=child, happened=happened, words=words, about=about)


def overlap(error: IntegrityError) -> bool:
    """Whether the database refused two spans of one child that overlap."""
    return getattr(error.__cause__, "sqlstate", "") == "23P01"
