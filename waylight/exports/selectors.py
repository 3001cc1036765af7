"""The files that somebody asked for, and those that wait for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waylight.agencies.actor import Actor
from waylight.episodes.selectors.export import may_export
from waylight.exports.models import Export


@dataclass(frozen=True)
class Files:
    """Mine, the latest first; and others' of my agency that wait until somebody agrees who may."""

    mine: tuple[Export, ...]
    waiting: tuple[Export, ...]


def files(*, actor: Actor, now: datetime) -> Files:
    """Counts and times; the names of the children stand in the file alone."""
    mine = Export.objects.filter(asked_by_id=actor.person_id)
    others = Export.objects.filter(second_needed=True, agreed_by=None).exclude(asked_by_id=actor.person_id)
    waiting = [
        one for one in others if all(may_export(actor=actor, child_id=c, now=now) for c in one.children)
    ]
    return Files(tuple(mine), tuple(waiting))
