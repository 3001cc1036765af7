"""What is told of break-glass, and that it is over once it was gone through. Run as the worker each minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from waylight.access.models import BrokenGlass
from waylight.episodes.numbers import number_of
from waylight.rulebook.telling_glass import GLASS
from waylight.telling.models import Climb, Notice
from waylight.telling.services.climbing import raise_notice

# Uses are looked for as long as somebody could still be told of them.
LOOKS_BACK = timedelta(days=31)
AT_A_TIME = 50
REVIEWED = "gone through"


def tell_broken(now: datetime) -> int:
    """Uses that nobody was told of, and those that are over. Returns how many were told."""
    told = Notice.objects.filter(about=GLASS.code)
    uses = BrokenGlass.objects.filter(at__gte=now - LOOKS_BACK).exclude(id__in=told.values("origin"))
    untold = list(uses.filter(reviewed_at=None).order_by("at")[:AT_A_TIME])
    for use in untold:
        # A tick that began before it was opened tells of it as of then.
        _tell(use, max(now, use.at))
    reviewed = BrokenGlass.objects.filter(
        id__in=told.filter(ended_at=None).values("origin"), reviewed_at__isnull=False
    )
    for use in reviewed:
        _end(use.id, use.reviewed_at or now)
    return len(untold)


@transaction.atomic
def _tell(use: BrokenGlass, now: datetime) -> None:
    raise_notice(
        GLASS, origin_kind="glass", origin=use.id, child=use.child, claim=None, reference=number_of(use.id),
        raised_at=use.at, away_since=use.at, now=now, private=True, but=use.person_id,
    )  # fmt: skip


def _end(origin: UUID, at: datetime) -> None:
    mine = Notice.objects.filter(about=GLASS.code, origin=origin, ended_at=None)
    Climb.objects.filter(notice__in=mine, ended_at=None).update(ended_at=at, next_at=None)
    mine.update(ended_at=at, ended_why=REVIEWED)
