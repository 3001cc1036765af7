"""Several children of one home: looked at whenever one of them is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import connection

from waylight.alerts.models import Alert
from waylight.alerts.noticing.writing import lock, put, wanted_of
from waylight.engine.patterns import Line, TimeAway, raised_of_home
from waylight.engine.when import at
from waylight.rulebook.patterns import FROM_HOME

AWAYS = """
SELECT n.episode, n.child, n.began, e.told_at FROM alerts_night n JOIN episodes_episode e ON e.id = n.episode
WHERE n.home = %s AND n.began > %s AND n.began <= %s
"""


def homes_of(line: Line, standing: Iterable[Alert], now: datetime) -> list[UUID]:
    """Where the child lived at the times away that may still count, or was counted; in one order for every worker."""
    since = now - FROM_HOME.within.span - FROM_HOME.lasts.span
    lived = {away.home for away in line.aways if away.home is not None and away.began > since}
    counted = {
        UUID(row.evidence["home"]) for row in standing if row.pattern == FROM_HOME.code and row.at > since
    }
    return sorted(lived | counted, key=str)


def notice_home(home: UUID, standing: Iterable[Alert], now: datetime, by: UUID | None = None) -> int:
    """Write what stands about the home; returns how many rows changed. `standing`: alerts of the child looked at.

    Whatever this child changes about the home is an alert in which the child is, or which begins to have the child.
    """
    lock(home)
    since = now - FROM_HOME.lasts.span
    with connection.cursor() as cursor:
        cursor.execute(AWAYS, [home, since - FROM_HOME.within.span, now])
        aways = [(child, TimeAway(id, at(began), told)) for id, child, began, told in cursor.fetchall()]
    # Of what began earlier not everything is here that it would be counted with.
    lately = {away.id for _, away in aways if away.began > since}
    raised = [one for one in raised_of_home(aways, FROM_HOME) if one.at <= now and one.anchor in lately]
    wanted = [replace(wanted_of(one, FROM_HOME.lasts.span), evidence={"home": str(home)}) for one in raised]
    rows = {
        row.id: row for row in standing if row.pattern == FROM_HOME.code and row.evidence["home"] == str(home)
    }
    if wanted:
        rows |= {row.id: row for row in Alert.objects.filter(id__in=[one.id for one in wanted])}
    # One whose anchor began earlier is left as it was; its time is over.
    kept = [row for row in rows.values() if row.at > since]
    return put(wanted, kept, now, by, since=since)
