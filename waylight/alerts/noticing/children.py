"""One child: every pattern anew, from all that is kept of the child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db import connection, transaction

from waylight.agencies.selectors import authority_of
from waylight.alerts.models import Alert, Watch
from waylight.alerts.noticing.homes import homes_of, notice_home
from waylight.alerts.noticing.nights import keep_nights
from waylight.alerts.noticing.together import notice_pairs
from waylight.alerts.noticing.writing import lock, put, wanted_of
from waylight.alerts.reading import read
from waylight.children.models import CarePeriod
from waylight.engine.local import Settings
from waylight.engine.patterns import Lasts, Line, Overnight, TimeAway, raised
from waylight.engine.patterns.around import next_at_hour
from waylight.protocols.selectors import settings_of
from waylight.rulebook.patterns import PATTERNS

# Alerts are kept up for a year: what was true longer ago stays as it was noticed.
KEPT_UP = timedelta(days=366)
CODES = tuple(row.code for row in PATTERNS)
LASTS = {row.code: row.lasts.span for row in PATTERNS}
AN_HOUR = timedelta(hours=1)
# Before what is heard is read: what comes in between is heard again.
HEARD = """
INSERT INTO alerts_heard (fact, child, at)
SELECT f.id, f.child, %s FROM facts_fact f
WHERE f.child = %s AND f.kind = ANY (%s) AND NOT EXISTS (SELECT FROM alerts_heard h WHERE h.fact = f.id)
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def recompute(child: UUID, now: datetime, *, kinds: tuple[str, ...] = (), by: UUID | None = None) -> int:
    """The child's alerts as they should stand at `now`; returns how many rows changed. Twice changes nothing.

    `kinds`: facts of these kinds about the child are taken as heard. `by`: the fact that gave rise to it.
    """
    lock(child)
    with connection.cursor() as cursor:
        cursor.execute(HEARD, [now, child, list(kinds)])
    found = read(child)
    line = found.line
    keep_nights(line, found.episode_of)
    if found.erased:
        # Nothing is withdrawn here and kept: what was noticed of the child goes, as what it was noticed from went.
        return Alert.objects.filter(children__contains=[child]).delete()[0]
    standing = list(Alert.objects.filter(children__contains=[child]).defer("noticed_at", "withdrawn_by"))
    changed = _singles(line, standing, now, by) + notice_pairs(child, standing, now, by)
    for home in homes_of(line, standing, now):
        changed += notice_home(home, standing, now, by)
    watch(line, now)
    return changed


def _singles(line: Line, standing: list[Alert], now: datetime, by: UUID | None) -> int:
    since = now - KEPT_UP
    found = [one for one in raised(line, PATTERNS, _settings(line.child, now), now) if one.at > since]
    wanted = [wanted_of(one, LASTS[one.pattern]) for one in found]
    return put(wanted, (row for row in standing if row.pattern in CODES), now, by, since=since)


def _settings(child: UUID, now: datetime) -> Settings[object]:
    """Those of the authority that looks after the child, or last did."""
    nodes = (
        CarePeriod.objects.filter(child_id=child).order_by("-during").values_list("node_id", flat=True)[:1]
    )
    authority = next((_authority(node, now.hour) for node in nodes), None)
    return settings_of(authority) if authority else {}


@lru_cache(maxsize=10_000)
def _authority(node: UUID, hour: int) -> UUID | None:
    """The authority of a team: asked for again each hour, since teams hardly ever move."""
    found = authority_of(node)
    return found.id if found else None


def watch(line: Line, now: datetime) -> None:
    """When to look again although nobody says anything: only for a child who is away."""
    due = min((at for away in line.aways if away.open for at in _ahead(away, now)), default=None)
    if due is None:
        Watch.objects.filter(child=line.child).delete()
    else:
        Watch.objects.update_or_create(child=line.child, defaults={"next_at": due})


def _ahead(away: TimeAway, now: datetime) -> Iterator[datetime]:
    """The moments at which something may become true of it; at the latest in an hour."""
    yield now + AN_HOUR
    for row in PATTERNS:
        if isinstance(row.when, Lasts) and (at := away.start.last + row.when.at_least.span) > now:
            yield at
        if isinstance(row.when, Overnight):
            # A moment later: away at three is what lasts beyond it.
            yield next_at_hour(now, row.when.hour) + timedelta(seconds=1)
