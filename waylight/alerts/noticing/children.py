"""One child: every pattern anew, from all that is kept of the child."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from waylight.alerts import asking
from waylight.alerts.models import Alert
from waylight.alerts.noticing import homes, kept, together
from waylight.alerts.noticing.kept import Around, records_by, records_of
from waylight.alerts.noticing.nights import keeping_nights
from waylight.alerts.noticing.writing import Changes, put, wanted_of
from waylight.alerts.reading import read
from waylight.engine.patterns import Lasts, Line, Overnight, TimeAway, raised
from waylight.engine.patterns.around import next_at_hour
from waylight.facts.asked import Question, asked_last, asked_together
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


@transaction.atomic(durable=True)
def recompute(child: UUID, now: datetime, *, kinds: tuple[str, ...] = ()) -> int:
    """The child's alerts as they should stand at `now`; returns how many rows changed. Twice changes nothing.

    Where several records are one child, all of them are looked at together. `kinds`: facts of these kinds about the
    child are taken as heard.
    """
    return _recompute(records_of(child), now, kinds)


@transaction.atomic(durable=True)
def recompute_after(fact: UUID, now: datetime, *, kinds: tuple[str, ...]) -> int:
    """The same of the child whom a fact of these kinds is about; where somebody heard it since, nothing."""
    records = records_by(fact, kinds)
    return _recompute(records, now, kinds, fact) if records else 0


def _recompute(records: Sequence[UUID], now: datetime, kinds: tuple[str, ...], by: UUID | None = None) -> int:
    heard = Question(HEARD, [now, list(records), list(kinds)])
    _, said, stands = asked_together([heard, asking.asking(records), kept.asking(records)])
    found, around = read(said), kept.around(stands)
    changes = Changes(writes=keeping_nights(found.line, found.episode_of, around.said, around.nights))
    # Nothing is withdrawn here and kept: what was noticed of the child goes, as what it was noticed from went.
    if found.erased and (gone := Alert.objects.filter(children__overlap=list(found.erased)).delete()[0]):
        changes.written_with()
        return gone
    _noticed(changes, found.line, records, around, now, by)
    return changes.alerts


def _noticed(
    changes: Changes, line: Line, records: Sequence[UUID], stands: Around, now: datetime, by: UUID | None
) -> None:
    _singles(changes, line, stands, now, by)
    lived = homes.homes_of(line, stands.alerts, now)
    pairs = [together.asking(record, records, now) for record in records]
    *others, _, aways = changes.written_with(*pairs, *homes.asking(lived, now))
    for record, other in zip(records, others, strict=True):
        standing = [row for row in stands.alerts if str(record) in row.says[0]]
        together.notice_pairs(changes, record, other, standing, now, by)
    homes.notice_homes(changes, lived, aways, stands.alerts, now, by)
    changes.writes += _ask_for_others(records, stands, now)
    for record in records:
        away = (one for one in line.aways if one.open and line.record_of.get(one.id, record) == record)
        changes.writes += watch(record, away, stands, now)
    asked_last(changes.writes)


def _singles(changes: Changes, line: Line, stands: Around, now: datetime, by: UUID | None) -> None:
    since = now - KEPT_UP
    found = [one for one in raised(line, PATTERNS, stands.settings, now) if one.at > since]
    wanted = [wanted_of(one, LASTS[one.pattern]) for one in found]
    put(changes, wanted, (row for row in stands.alerts if row.pattern in CODES), now, by, since=since)


def _ask_for_others(records: Sequence[UUID], stands: Around, now: datetime) -> Iterator[Question]:
    """A record that was counted with these and is another child's after all is looked at by itself at the next tick."""
    own = {str(record) for record in records}
    counted = (row for row in stands.alerts if row.pattern in CODES and not row.withdrawn)
    others = {child for row in counted for child in row.says[0]} - own
    for other in sorted(others):
        yield Question(WATCH, [UUID(other), now])


def watch(record: UUID, away: Iterable[TimeAway], stands: Around, now: datetime) -> Iterator[Question]:
    """When to look again although nobody says anything: only for a child who is away."""
    due = min((at for one in away for at in _ahead(one, now)), default=None)
    if due == stands.watched.get(record):
        return
    if due is None:
        yield Question("DELETE FROM alerts_watch WHERE child = %s", [record])
    else:
        yield Question(WATCH, [record, due])


def _ahead(away: TimeAway, now: datetime) -> Iterator[datetime]:
    """The moments at which something may become true of it; at the latest in an hour."""
    yield now + AN_HOUR
    for row in PATTERNS:
        if isinstance(row.when, Lasts) and (at := away.start.last + row.when.at_least.span) > now:
            yield at
        if isinstance(row.when, Overnight):
            # A moment later: away at three is what lasts beyond it.
            yield next_at_hour(now, row.when.hour) + timedelta(seconds=1)
