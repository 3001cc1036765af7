"""Times away as spans, for strips of nights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.nights import Span
from waylight.episodes.models import Episode


def times_away(
    *, actor: Actor, children: Iterable[UUID], since: datetime, route: str = ""
) -> Mapping[UUID, tuple[Span, ...]]:
    """The times away of these children that lasted beyond `since`, by child; of one whose end nobody gave, its
    beginning alone. Children without one are not among them."""
    rows = Episode.objects.filter(child__in=list(children)).filter(
        Q(open=True) | Q(ended_latest__gte=since) | Q(ended_latest=None, started_latest__gte=since)
    )
    found: dict[UUID, list[Span]] = {}
    for row in rows.order_by("started_earliest"):
        until = None if row.open else (row.ended_latest or row.started_latest)
        found.setdefault(row.child_id, []).append(Span(row.started_earliest, until))
    note(actor=actor, act=Act.LISTED, record="episode", route=route, children=sorted(found))
    return {child: tuple(spans) for child, spans in found.items()}
