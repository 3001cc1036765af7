"""What another clock of a duty would have made of an authority's last year: asked before it is set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from waylight.agencies.selectors import below
from waylight.children.models import Interest
from waylight.duties.models import Owed
from waylight.duties.selectors.lines import judged
from waylight.duties.selectors.over_all import instead
from waylight.engine.calendars import Calendar, Within, due_at, due_from
from waylight.engine.owing import Word, standing
from waylight.rulebook.holidays import HOLIDAYS

A_YEAR = timedelta(days=365)
CALENDAR = Calendar(HOLIDAYS)


def effect(
    *, authority: UUID, code: str, values: Sequence[Within], now: datetime
) -> tuple[Counter[Word], ...]:
    """For each clock, how the duties of this code that began in the year before `now` would stand.

    Counts those about children for whom the authority is responsible today, as far as the actor may read them; what is
    counted over all records of a child once.
    """
    theirs = Interest.objects.filter(
        node_id__in=below([authority]), relation=Interest.Relation.RESPONSIBLE, during__contains=now
    )
    year = Q(code=code, began_latest__gte=now - A_YEAR, child__in=theirs.values("child_id"))
    rows = instead(Owed.objects.filter(year), lambda over_all: over_all.filter(year))
    began = [judged(row) for row in rows]
    return tuple(
        Counter(
            standing(
                one._replace(
                    within=within,
                    due_from=due_from(one.began, within, CALENDAR),
                    due_at=due_at(one.began, within, CALENDAR),
                ),
                now,
            ).word
            for one in began
        )
        for within in values
    )
