"""Which records are past their time. Read as the worker: counts for whoever asks, ids for the run alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from waylight.engine.agreed import birthday
from waylight.engine.keeping import From, due_after, longest
from waylight.engine.local import Settings
from waylight.engine.when import LONDON
from waylight.protocols.selectors import settings_by_authority
from waylight.rulebook.agreed import RULES
from waylight.rulebook.retention import ADOPTED, CASE_RECORD, CASE_RECORD_SCOTLAND, PACK_AFTER_CARE

# One row a child who is not erased: the days that retention counts from, what holds it up, and whose the record is.
CHILDREN = """
SELECT c.id, c.born, c.died, c.sealed,
       EXISTS (SELECT FROM episodes_episode e WHERE e.child_id = c.id AND e.searching),
       EXISTS (SELECT FROM children_placement p JOIN agencies_node n ON n.id = p.node_id
               WHERE p.child_id = c.id AND n.country = 'S' AND NOT isempty(p.during)),
       (SELECT CASE WHEN NOT bool_or(upper_inf(k.during)) THEN max(upper(k.during)) END
        FROM children_careperiod k WHERE k.child_id = c.id),
       (SELECT (f.body->>'last_day')::date FROM facts_fact f
        WHERE f.child = c.id AND f.kind = 'care ended' AND f.body->>'reason' = ANY (%s)
          AND NOT EXISTS (SELECT FROM facts_fact w WHERE w.kind = 'care end in error' AND w.about = f.id)
        ORDER BY f.told DESC LIMIT 1),
       EXISTS (SELECT FROM episodes_packentry p WHERE p.child_id = c.id)
           OR EXISTS (SELECT FROM episodes_packphoto p WHERE p.child_id = c.id),
       o.id, o.name
FROM children_child c
LEFT JOIN LATERAL (
    SELECT n.id, n.name FROM children_careperiod k
    JOIN agencies_nodereach r ON r.below_id = k.node_id
    JOIN agencies_node n ON n.id = r.above_id
    WHERE k.child_id = c.id ORDER BY lower(k.during) DESC, n.kind <> 'authority' LIMIT 1) o ON true
WHERE (c.born IS NOT NULL OR c.died IS NOT NULL OR c.name_key <> '')
"""


class Act(StrEnum):
    """What happens to a record that is past its time."""

    ERASED = "erased"
    SEALED = "sealed"
    REDUCED = "reduced"


@dataclass(frozen=True)
class Due:
    """One record, what happens to it, since when, by which row of the rulebook, and whose it is."""

    act: Act
    child: UUID
    since: date
    rule: str
    node: UUID
    node_name: str


@dataclass(frozen=True)
class Plan:
    """What is past its time on a day. `held`: how many stay for which reason; `next`: when the next one is due."""

    today: date
    due: tuple[Due, ...]
    held: Mapping[str, int]
    next: date | None

    def counts(self) -> dict[tuple[str, str], int]:
        """How many by act and rule: what may be said of it to anybody."""
        return dict(sorted(Counter((one.act.value, one.rule) for one in self.due).items()))


STILL_MISSING = "still missing: kept until found"
NO_DAY = "no birth date on record: nothing can be counted from"
NOBODYS = "no authority on record: somebody must say whose it is"


@dataclass(frozen=True)
class Row:
    """One child as `CHILDREN` reads it."""

    id: UUID
    born: date | None
    died: date | None
    sealed: bool
    searching: bool
    scotland: bool
    # The first day after care; None while it goes on, and where it never began.
    care_until: date | None
    adopted: date | None
    pack: bool
    node: UUID | None
    node_name: str | None

    @property
    def days(self) -> dict[From, date]:
        """The days from which the periods of the case record are counted."""
        found = {From.BIRTH: self.born} if self.born else {}
        if self.born and self.died and self.died < birthday(self.born, RULES.adult_at.value):
            found[From.DEATH_AS_CHILD] = self.died
        return found


def plan(*, now: datetime) -> Plan:
    """What is due on the day that it is in London at `now`, by each authority's own figures. Changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(CHILDREN, [list(ADOPTED.value)])
        rows = [Row(*row) for row in cursor.fetchall()]
    return planned(rows, now.astimezone(LONDON).date(), settings_by_authority())


def planned(rows: Iterable[Row], today: date, own: Mapping[UUID, Settings[Any]]) -> Plan:
    """Pure. `own`: what authorities set for themselves."""
    due: list[Due] = []
    held: Counter[str] = Counter()
    later: list[date] = []
    for row in rows:
        coming = [] if row.node is None else _coming(row, today, own.get(row.node, {}))
        past = [one for one in coming if one.since <= today]
        later += [one.since for one in coming if one.since > today]
        if row.node is None:
            held[NOBODYS] += 1
        elif not row.days:
            held[NO_DAY] += 1
        if past and row.searching:
            held[STILL_MISSING] += 1
        elif past:
            # What is erased is neither closed nor reduced first.
            due += [one for one in past if one.act is Act.ERASED] or past
    return Plan(today, tuple(due), dict(sorted(held.items())), min(later, default=None))


def _coming(row: Row, today: date, own: Settings[Any]) -> list[Due]:
    assert row.node is not None and row.node_name is not None
    found: list[Due] = []

    def add(act: Act, since: date, rule: str) -> None:
        found.append(Due(act, row.id, since, rule, row.node, row.node_name))  # type: ignore[arg-type]

    kept = longest(CASE_RECORD_SCOTLAND if row.scotland else CASE_RECORD, row.days)
    if kept is not None:
        add(Act.ERASED, kept[1], kept[0].record)
    if row.adopted and not row.sealed:
        add(Act.SEALED, row.adopted, ADOPTED.name)
    if row.pack and row.care_until:
        rule = PACK_AFTER_CARE
        add(Act.REDUCED, due_after(row.care_until, rule.name, rule.value, own, today), rule.name)
    return found
