"""What another clock of the ladder would have made of an authority's last year of requests: asked before it is set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from waylight.agencies.selectors import below
from waylight.children.models import Interest
from waylight.decisions.selectors.reading import CALENDAR, Review, review_of
from waylight.engine.calendars import due_at
from waylight.engine.words import WorkingDays

A_YEAR = timedelta(days=365)


def effect(*, authority: UUID, values: Sequence[WorkingDays], now: datetime) -> tuple[tuple[int, int], ...]:
    """For each clock: how many requests of the last year there were, and how many it would have sent on, unanswered."""
    theirs = set(
        Interest.objects.filter(
            node_id__in=below([authority]), relation=Interest.Relation.RESPONSIBLE, during__contains=now
        ).values_list("child_id", flat=True)
    )
    asked = [one for one in review_of(None, now) if one.child_id in theirs and one.asked.told >= now - A_YEAR]
    return tuple((len(asked), sum(_sent_on(one, within) for one in asked)) for within in values)


def _sent_on(one: Review, within: WorkingDays) -> bool:
    end = one.answer or one.withdrawn
    until = end.when.earliest if end else one.now
    return until > due_at(one.asked.when, within, CALENDAR)
