"""Erases a child's times away and pack, as the worker, for a decision that people made."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.audit.services import Who
from waylight.episodes.models import PackEntry, PackPhoto
from waylight.episodes.projecting import project
from waylight.facts.erasing import Erased, erase
from waylight.facts.services import Added


@transaction.atomic
def erase_child(*, actor: Who, child_id: UUID, ground: str, now: datetime, key: str) -> Added:
    """Blanks everything that was said of the child and deletes the pack. Episodes that follow from nothing any more
    go; that there were facts, when, and who looked, stays."""
    added = erase(actor=actor, child=child_id, erased=Erased(ground), now=now, key=key)
    if not added.already:
        PackEntry.objects.filter(child_id=child_id).delete()
        PackPhoto.objects.filter(child_id=child_id).delete()
        project(child_id)
    return added


@transaction.atomic
def erase_words(
    *, actor: Who, child_id: UUID, facts: tuple[UUID, ...], ground: str, now: datetime, key: str
) -> Added:
    """Blanks the free words of some facts; what they count for stays."""
    added = erase(actor=actor, child=child_id, erased=Erased(ground, facts, bodies=False), now=now, key=key)
    if not added.already:
        project(child_id)
    return added
