"""What another threshold would have done to an authority's last year: asked before it is set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from waylight.agencies.selectors import below
from waylight.alerts.reading import joined, lines_of
from waylight.alerts.rows import ROWS
from waylight.children.models import Interest
from waylight.children.selectors.same import one_child
from waylight.engine.patterns import Effect, Pattern
from waylight.engine.patterns import effect as counted
from waylight.engine.patterns.raising import Own
from waylight.episodes.models import Episode

A_YEAR = timedelta(days=365)


def effect(*, authority: UUID, rule: str, values: Sequence[Own], now: datetime) -> tuple[Effect, ...]:
    """For each set of numbers of the rule, how many children and alerts the year before `now` would have had.

    Counts the children for whom the authority is responsible today, as far as the actor may read their times away; a
    child of several records once, over all of them that the actor may read.
    Raises: KeyError for a rule that is no pattern of one child, ValueError for numbers that it does not have.
    """
    row = ROWS[rule]
    if not isinstance(row, Pattern) or not row.local:
        raise KeyError(rule)
    theirs = Interest.objects.filter(
        node_id__in=below([authority]), relation=Interest.Relation.RESPONSIBLE, during__contains=now
    )
    away = Episode.objects.filter(child__in=theirs.values("child_id"), started_latest__gte=now - A_YEAR)
    children = sorted(set(away.values_list("child_id", flat=True)))
    same = one_child(children)
    lines = lines_of({*children, *(record for some in same.values() for record in some)})
    each = {same.get(child, (child,)) for child in children}
    by_child = [[lines[record] for record in records if record in lines] for records in sorted(each)]
    return counted([joined(own) for own in by_child], row, values, now)
