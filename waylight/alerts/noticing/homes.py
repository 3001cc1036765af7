"""Several children of one home: looked at whenever one of them is."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from waylight.alerts.models import Alert, Night
from waylight.alerts.noticing.writing import lock, put, wanted_of
from waylight.alerts.reading import lines_of
from waylight.engine.patterns import Line, raised_of_home
from waylight.rulebook.patterns import FROM_HOME


def homes_of(line: Line, since: datetime) -> set[UUID]:
    """Where the child lived at the times away since then."""
    return {away.home for away in line.aways if away.home is not None and away.began > since}


def notice_home(home: UUID, now: datetime, by: UUID | None = None) -> int:
    """Write what stands about the home; returns how many rows changed."""
    lock(home)
    since = now - FROM_HOME.within.span - FROM_HOME.lasts.span
    nights = Night.objects.filter(home=home, began__gt=since, began__lte=now)
    lines = lines_of(set(nights.values_list("child", flat=True)))
    aways = [
        (child, away)
        for child, line in lines.items()
        for away in line.aways
        if away.home == home and since < away.began <= now
    ]
    raised = [one for one in raised_of_home(aways, FROM_HOME) if one.at <= now]
    rows = {away.id for _, away in aways}
    standing = Alert.objects.filter(pattern=FROM_HOME.code, anchor__in=rows)
    wanted = [wanted_of(one, FROM_HOME.lasts.span) for one in raised]
    return put(wanted, standing, now, by, since=now - FROM_HOME.lasts.span + timedelta(seconds=1))
