"""It was a mistake: care did not end, the child did not move. A fact says so; what had ended with it goes on."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from waylight.agencies.refusals import NotThere
from waylight.children.kinds import AllocationEnded, CareEndInError, PlacedInError
from waylight.children.models import Allocation, Placement
from waylight.children.projecting import project
from waylight.children.services.writing import overlap, said
from waylight.engine.when import at
from waylight.facts.codec import from_json
from waylight.facts.filing import Filing
from waylight.facts.models import Fact
from waylight.facts.refusals import Refused

WHY = "Say how it came to this: it stands in the record."
ELSEWHERE = "The record says by now that the child lives somewhere else. Look there first."


@transaction.atomic
def take_back_end(filing: Filing, *, ended: UUID, why: str) -> None:
    """Care goes on as if the fact `ended` had not been said, and with it the placement and lists that ended with it.

    For as many days as the rulebook gives, by somebody who may write of the authority's children, or, where the record
    is narrowed, by whoever ended it. Raises: Refused, NotThere.
    """
    if not why.strip():
        raise Refused(WHY, field="why")
    if filing.sent_before is not None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT children_reopen(%s)", [ended])
        (child,) = cursor.fetchone()
    if child is None:
        raise NotThere(record="child core", subject=ended)
    said(filing, child, "care end in error", at(filing.now), CareEndInError(), {"why": why}, about=ended)
    try:
        with transaction.atomic():
            for fact in Fact.objects.filter(child=child, about=ended).order_by("id"):
                _go_on(child, fact)
    except IntegrityError as error:
        if overlap(error):
            raise Refused(ELSEWHERE) from error
        raise
    project(child)


def _go_on(child: UUID, fact: Fact) -> None:
    moment = fact.happened_earliest
    if fact.kind == "placement ended":
        rows = Placement.objects.filter(child_id=child, node_id=fact.body["node"], during__endswith=moment)
        for row in rows:
            row.during = DateTimeTZRange(row.during.lower, None)
            row.save(update_fields=["during"])
    elif fact.kind == "allocation ended":
        body = from_json(AllocationEnded, fact.body)
        for one in Allocation.objects.filter(pk=body.allocation):
            one.during = DateTimeTZRange(body.since or one.during.lower, body.until)
            one.save(update_fields=["during"])


@transaction.atomic
def take_back_move(filing: Filing, *, placement: UUID, why: str) -> UUID:
    """The child did not move there: the place before goes on. Only the last one on record is taken back so.

    Returns the child's id. Raises: Refused, NotThere.
    """
    if not why.strip():
        raise Refused(WHY, field="why")
    row = Placement.objects.select_for_update().filter(pk=placement).first()
    if row is None:
        raise NotThere(record="placement", subject=placement)
    child = row.child_id
    added = said(
        filing, child, "placed in error", at(filing.now), PlacedInError(), {"why": why}, about=placement
    )
    if added.already:
        return child
    if row.during.isempty or row.during.upper is not None:
        raise Refused(ELSEWHERE)
    moment = row.during.lower
    row.during = DateTimeTZRange(empty=True)
    row.save(update_fields=["during"])
    # Where somebody said besides that the child left the place before, that stands.
    if not Fact.objects.filter(child=child, kind="placement ended", happened_earliest=moment).exists():
        for before in Placement.objects.filter(child_id=child, during__endswith=moment):
            before.during = DateTimeTZRange(before.during.lower, None)
            before.save(update_fields=["during"])
    project(child)
    return child
