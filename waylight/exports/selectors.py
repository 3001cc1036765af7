"""The files that somebody asked for, and those that wait for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.episodes.selectors.export import may_export
from waylight.exports.models import Export


@dataclass(frozen=True)
class Files:
    """Mine, the latest first; and others' of my agency that wait until somebody agrees who may."""

    mine: tuple[Export, ...]
    waiting: tuple[Export, ...]


def named(*, actor: Actor, files: Files, now: datetime, route: str = "") -> dict[UUID, tuple[ChildLine, ...]]:
    """By file of one's own the children who are in it, as far as the actor may read of them today."""
    wanted = {child for one in files.mine for child in one.children}
    known = {id: line for id, line in lines(wanted, now).items() if line.name}
    note(actor=actor, act=Act.LISTED, record="child core", route=route, children=list(known))
    return {one.id: tuple(known[child] for child in one.children if child in known) for one in files.mine}


def files(*, actor: Actor, now: datetime) -> Files:
    """Counts and times."""
    mine = Export.objects.filter(asked_by_id=actor.person_id)
    others = Export.objects.filter(second_needed=True, agreed_by=None).exclude(asked_by_id=actor.person_id)
    waiting = [
        one for one in others if all(may_export(actor=actor, child_id=c, now=now) for c in one.children)
    ]
    return Files(tuple(mine), tuple(waiting))
