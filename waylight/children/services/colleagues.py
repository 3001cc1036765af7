"""What opens children without being about one of them: standing in for a colleague, inspecting a home."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import Cover, Inspection
from waylight.facts.filing import refusing
from waylight.facts.refusals import Refused

LONGEST_COVER = timedelta(days=92)
LONGEST_INSPECTION = timedelta(days=31)


@transaction.atomic
def stand_in(
    *, actor: Actor, person: UUID, for_person: UUID, since: datetime, until: datetime, route: str = ""
) -> UUID:
    """`person` stands in for a colleague at one of the actor's nodes. Opens nothing unless `person` holds the role
    there too, and never a restricted child. Raises: Refused, NotThere."""
    if actor.person_id == person:
        raise Refused("Nobody stands in at their own word. Ask a colleague to record it.")
    if person == for_person:
        raise Refused("Choose two different people.")
    if not since < until <= since + LONGEST_COVER:
        raise Refused("Standing in ends after it begins, and within three months. Choose an earlier end.")
    cover = Cover(person_id=person, for_person_id=for_person, during=DateTimeTZRange(since, until))
    _save(cover, record="cover")
    note(actor=actor, act=Act.WROTE, record="cover", subject=cover.id, route=route)
    return cover.id


@transaction.atomic
def open_inspection(
    *, actor: Actor, node: UUID, person: UUID, since: datetime, until: datetime, route: str = ""
) -> UUID:
    """Open an inspection of a home in an inspector's name, with an end; somebody else of the inspectorate does it.

    Raises: Refused, NotThere.
    """
    if actor.person_id == person:
        raise Refused("Nobody opens an inspection for themselves. Ask a colleague of the inspectorate.")
    if not since < until <= since + LONGEST_INSPECTION:
        raise Refused("An inspection ends after it begins, and within 31 days. Choose an earlier end.")
    inspection = Inspection(node_id=node, person_id=person, during=DateTimeTZRange(since, until))
    _save(inspection, record="inspection")
    note(actor=actor, act=Act.WROTE, record="inspection", subject=node, route=route)
    return inspection.id


def _save(row: Cover | Inspection, *, record: str) -> None:
    with refusing(record), transaction.atomic():
        row.save(force_insert=True)
