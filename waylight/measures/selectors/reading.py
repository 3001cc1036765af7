"""What is told of an authority's year, by functions of the database that ask the grid themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from waylight.children.one_child import children_of
from waylight.duties.rows import BY_CODE
from waylight.engine.measuring import OF_DUTIES, Measure
from waylight.engine.owing import Owed as Judged
from waylight.engine.owing import standing
from waylight.engine.when import LONDON, When, midnight
from waylight.measures.told import Cared, Duty, TimeAway, Told, once
from waylight.statutory_return.build_words import Year

DAY = timedelta(days=1)
CARED = "SELECT * FROM measures_cared(%s, %s, %s, %s)"
AWAYS = "SELECT * FROM measures_aways(%s, %s, %s)"
# What says how a duty stands, and no more: an authority has tens of thousands a year.
DUTIES = """
SELECT id, child, code, subject, begun_by, due_from, due_at, began_earliest, began_latest, began_said,
       met_earliest, met_latest, met_said, ended_earliest, ended_latest, ended_said
FROM measures_duties(%s, %s, %s, %s) ORDER BY began_earliest, id
"""
SAME = "SELECT * FROM measures_same(%s)"


def told_of(authority: UUID, year: Year, now: datetime, measures: Sequence[Measure]) -> Told:
    """What these measures are counted from. Nothing at all where the actor may not read that authority's scorecard: the
    functions ask."""
    first = _first_of(authority)
    since, until = midnight(year.first), midnight(year.last + DAY)
    day = min(year.last, now.astimezone(LONDON).date())
    codes = [one.counted.code for one in measures if isinstance(one.counted, OF_DUTIES)]
    cared, aways, duties = [], [], []
    if len(codes) < len(measures):
        cared = _cared(_rows(CARED, authority, year.first, year.last, day), first)
        aways = once(_away(row, first) for row in _rows(AWAYS, authority, since, until))
    if codes:
        duties = [_duty(row, first, now) for row in _rows(DUTIES, authority, codes, since, until)]
    return Told(year, cared, aways, duties)


def _first_of(authority: UUID) -> Mapping[UUID, UUID]:
    """By record the one that stands for the child, of children with several."""
    links: dict[UUID, set[UUID]] = {}
    for one, other in _rows(SAME, authority):
        links.setdefault(one, set()).add(other)
        links.setdefault(other, set()).add(one)
    return {record: records[0] for records in children_of(links) for record in records}


def _cared(rows: list[tuple[Any, ...]], first: Mapping[UUID, UUID]) -> list[Cared]:
    """One for each child, in the order of ids; of several records that which says where the child is."""
    found: dict[UUID, Cared] = {}
    for child, there, outside, lives in sorted(rows, key=lambda row: (row[2] is None, not row[1], row[0])):
        who = first.get(child, child)
        found.setdefault(who, Cared(who, there, outside, lives))
    return sorted(found.values(), key=lambda one: one.child)


def _away(row: tuple[Any, ...], first: Mapping[UUID, UUID]) -> TimeAway:
    id, child, began, began_latest, ended, ended_latest, missing, lived = row
    end = When(ended, ended_latest, "") if ended else None
    return TimeAway(id, first.get(child, child), When(began, began_latest, ""), end, missing, lived)


def _duty(row: tuple[Any, ...], first: Mapping[UUID, UUID], now: datetime) -> Duty:
    id, child, code, subject, begun_by, due_from, due_at, *times = row
    began = When(*times[:3])
    met, ended = (When(*times[at : at + 3]) if times[at] else None for at in (3, 6))
    duty = BY_CODE[code]
    judged = Judged(duty, subject, begun_by, began, duty.within, due_from, due_at, met_at=met, ended_at=ended)
    return Duty(id, first.get(child, child), code, standing(judged, now).word)


def _rows(query: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(given))
        return list(cursor.fetchall())
