"""Where the child lives. A move ends one placement and begins the next in one transaction, at the same moment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.agencies.selectors import authority_of
from waylight.children.kinds import PlacedAt, PlacementEnded
from waylight.children.models import CarePeriod, Placement
from waylight.children.projecting import project
from waylight.children.services.writing import overlap, said
from waylight.engine.when import LONDON, When, at
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused

TWO_PLACES = (
    "The child lives somewhere else at that time. Check the day and the time, or end that placement first."
)


@transaction.atomic
def place(
    filing: Filing, *, child: UUID, node: UUID, since: datetime, kind: str = "", happened: When | None = None
) -> UUID:
    """The child lives at the node from `since` (UTC; may lie ahead: a move at midnight) until further notice.

    `happened`: as it was said, where that is less exact than `since`, its first moment. The placement that goes on at
    that moment ends at it. Returns the placement's id.
    Raises: Refused where it overlaps a later one or the node is closed; NotThere.
    """
    home = Node.objects.filter(pk=node).first()
    if home is None:
        raise NotThere(record="register of homes", subject=node)
    if home.until and home.until < since.astimezone(LONDON).date():
        raise Refused("That home is closed. Choose another one.", field="node")
    host = _host(child, home, since)
    added = said(filing, child, "placed at", happened or at(since), PlacedAt(node, kind, host))
    if added.already:
        return added.id
    _end_current(child, since)
    try:
        with transaction.atomic():
            Placement(
                id=added.id,
                child_id=child,
                node_id=node,
                kind=kind,
                during=DateTimeTZRange(since, None),
                host_id=host,
            ).save(force_insert=True)
    except IntegrityError as error:
        if overlap(error):
            raise Refused(TWO_PLACES, field="since") from error
        raise
    project(child)
    return added.id


@transaction.atomic
def end_placement(filing: Filing, *, child: UUID, at_: datetime) -> None:
    """The child leaves, and no other placement is known. Raises: Refused where there is none; NotThere."""
    current = Placement.objects.filter(child_id=child, during__contains=at_).first()
    if current is None:
        raise Refused("No placement of the child goes on at that time. Check the day and the time.")
    added = said(filing, child, "placement ended", at(at_), PlacementEnded(current.node_id))
    if added.already:
        return
    _end_current(child, at_)
    project(child)


def _end_current(child: UUID, moment: datetime) -> None:
    current = Placement.objects.select_for_update().filter(child_id=child, during__contains=moment).first()
    if current is None:
        return
    if current.during.lower == moment:
        raise Refused(TWO_PLACES, field="since")
    current.during = DateTimeTZRange(current.during.lower, moment)
    current.save(update_fields=["during"])


def _host(child: UUID, home: Node, since: datetime) -> UUID | None:
    """The authority of the area, where the child is another authority's."""
    if home.area_id is None:
        return None
    day = since.astimezone(LONDON).date()
    period = CarePeriod.objects.filter(child_id=child, during__contains=day).first()
    responsible = authority_of(period.node_id) if period else None
    return None if responsible is not None and responsible.id == home.area_id else home.area_id
