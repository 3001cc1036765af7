"""How often each pattern led to something being done: of what the actor may see, in the last year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from waylight.agencies.actor import Actor
from waylight.alerts import kinds
from waylight.alerts.models import Alert
from waylight.alerts.rows import ROWS, Row
from waylight.alerts.selectors.lists import about, done_about
from waylight.audit.acts import Act
from waylight.audit.services import note

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Share:
    """Of a pattern: alerts of the year, of how many children, and on how many of these somebody acted, or put them
    off or dismissed them as the last word. An act counts for what had happened by then."""

    row: Row
    alerts: int
    children: int
    acted: int
    dismissed: int

    @property
    def share(self) -> float:
        """Of all its alerts, those on which somebody acted."""
        return self.acted / self.alerts

    @property
    def percent(self) -> int:
        return round(100 * self.share)


def shares(*, actor: Actor, now: datetime, route: str = "") -> tuple[Share, ...]:
    """Every pattern that was seen, those that led to an action most often first."""
    rows = list(Alert.objects.filter(at__gt=now - A_YEAR, at__lte=now, withdrawn_at=None))
    said = about(done_about([row.id for row in rows]))
    like: dict[tuple[object, ...], list[Alert]] = defaultdict(list)
    for row in rows:
        like[row.pattern, tuple(row.children)].append(row)
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    children: dict[str, set[object]] = defaultdict(set)
    for (pattern, _), some in like.items():
        words = sorted((one for row in some for one in said.get(row.id, ())), key=lambda one: one.at)
        for row in some:
            # The first word after it was seen is about it, and about all of its kind before.
            after = next((one for one in words if one.at >= row.at and one.kind != kinds.PUT_OFF), None)
            total = counted[str(pattern)]
            total[0] += 1
            total[1] += after is not None and after.kind in (kinds.ACTED, kinds.CONFIRMED)
            total[2] += after is not None and after.kind == kinds.DISMISSED
            children[str(pattern)].update(row.children)
    note(actor=actor, act=Act.LISTED, record="alert", route=route)
    found = [Share(ROWS[code], n, len(children[code]), acted, no) for code, (n, acted, no) in counted.items()]
    return tuple(sorted(found, key=lambda one: (-one.share, -one.alerts, one.row.code)))
