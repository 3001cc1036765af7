"""What is told of an authority's year, by functions of the database that ask the grid themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from waylight.children.one_child import children_of
from waylight.duties.models import Owed
from waylight.duties.selectors.lines import standing_of
from waylight.engine.when import LONDON, When, midnight
from waylight.measures.told import Cared, Duty, TimeAway, Told, once
from waylight.rulebook.measures import MEASURES
from waylight.statutory_return.build_words import Year

DAY = timedelta(days=1)
CODES = sorted({code for one in MEASURES if (code := getattr(one.counted, "code", ""))})

CARED = "SELECT * FROM measures_cared(%s, %s, %s, %s)"
AWAYS = "SELECT * FROM measures_aways(%s, %s, %s)"
DUTIES = "SELECT * FROM measures_duties(%s, %s, %s, %s) ORDER BY began_earliest, id"
SAME = "SELECT * FROM measures_same(%s)"


def told_of(authority: UUID, year: Year, now: datetime) -> Told:
    """Nothing at all where the actor may not read that authority's scorecard: the functions ask."""
    first = _first_of(authority)
    since, until = midnight(year.first), midnight(year.last + DAY)
    day = min(year.last, now.astimezone(LONDON).date())
    return Told(
        year,
        _cared(_rows(CARED, authority, year.first, year.last, day), first),
        once(_away(row, first) for row in _rows(AWAYS, authority, since, until)),
        [
            Duty(one.id, first.get(one.child, one.child), one.code, standing_of(one, now).word)
            for one in Owed.objects.raw(
                DUTIES,
                [authority, CODES, since, until],
            )
        ],
    )


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


def _rows(query: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(given))
        return list(cursor.fetchall())
