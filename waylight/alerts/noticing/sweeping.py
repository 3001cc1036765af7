"""Once a minute: whatever nobody heard, what the clock alone makes true, and what packs name. Twice changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from waylight.alerts.models import Watch
from waylight.alerts.noticing.children import recompute
from waylight.alerts.noticing.hearing import KINDS
from waylight.alerts.noticing.named import read_entries

log = logging.getLogger(__name__)
AT_A_TIME = 100
# A file's rows are told when they come in, however long ago they happened: so all that is unheard is found.
LOOKS_BACK = timedelta(days=31)
UNHEARD = """
SELECT f.child FROM facts_fact f
WHERE f.kind = ANY (%s) AND f.told >= %s AND f.child IS NOT NULL
  AND NOT EXISTS (SELECT FROM alerts_heard h WHERE h.fact = f.id)
GROUP BY f.child LIMIT %s
"""


class NotNoticed(Exception):
    """So many children could not be looked at; all others were. The task fails, and is seen to."""


def tick(now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """All of it; returns how many children were looked at. `go_on`: asked now and then, after a file of thousands.

    Raises: NotNoticed, at the end: one child's fault keeps nobody else waiting.
    """
    looked: set[UUID] = set()
    failed: set[UUID] = set()
    while children := [one for one in dict.fromkeys(unheard(now) + _due(now)) if one not in looked | failed]:
        for child in children:
            (looked if _looked_at(child, now) else failed).add(child)
        if not go_on():
            break
    while read_entries(now) and go_on():
        pass
    if failed:
        raise NotNoticed(len(failed))
    return len(looked)


def _looked_at(child: UUID, now: datetime) -> bool:
    try:
        recompute(child, now, kinds=KINDS)
    except Exception as fault:
        # What is wrong is said by its kind alone: a message might hold what somebody said.
        log.error("not noticed: %s", type(fault).__name__)
        return False
    return True


def _due(now: datetime) -> list[UUID]:
    rows = Watch.objects.filter(next_at__lte=now).order_by("next_at")
    return list(rows.values_list("child", flat=True)[:AT_A_TIME])


def unheard(now: datetime) -> list[UUID]:
    """Children of whom something was said that nobody heard."""
    with connection.cursor() as cursor:
        cursor.execute(UNHEARD, [list(KINDS), now - LOOKS_BACK, AT_A_TIME])
        return [row[0] for row in cursor.fetchall()]
