"""Puts what was noticed in place of what stands: rows that say the same stay untouched, none is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import connection

from waylight.alerts.models import Alert
from waylight.engine.patterns import Raised

SPACE = UUID("5f0c2d64-6d2e-4f0f-9c3e-0a1e5a1e77b1")
LOCKS = 2_041_961_117  # any number; keeps these locks apart from the others of the database
SAME = ("children", "records", "episodes", "count", "evidence", "at", "expires_at")


@dataclass(frozen=True)
class Wanted:
    """An alert as it should stand. `anchor`: what makes it the same alert the next time."""

    pattern: str
    children: tuple[UUID, ...]
    records: tuple[str, ...]
    anchor: UUID
    episodes: tuple[UUID, ...]
    count: int
    at: datetime
    expires_at: datetime
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return uuid5(SPACE, f"{self.pattern} {self.anchor} {self.children[0]}")


def wanted_of(raised: Raised, lasts: timedelta) -> Wanted:
    """What the engine raised, as a row."""
    return Wanted(
        raised.pattern, raised.children, tuple(sorted(raised.records)), raised.anchor, raised.episodes,
        raised.count, raised.at, raised.at + lasts,
    )  # fmt: skip


def lock(*things: UUID) -> None:
    """Hold them for this transaction, in the order of ids: two workers never wait for each other."""
    with connection.cursor() as cursor:
        for thing in sorted(set(things), key=str):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [str(thing), LOCKS])


def put(
    wanted: Iterable[Wanted],
    standing: Iterable[Alert],
    now: datetime,
    by: UUID | None = None,
    *,
    since: datetime,
) -> int:
    """Write what differs; returns how many rows that were. `by`: the fact that was heard.

    What stands, happened after `since` and is not wanted any more is withdrawn, and keeps what it said.
    """
    there = {row.id: row for row in standing}
    changed = 0
    # In the order of ids: two workers that look at the two children of a pair never wait for each other in a circle.
    for one in sorted(wanted, key=lambda row: row.id):
        changed += _put(one, there.pop(one.id, None), now)
    gone = [row.id for row in there.values() if row.withdrawn_at is None and row.at > since]
    if gone:
        Alert.objects.filter(id__in=gone).update(withdrawn_at=now, withdrawn_by=by)
    return changed + len(gone)


def _put(one: Wanted, row: Alert | None, now: datetime) -> int:
    values = {
        "children": list(one.children), "records": list(one.records), "episodes": list(one.episodes),
        "count": one.count, "evidence": dict(one.evidence), "at": one.at, "expires_at": one.expires_at,
    }  # fmt: skip
    if row is None:
        more = {"pattern": one.pattern, "child": one.children[0], "anchor": one.anchor, "noticed_at": now}
        # Another worker may look at the other child of the pair at this moment: both write the same.
        Alert.objects.bulk_create([Alert(id=one.id, **more, **values)], ignore_conflicts=True)
        return 1
    if row.withdrawn_at is None and all(getattr(row, name) == values[name] for name in SAME):
        return 0
    Alert.objects.filter(id=one.id).update(**values, withdrawn_at=None, withdrawn_by=None)
    return 1
