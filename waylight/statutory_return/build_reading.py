"""The children of one authority as its return is built from them, read as the worker, which sees every row.

Nobody is left out because a record is narrowed to named people, or because care ended since: the return is about every
looked-after child. It holds numbers and days, and no name.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from waylight.agencies.models import Node
from waylight.children.one_child import children_of
from waylight.engine.when import midnight, parse
from waylight.statutory_return.build_words import Cared, Lived, LookedAfter, Stretch, TimeAway, Year

DAY = timedelta(days=1)
# Of periods with this authority; teams below it are the authority's.
CARE = """
SELECT k.child_id, lower(k.during), upper(k.during), k.legal_status
FROM children_careperiod k JOIN agencies_nodereach r ON r.below_id = k.node_id
WHERE r.above_id = %(authority)s AND NOT isempty(k.during) AND k.child_id = ANY (%(records)s) ORDER BY 1, 2
"""
IN_CARE = """
SELECT DISTINCT k.child_id
FROM children_careperiod k JOIN agencies_nodereach r ON r.below_id = k.node_id
WHERE r.above_id = %(authority)s AND k.during && daterange(%(first)s, %(last)s, '[]')
"""
AUTHORITIES = """
SELECT DISTINCT r.above_id FROM children_careperiod k JOIN agencies_nodereach r ON r.below_id = k.node_id
"""
SAME = """
SELECT p.one, p.other
FROM children_paired(ARRAY(SELECT f.child FROM facts_fact f WHERE f.kind = 'same as' AND f.child IS NOT NULL)) p
WHERE p.stands
"""
ENDED = """
SELECT f.child, (f.body->>'last_day')::date, f.body->>'reason' FROM facts_fact f
WHERE f.child = ANY (%(records)s) AND f.kind = 'care ended' AND f.body IS NOT NULL ORDER BY f.told
"""
LIVED = """
SELECT child_id, lower(during), upper(during) FROM children_placement
WHERE child_id = ANY (%(records)s) AND NOT isempty(during) ORDER BY 1, 2
"""
NUMBERS = """
SELECT child_id, min(value) FROM children_childidentifier
WHERE child_id = ANY (%(records)s) AND scheme = 'authority' AND node_id = %(authority)s GROUP BY 1
"""
BORN = "SELECT id, born FROM children_child WHERE id = ANY (%(records)s)"
AWAY = """
SELECT child_id, id, number, stretches, open FROM episodes_episode
WHERE child_id = ANY (%(records)s) AND started_earliest < %(until)s
  AND (ended_latest IS NULL OR ended_latest >= %(since)s) ORDER BY 1, started_earliest, id
"""


def read(*, authority: UUID, year: Year) -> list[LookedAfter]:
    """Every child whom the authority looked after on a day of that year or the one before, with the times away that
    touch these two years; by id. Records that two people said are one child are one."""
    span = {"authority": authority, "first": Year(year.name - 1).first, "last": year.last}
    records = {child for (child,) in _rows(IN_CARE, span)}
    groups = _one_child(records)
    # Days of sources that know no minute reach over midnight.
    what = {
        **span, "records": [record for group in groups for record in group],
        "since": midnight(Year(year.name - 1).first - DAY), "until": midnight(year.last + DAY),
    }  # fmt: skip
    told = _Told(what)
    return [told.child(group) for group in groups]


def looking_after() -> list[Node]:
    """The authorities of which the record has a child, with a team of theirs or with themselves; by name."""
    above = [node for (node,) in _rows(AUTHORITIES, {})]
    return list(Node.objects.filter(id__in=above, kind=Node.Kind.AUTHORITY).order_by("name", "id"))


def _one_child(records: Iterable[UUID]) -> list[tuple[UUID, ...]]:
    links: dict[UUID, set[UUID]] = {record: set() for record in records}
    pairs = _rows(SAME, {})
    for one, other in pairs:
        links.setdefault(one, set()).add(other)
        links.setdefault(other, set()).add(one)
    wanted = set(records)
    return [group for group in children_of(links) if wanted & set(group)]


class _Told:
    """What the record says, by record of a child."""

    def __init__(self, what: Mapping[str, Any]) -> None:
        self.care, self.lived, self.aways = (_by_record(query, what) for query in (CARE, LIVED, AWAY))
        self.numbers, self.born = dict(_rows(NUMBERS, what)), dict(_rows(BORN, what))
        self.reasons = {(record, last): reason for record, last, reason in _rows(ENDED, what)}

    def child(self, group: tuple[UUID, ...]) -> LookedAfter:
        """Where one child lived is read from one record, that which bears the authority's number: two of them tell of
        one move at different minutes."""
        first = next((record for record in group if record in self.numbers), group[0])
        care = [self._care(record, *row) for record in group for row in self.care[record]]
        aways = [_away(record, *row) for record in group for row in self.aways[record]]
        return LookedAfter(
            first,
            self.numbers.get(first, ""),
            next((born for record in (first, *group) if (born := self.born[record])), None),
            tuple(_joined(care)),
            tuple(Lived(*row) for row in self.lived[first]),
            tuple(sorted(aways, key=lambda one: (one.stretches[0].since.earliest, str(one.id)))),
        )

    def _care(self, record: UUID, lower: date, upper: date | None, status: str) -> Cared:
        """`upper` is the first day after."""
        last = upper - DAY if upper else None
        return Cared(lower, last, status, self.reasons.get((record, last), "") if last else "")


def _joined(care: Iterable[Cared]) -> list[Cared]:
    """Periods that follow on each other are one: another team took over."""
    found: list[Cared] = []
    for one in sorted(care, key=lambda period: period.first):
        before = found[-1] if found else None
        if before is None or (before.last is not None and before.last + DAY < one.first):
            found.append(one)
            continue
        last_of_all = max((before, one), key=lambda period: period.last or date.max)
        status = f"{before.legal_status} {one.legal_status}".strip()
        found[-1] = replace(last_of_all, first=before.first, legal_status=status)
    return found


def _away(record: UUID, id: UUID, number: str, stretches: str, going_on: bool) -> TimeAway:
    spans = [
        Stretch(one["category"], parse(one["from"]), parse(one["to"]) if one["to"] else None)
        for one in json.loads(stretches)
    ]
    return TimeAway(id, number, record, tuple(spans), going_on)


def _by_record(query: str, what: Mapping[str, Any]) -> dict[UUID, list[tuple[Any, ...]]]:
    found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for record, *row in _rows(query, what):
        found[record].append(tuple(row))
    return found


def _rows(query: str, what: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, what)
        return list(cursor.fetchall())
