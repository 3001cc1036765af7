"""What ends where care ends: the placement that goes on, and the lists by name of those who looked after the child."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from waylight.children.kinds import AllocationEnded, PlacementEnded
from waylight.children.models import Allocation, Placement
from waylight.children.services.writing import said
from waylight.engine.when import at
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused

# Through these somebody looks after the child. An interviewer's list, a concern and a search go on without care.
LOOKING_AFTER = ("responsible", "caring")


def end_with_care(filing: Filing, child: UUID, ended: UUID, moment: datetime) -> None:
    """Each ends at `moment`, the midnight after the last day, by a fact of its own about the fact `ended`.

    Interests are not made anew here. Raises: Refused where a placement begins later than that.
    """
    _placement(filing, child, ended, moment)
    _lists(filing, child, ended, moment)


def _placement(filing: Filing, child: UUID, ended: UUID, moment: datetime) -> None:
    open_ = Placement.objects.select_for_update().filter(child_id=child, during__upper_inf=True)
    current = open_.exclude(during__isempty=True).first()
    if current is None:
        return
    if current.during.lower >= moment:
        raise Refused(
            f"The record says that the child lives at {current.node.name} from {current.during.lower:%-d %B %Y} on, "
            "which is after that day. Check the day, or take that move back first.",
            field="last_day",
        )
    said(filing.part("placement"), child, "placement ended", at(moment), PlacementEnded(current.node_id),
         about=ended)  # fmt: skip
    current.during = DateTimeTZRange(current.during.lower, moment)
    current.save(update_fields=["during"])


def _lists(filing: Filing, child: UUID, ended: UUID, moment: datetime) -> None:
    rows = Allocation.objects.select_for_update().filter(child_id=child, relation__in=LOOKING_AFTER)
    for one in rows.exclude(during__isempty=True).order_by("id"):
        since, until = one.during.lower, one.during.upper
        if until is not None and until <= moment:
            continue
        never = since >= moment
        body = AllocationEnded(one.id, until, since if never else None)
        said(filing.part(f"list {one.id}"), child, "allocation ended", at(moment), body, about=ended)
        one.during = DateTimeTZRange(empty=True) if never else DateTimeTZRange(since, moment)
        one.save(update_fields=["during"])
