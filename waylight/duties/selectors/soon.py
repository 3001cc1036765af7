"""What is owed to these children, by anybody, by a moment: for a board and the sheet of a shift."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.duties.kinds import RECORD
from waylight.duties.models import Owed
from waylight.duties.selectors.lines import OwedLine, owed_lines
from waylight.rulebook.deeds import CHASED


def owed_soon(
    *, actor: Actor, children: Iterable[UUID], until: datetime, now: datetime, route: str = ""
) -> tuple[OwedLine, ...]:
    """Open and due by `until`, also what is late already (as far back as lists ask for it), the earliest due first."""
    rows = Owed.objects.filter(
        open=True, child__in=list(children), due_at__lte=until, due_at__gte=now - CHASED.value.span
    )
    found = sorted(owed_lines(rows, now), key=lambda line: (line.row.due_at, line.row.code, str(line.row.pk)))
    note(
        actor=actor,
        act=Act.LISTED,
        record=RECORD,
        route=route,
        children=sorted({one.row.child for one in found}),
    )
    return tuple(found)
