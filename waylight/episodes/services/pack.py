"""Keeping the grab pack: dated rows that go with the child from placement to placement."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.pack import PackField
from waylight.episodes.models import PackEntry, PackPhoto
from waylight.episodes.photos import written_anew
from waylight.facts.filing import Filing, refusing
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.grab_pack import PARTS

FIELDS = {(part.code, field.code): field for part in PARTS for field in part.fields}
LONGEST = 2_000


@transaction.atomic
def keep(
    filing: Filing,
    *,
    child_id: UUID,
    part: str,
    field: str,
    value: str,
    replaces: UUID | None = None,
) -> UUID:
    """Put a line into the pack; `replaces` is the id of the line that it takes the place of, or None for one more.

    A field that there is one of replaces what stood there. Empty words end the line. The key is the new row's
    id: a page sent twice keeps one. Raises: Refused, NotThere.
    """
    shape, text = _shape(part, field), _text(value)
    actor, now, key = filing.actor, filing.now, UUID(filing.key)
    node = _node(actor)
    if PackEntry.objects.filter(id=key).exists():
        return key
    standing = PackEntry.objects.filter(child_id=child_id, part=part, field=field, until=None)
    with refusing("grab pack", child_id):
        if replaces is not None:
            standing.filter(id=replaces).update(until=now)
        elif not shape.many:
            standing.update(until=now)
        if text:
            PackEntry(
                id=key, child_id=child_id, part=part, field=field, value=text, record=shape.record, since=now,
                reviewed_at=now, reviewed_by_id=actor.person_id, by_id=actor.person_id, by_node_id=node,
            ).save(force_insert=True)  # fmt: skip
    note(
        actor=actor, act=Act.WROTE, record=shape.record, child=child_id, subject=key, route=filing.route,
        basis=field,
    )  # fmt: skip
    return key


@transaction.atomic
def still_right(*, actor: Actor, child_id: UUID, part: str, now: datetime, route: str = "") -> int:
    """Somebody looked a part over and nothing has changed: it is no longer stale. Returns how many lines.

    Raises: NotThere where there is nothing that the actor may keep.
    """
    with refusing("grab pack", child_id):
        many = PackEntry.objects.filter(child_id=child_id, part=part, until=None).update(
            reviewed_at=now, reviewed_by_id=actor.person_id
        )
    if not many:
        raise NotThere(record="grab pack", child=child_id)
    note(
        actor=actor,
        act=Act.WROTE,
        record="grab pack",
        child=child_id,
        route=route,
        basis=f"{part} looked over",
    )
    return many


@transaction.atomic
def photo(
    *, actor: Actor, child_id: UUID, picture: bytes, taken_on: date, now: datetime, route: str = ""
) -> UUID:
    """Keep a picture, written anew without what camera and place left in it. Raises: Refused."""
    if taken_on > now.date():
        raise Refused(
            "The picture cannot be taken later than today. Look at the date again.", field="taken_on"
        )
    jpeg, width, height = written_anew(picture)
    id, node = uuid4(), _node(actor)
    with refusing("grab pack", child_id):
        PackPhoto.objects.filter(child_id=child_id, until=None).update(until=now)
        PackPhoto(
            id=id, child_id=child_id, jpeg=jpeg, width=width, height=height, taken_on=taken_on, since=now,
            by_id=actor.person_id, by_node_id=node,
        ).save(force_insert=True)  # fmt: skip
    note(
        actor=actor, act=Act.WROTE, record="grab pack", child=child_id, subject=id, route=route, basis="photo"
    )
    return id


def _shape(part: str, field: str) -> PackField:
    shape = FIELDS.get((part, field))
    if shape is None:
        raise Refused(
            "The pack has no such line. Open the page again and choose one of those shown.", field="field"
        )
    return shape


def _text(value: str) -> str:
    text = value.strip()
    if len(text) > LONGEST:
        raise Refused(
            f"That is longer than {LONGEST:,} characters. Keep what a searcher needs first.", field="value"
        )
    return text


def _node(actor: Actor) -> UUID:
    if actor.node is None:
        raise NotThere(record="grab pack", reason="no role")
    return actor.node
