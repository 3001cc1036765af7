"""One child: every pattern anew, from all that is kept of the child."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from waylight.alerts.models import Alert
from waylight.alerts.noticing.homes import homes_of, notice_homes
from waylight.alerts.noticing.kept import Around, around, records_of
from waylight.alerts.noticing.nights import keep_nights
from waylight.alerts.noticing.together import notice_pairs
from waylight.alerts.noticing.writing import lock, put, wanted_of
from waylight.alerts.reading import read
from waylight.engine.patterns import Lasts, Line, Overnight, TimeAway, raised
from waylight.engine.patterns.around import next_at_hour
from waylight.facts.asked import asked
from waylight.rulebook.patterns import PATTERNS

# Alerts are kept up for a year: what was true longer ago stays as it was noticed.
KEPT_UP = timedelta(days=366)
CODES = frozenset(row.code for row in PATTERNS)
LASTS = {row.code: row.lasts.span for row in PATTERNS}
AN_HOUR = timedelta(hours=1)
# Before what is heard is read: what comes in between is heard again.
HEARD = """
INSERT INTO alerts_heard (fact, child, at)
SELECT f.id, f.child, %s FROM facts_fact f
WHERE f.child = ANY (%s) AND f.kind = ANY (%s) AND NOT EXISTS (SELECT FROM alerts_heard h WHERE h.fact = f.id)
ON CONFLICT DO NOTHING
"""
WATCH = """
INSERT INTO alerts_watch (child, next_at) VALUES (%s, %s) ON CONFLICT (child) DO UPDATE SET next_at = excluded.next_at
"""


@transaction.atomic
def recompute(child: UUID, now: datetime, *, kinds: tuple[str, ...] = (), by: UUID | None = None) -> int:
    """The child's alerts as they should stand at `now`; returns how many rows changed. Twice changes nothing.

    Where several records are one child, all of them are looked at together. `kinds`: facts of these kinds about the
    child are taken as heard. `by`: the fact that gave rise to it.
    """
    records = records_of(child)
    lock(*records)
    asked(HEARD, [now, records, list(kinds)])
    found, stands = read(records), around(records)
    line = found.line
    keep_nights(line, found.episode_of, stands.said, stands.nights)
    if found.erased:
        # Nothing is withdrawn here and kept: what was noticed of the child goes, as what it was noticed from went.
        gone = Alert.objects.filter(children__overlap=list(found.erased)).delete()[0]
        return gone or _noticed(line, records, around(records), now, by)
    return _noticed(line, records, stands, now, by)


def _noticed(line: Line, records: Sequence[UUID], stands: Around, now: datetime, by: UUID | None) -> int:
    changed = _singles(line, stands, now, by)
    for record in records:
        pairs = [row for row in stands.alerts if str(record) in row.says[0]]
        changed += notice_pairs(record, records, pairs, now, by)
    _ask_for_others(records, stands, now)
    changed += notice_homes(homes_of(line, stands.alerts, now), stands.alerts, now, by)
    for record in records:
        away = (one for one in line.aways if one.open and line.record_of.get(one.id, record) == record)
        watch(record, away, stands, now)
    return changed


def _singles(line: Line, stands: Around, now: datetime, by: UUID | None) -> int:
    since = now - KEPT_UP
    found = [one for one in raised(line, PATTERNS, stands.settings, now) if one.at > since]
    wanted = [wanted_of(one, LASTS[one.pattern]) for one in found]
    return put(wanted, (row for row in stands.alerts if row.pattern in CODES), now, by, since=since)


def _ask_for_others(records: Sequence[UUID], stands: Around, now: datetime) -> None:
    """A record that was counted with these and is another child's after all is looked at by itself at the next tick."""
    own = {str(record) for record in records}
    counted = (row for row in stands.alerts if row.pattern in CODES and not row.withdrawn)
    others = {child for row in counted for child in row.says[0]} - own
    for other in sorted(others):
        asked(WATCH, [UUID(other), now])


def watch(record: UUID, away: Iterable[TimeAway], stands: Around, now: datetime) -> None:
    """When to look again although nobody says anything: only for a child who is away."""
    due = min((at for one in away for at in _ahead(one, now)), default=None)
    if due == stands.watched.get(record):
        return
    if due is None:
        asked("DELETE FROM alerts_watch WHERE child = %s", [record])
    else:
        asked(WATCH, [record, due])


def _ahead(away: TimeAway, now: datetime) -> Iterator[datetime]:
    """The moments at which something may become true of it; at the latest in an hour."""
    yield now + AN_HOUR
    for row in PATTERNS:
        if isinstance(row.when, Lasts) and (at := away.start.last + row.when.at_least.span) > now:
            yield at
        if isinstance(row.when, Overnight):
            # A moment later: away at three is what lasts beyond it.
            yield next_at_hour(now, row.when.hour) + timedelta(seconds=1)
