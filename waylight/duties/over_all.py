"""Duties that count how often a child was away, counted over all records that two people said are that child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from waylight.children.one_child import children_of
from waylight.duties.lines import line_of
from waylight.duties.loading import Children, load, these
from waylight.duties.models import OwedOverAll
from waylight.duties.projecting import Row, rows_from
from waylight.duties.rows import CALENDAR, COUNTED
from waylight.duties.said import ChildSaid
from waylight.engine.happenings import Happening, Kind
from waylight.engine.owing import owed
from waylight.facts.asked import Question, Rows, asked

LOCKS = 2_246_822_520
# Links that stand, and those that were undone: what was counted over them goes then.
LINKS = "SELECT one, other, stands FROM children_paired({children})"
GONE = "DELETE FROM duties_owedoverall WHERE child = ANY ({children})"
Links = dict[UUID, set[UUID]]


def asking(children: Children) -> list[Question]:
    """What `reckon` begins with: which records are linked with these, and that nothing over all of them stands any
    more, also where an erasure left nothing of the link."""
    return [children.asked(LINKS), children.asked(GONE)]


def reckon(linked: Rows, now: datetime) -> None:
    """Makes the rows over all records anew of the children of whom the links are. Nearly all have one record, and
    nothing is left to do."""
    ever, standing = map(children_of, _links(linked))
    for records in ever:
        with connection.cursor() as cursor:
            # Whoever reckons another of these records waits, and reads what this one leaves.
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s::text, %s))", [records[0], LOCKS]
            )
        own = [row for part in standing if part[0] in records for row in rows_over(load(part), now)]
        OwedOverAll.objects.filter(child__in=records).delete()
        OwedOverAll.objects.bulk_create(OwedOverAll(**row) for row in own)


def rows_over(sides: Sequence[ChildSaid], now: datetime) -> list[Row]:
    """What is owed by count to a child of these records, each row under the record in which it began. Pure."""
    lines = {side.id: line_of(side, known_by=now) for side in sides}
    found = owed(_together(lines), COUNTED, calendar=CALENDAR, now=now, settings=_settings(sides))
    records = sorted(lines)
    rows = []
    for side in sides:
        line = lines[side.id]
        ids = {one.id for one in line}
        own = [one for one in found if one.begun_by in ids]
        rows += [{**row, "records": records} for row in rows_from(side, line, own)]
    return rows


def _together(lines: Mapping[UUID, Sequence[Happening]]) -> list[Happening]:
    """All that happened; one night that two records tell of began once, in the one that has it earlier."""
    every = [(record, one) for record, line in lines.items() for one in line]
    ends = {one.about: one.at for _, one in every if one.kind is Kind.AWAY_ENDED}
    began = sorted(
        ((record, one) for record, one in every if one.kind is Kind.AWAY_BEGAN),
        key=lambda pair: pair[1].order,
    )
    kept: list[tuple[UUID, Happening]] = []
    again: set[UUID] = set()
    for record, one in began:
        if any(other != record and _goes_on(before, ends, one) for other, before in kept):
            again.add(one.id)
        else:
            kept.append((record, one))
    return [one for _, one in every if one.id not in again]


def _goes_on(before: Happening, ends: Mapping[UUID | None, Any], one: Happening) -> bool:
    """Whether the earlier time away was not over yet when the other began."""
    end = ends.get(before.about)
    return end is None or one.at.earliest < end.latest


def _settings(sides: Sequence[ChildSaid]) -> Mapping[str, Any]:
    """Of the authority that looks after the child; of two records that say of different ones, the first's."""
    return next((side.settings for side in sides if side.settings), {})


def _links(first: Rows) -> tuple[Links, Links]:
    """All that were ever said to be one child with those whose links these are, and as far as that stands."""
    ever: Links = {}
    standing: Links = {}
    known, found = set[UUID](), first
    while found:
        for one, other, stands in found:
            for links in (ever, standing) if stands else (ever,):
                links.setdefault(one, set()).add(other)
                links.setdefault(other, set()).add(one)
        new = sorted(ever.keys() - known)
        known.update(new)
        found = asked(*these(new).asked(LINKS)) if new else []
    return ever, standing
