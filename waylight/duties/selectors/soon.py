"""What is owed to these children, by anybody, by a moment: for a board and the sheet of a shift."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.duties.kinds import RECORD
from waylight.duties.models import Owed
from waylight.duties.selectors.lines import OwedLine, owed_lines
from waylight.duties.selectors.over_all import instead
from waylight.rulebook.deeds import CHASED


def owed_soon(
    *, actor: Actor, children: Iterable[UUID], until: datetime, now: datetime, route: str = ""
) -> tuple[OwedLine, ...]:
    """Open and due by `until`, also what is late already (as far back as lists ask for it), the earliest due first."""
    asked = Q(open=True, child__in=list(children), due_at__lte=until, due_at__gte=now - CHASED.value.span)
    rows = instead(Owed.objects.filter(asked), lambda some: some.filter(asked))
    found = sorted(owed_lines(rows, now), key=lambda line: (line.row.due_at, line.row.code, str(line.row.pk)))
    note(
        actor=actor,
        act=Act.LISTED,
        record=RECORD,
        route=route,
        children=sorted({one.row.child for one in found}),
    )
    return tuple(found)
