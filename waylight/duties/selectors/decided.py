"""What is owed that only a decision by name can meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from waylight.agencies.actor import Actor
from waylight.agencies.selectors import below
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.duties.kinds import RECORD
from waylight.duties.models import Owed
from waylight.duties.selectors.lines import OwedLine, owed_lines
from waylight.rulebook.deeds import CHASED


def to_decide(
    *, actor: Actor, node: UUID, codes: Iterable[str], now: datetime, route: str = ""
) -> tuple[OwedLine, ...]:
    """What is open under these codes of duties, owed by the node and all below it and still chased: the earliest due
    first."""
    asked = Q(open=True, code__in=list(codes), owners__overlap=list(below([node])))
    rows = Owed.objects.filter(asked, due_at__gte=now - CHASED.value.span)
    found = sorted(owed_lines(rows, now), key=lambda one: (one.row.due_at, str(one.row.pk)))
    note(actor=actor, act=Act.LISTED, record=RECORD, route=route, children={one.row.child for one in found})
    return tuple(found)
