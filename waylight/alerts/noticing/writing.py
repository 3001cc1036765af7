"""Puts what was noticed in place of what stands: rows that say the same stay untouched, none is deleted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from waylight.alerts.asking import moment
from waylight.engine.patterns import Raised
from waylight.facts.asked import Question, Rows, asked, asked_together
from waylight.facts.codec import to_json

SPACE = UUID("5f0c2d64-6d2e-4f0f-9c3e-0a1e5a1e77b1")
LOCKS = 2_041_961_117  # any number; keeps these locks apart from the others of the database
# Of a row that stands, in the order of `kept_of`.
COLUMNS = (
    "id, pattern, at, withdrawn_at IS NOT NULL, children, records, episodes, count, evidence, expires_at"
)
KEPT = f"SELECT json_build_array({COLUMNS})::text FROM alerts_alert WHERE "  # noqa: S608 - our own columns
# Another worker may look at the other child of a pair at this moment: both write the same. In the order of ids, so
# that two that look at the two children of a pair never wait for each other in a circle.
PUT = """
WITH gone AS (UPDATE alerts_alert SET withdrawn_at = %(now)s, withdrawn_by = %(by)s WHERE id = ANY(%(gone)s))
INSERT INTO alerts_alert
SELECT * FROM jsonb_populate_recordset(NULL::alerts_alert, %(rows)s::jsonb) ORDER BY id
ON CONFLICT (id) DO UPDATE SET children = excluded.children, records = excluded.records,
    episodes = excluded.episodes, count = excluded.count, evidence = excluded.evidence, at = excluded.at,
    expires_at = excluded.expires_at, withdrawn_at = NULL, withdrawn_by = NULL
"""


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


class Kept(NamedTuple):
    """An alert as it stands. `says`: what makes it another one where it differs, in JSON's types but for the times."""

    id: UUID
    pattern: str
    at: datetime
    withdrawn: bool
    evidence: Mapping[str, Any]
    says: list[Any]


def kept_of(id: str, pattern: str, at: str, withdrawn: bool, *more: Any) -> Kept:
    """A row of the table, as JSON says it."""
    *says, evidence, expires_at = more
    true_at = moment(at)
    return Kept(
        UUID(id), pattern, true_at, withdrawn, evidence, [*says, evidence, true_at, moment(expires_at)]
    )


def kept_where(condition: str, values: Sequence[Any]) -> list[Kept]:
    """The rows that stand. `condition`: our own words, its values apart."""
    return [kept_of(*json.loads(text)) for (text,) in asked(KEPT + condition, values)]


def wanted_of(raised: Raised, lasts: timedelta) -> Wanted:
    """What the engine raised, as a row."""
    return Wanted(
        raised.pattern, raised.children, tuple(sorted(raised.records)), raised.anchor, raised.episodes,
        raised.count, raised.at, raised.at + lasts,
    )  # fmt: skip


def locking(things: Iterable[UUID]) -> Question:
    """Holds them for this transaction, in the order of ids: two workers never wait for each other."""
    return Question(
        "SELECT pg_advisory_xact_lock(hashtextextended(thing, %s)) FROM unnest(%s::text[]) AS thing",
        [LOCKS, sorted(map(str, set(things)))],
    )


@dataclass
class Changes:
    """What is to be written, in this order; and how many rows of alerts differ from what stood."""

    alerts: int = 0
    writes: list[Question] = field(default_factory=list)

    def written_with(self, *questions: Question) -> list[Rows]:
        """Write it all, then ask these, together: their answers."""
        writes, self.writes = self.writes, []
        return asked_together([*writes, *questions])[len(writes) :]


def put(
    changes: Changes,
    wanted: Iterable[Wanted],
    standing: Iterable[Kept],
    now: datetime,
    by: UUID | None = None,
    *,
    since: datetime,
) -> None:
    """Add what differs to the changes. `by`: the fact that was heard.

    What stands, happened after `since` and is not wanted any more is withdrawn, and keeps what it said.
    """
    there = {row.id: row for row in standing}
    differ = []
    for one in wanted:
        id = one.id
        row = there.pop(id, None)
        if row is None or row.withdrawn or row.says != _says(one):
            differ.append(_row(id, one, now))
    gone = [row.id for row in there.values() if not row.withdrawn and row.at > since]
    if differ or gone:
        values = {"now": now, "by": by, "gone": gone, "rows": json.dumps(differ)}
        changes.writes.append(Question(PUT, values))
    changes.alerts += len(differ) + len(gone)


def _says(one: Wanted) -> list[Any]:
    return [
        [str(child) for child in one.children], list(one.records), [str(id) for id in one.episodes], one.count,
        one.evidence, one.at, one.expires_at,
    ]  # fmt: skip


def _row(id: UUID, one: Wanted, now: datetime) -> dict[str, Any]:
    row = {
        "id": id, "pattern": one.pattern, "child": one.children[0], "children": one.children, "records": one.records,
        "anchor": one.anchor, "episodes": one.episodes, "count": one.count, "at": one.at, "noticed_at": now,
        "expires_at": one.expires_at,
    }  # fmt: skip
    return {**{name: to_json(value) for name, value in row.items()}, "evidence": dict(one.evidence)}
