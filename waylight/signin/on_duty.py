"""Whoever sits down on a duty answers for the place in that role: those who must be told are found by it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from waylight.agencies.actor import Grant
from waylight.agencies.models import OnDuty
from waylight.engine.sittings import Via
from waylight.signin.models import ShiftPass
from waylight.signin.sittings import Sitting

# Ways in that people use after each other on one phone: signing out there says nothing about one's shift.
SHARED = (Via.DEVICE, Via.SHIFT)


@transaction.atomic
def sit_down(*, person_id: UUID, grant: Grant, sitting: Sitting, now: datetime) -> int | None:
    """Keep that the person answers for the place from `now` until the sitting, or the shift, ends (UTC).

    On a shared phone one signs in many times a night: that is one duty, made longer, and signing out does not end it.
    Anywhere else the id of the row is returned, for `leave`. The database takes a row only from who acts at the place.
    """
    until = _shift_ends(person_id) if sitting.via is Via.SHIFT else sitting.ends
    mine = OnDuty.objects.filter(person_id=person_id, node_id=grant.node_id, role=grant.role)
    before = mine.filter(during__contains=now).first()
    if sitting.via in SHARED and before is not None:
        longer = DateTimeTZRange(before.during.lower, max(before.during.upper, until))
        OnDuty.objects.filter(pk=before.pk).update(during=longer)
        return None
    row = OnDuty.objects.create(
        person_id=person_id, node_id=grant.node_id, role=grant.role, during=DateTimeTZRange(now, until)
    )
    return None if sitting.via in SHARED else row.pk


@transaction.atomic
def leave(*, row: int, now: datetime) -> None:
    """The duty of that row ends now: somebody signed out on a device of their own, or sat down on another duty."""
    duty = OnDuty.objects.filter(pk=row, during__contains=now).first()
    if duty is not None:
        OnDuty.objects.filter(pk=row).update(during=DateTimeTZRange(duty.during.lower, now))


def _shift_ends(person_id: UUID) -> datetime:
    return ShiftPass.objects.filter(person_id=person_id).latest("ends_at").ends_at
