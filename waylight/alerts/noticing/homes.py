"""Several children of one home: looked at whenever one of them is."""

from __future__ import annotations

from datetime import datetime, timedelta
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


def homes_of(line: Line, since: datetime) -> set[UUID]:
    """Where the child lived at the times away since then."""
    return {away.home for away in line.aways if away.home is not None and away.began > since}


def notice_home(home: UUID, now: datetime, by: UUID | None = None) -> int:
    """Write what stands about the home; returns how many rows changed."""
    lock(home)
    since = now - FROM_HOME.within.span - FROM_HOME.lasts.span
    with connection.cursor() as cursor:
        cursor.execute(AWAYS, [home, since, now])
        aways = [(child, TimeAway(id, at(began), told)) for id, child, began, told in cursor.fetchall()]
    raised = [one for one in raised_of_home(aways, FROM_HOME) if one.at <= now]
    rows = {away.id for _, away in aways}
    standing = Alert.objects.filter(pattern=FROM_HOME.code, anchor__in=rows)
    wanted = [wanted_of(one, FROM_HOME.lasts.span) for one in raised]
    return put(wanted, standing, now, by, since=now - FROM_HOME.lasts.span + timedelta(seconds=1))
