"""An authority begins to look after a child, hands the case to another team, or ends it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from waylight.agencies.refusals import NotThere
from waylight.children.kinds import CareBegan, CareEnded, TeamChanged
from waylight.children.models import CarePeriod, Child
from waylight.children.names import folded, name_key
from waylight.children.projecting import project
from waylight.children.services.ending import end_with_care
from waylight.children.services.particulars import Particulars
from waylight.children.services.writing import said
from waylight.engine.when import LONDON, on
from waylight.facts.filing import Filing, refusing
from waylight.facts.refusals import Refused


@transaction.atomic
def begin_care(
    filing: Filing,
    *,
    who: Particulars,
    node: UUID,
    since: date,
    legal_status: str = "",
    child: UUID | None = None,
) -> UUID:
    """A child comes into the record with the team, or authority, that looks after them. Returns the child's id.

    `child` is the id where the caller keeps it (an import); the same key again returns the child of the first time.
    Raises: Refused (a date in the future, no name), NotThere where the actor may not write for that node.
    """
    if not (who.given_names.strip() or who.family_name.strip()):
        raise Refused("Give the child's name, or what the child is called.", field="given_names")
    if since > filing.now.astimezone(LONDON).date():
        raise Refused("Care cannot begin in the future. Check the date.", field="since")
    sent = _sent_before(filing)
    if sent is not None:
        return sent
    id = child or uuid4()
    _begin(id, node, who, since)
    said(filing, id, "care began", on(since), CareBegan(node, legal_status))
    CarePeriod(child_id=id, node_id=node, during=DateRange(since, None), legal_status=legal_status).save(
        force_insert=True
    )
    project(id)
    return id


def _begin(id: UUID, node: UUID, who: Particulars, since: date) -> None:
    with refusing("child core", id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT children_begin(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                id, node, who.given_names.strip(), who.family_name.strip(), who.known_as.strip(), who.born,
                who.sex, who.ethnicity, who.language, who.unaccompanied, who.trafficked,
                name_key(who.given_names, who.family_name), folded(who.known_as), on(since).earliest,
            ],
        )  # fmt: skip


def _sent_before(filing: Filing) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child FROM facts_fact WHERE by_node_id = %s AND door = %s AND source_key = %s "
            "AND kind = 'care began'",
            [filing.actor.node, filing.door, filing.key],
        )
        row = cursor.fetchone()
    return row[0] if row else None


@transaction.atomic
def change_team(filing: Filing, *, child: UUID, node: UUID, since: date) -> None:
    """Another team carries the case from that day: the old one loses the child in the same transaction.

    Raises: Refused, NotThere.
    """
    added = said(filing, child, "team changed", on(since), TeamChanged(node))
    if added.already:
        return
    current = _current(child, since)
    if current.during.lower >= since:
        raise Refused("The team took over on that day already. Choose a later day.", field="since")
    before = current.during.upper
    current.during = DateRange(current.during.lower, since)
    current.save(update_fields=["during"])
    CarePeriod(
        child_id=child, node_id=node, during=DateRange(since, before), legal_status=current.legal_status
    ).save(force_insert=True)
    project(child)


@transaction.atomic
def end_care(filing: Filing, *, child: UUID, last_day: date, reason: str = "") -> UUID:
    """The authority looks after the child no longer: the placement and the lists by name on which the child stands as
    theirs end with it. A search that goes on keeps its own interests; a return interview stays with its service.

    Returns the fact's id. Raises: Refused (a day ahead, care that has ended, a move after that day), NotThere.
    """
    if last_day > filing.now.astimezone(LONDON).date():
        raise Refused("That day has not come yet. Record it once care has ended.", field="last_day")
    added = said(filing, child, "care ended", on(last_day), CareEnded(last_day, reason))
    if added.already:
        return added.id
    current = _current(child, last_day)
    if current.during.upper is not None:
        raise Refused(
            f"Care has an end on record already, the first day after it is {current.during.upper:%-d %B %Y}."
        )
    end_with_care(filing, child, added.id, on(last_day).latest)
    current.during = DateRange(current.during.lower, last_day + timedelta(days=1))
    current.save(update_fields=["during"])
    project(child)
    return added.id


def _current(child: UUID, day: date) -> CarePeriod:
    period = CarePeriod.objects.select_for_update().filter(child_id=child, during__contains=day).first()
    if period is None:
        if not Child.objects.filter(pk=child).exists():
            raise NotThere(record="child core", child=child)
        raise Refused("The child was not looked after on that day. Check the date.")
    return period
