"""Times away that began from one home, as far as the actor may read of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.episodes.models import Episode
from waylight.episodes.selectors.children import ChildLine, lines

Spans = Mapping[UUID, Sequence[tuple[datetime, datetime | None]]]


@dataclass(frozen=True)
class FromHome:
    """One time away with whose it is."""

    episode: Episode
    child: ChildLine


def aways_of(
    *, actor: Actor, lived: Spans, since: datetime, now: datetime, route: str = ""
) -> list[FromHome]:
    """The latest first. `lived`: when which child lived there. Each child is on the trail."""
    rows = Episode.objects.filter(child__in=list(lived), started_earliest__gte=since).order_by(
        "-started_earliest"
    )
    there = [row for row in rows if _within(row.started_earliest, lived[row.child_id])]
    children = lines((row.child_id for row in there), now)
    note(actor=actor, act=Act.LISTED, record="episode", route=route, children=list(children))
    return [FromHome(row, children[row.child_id]) for row in there]


def _within(moment: datetime, spans: Sequence[tuple[datetime, datetime | None]]) -> bool:
    return any(since <= moment and (until is None or moment < until) for since, until in spans)
