"""The rows of what is owed as they stand in the table, beside those that were made anew: what differs is written.

Both are compared in JSON's types, as the database and Python write them alike: a child has a hundred rows, each fact
asks for all of them, and reading each of their times would take longer than judging them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import models

from waylight.duties.loading import Children
from waylight.duties.models import Owed
from waylight.duties.projecting import Row
from waylight.facts.asked import Question, Rows

# A row in the order of the columns, in JSON's types; the first is its id.
Plain = list[Any]
# Of whom, how many facts, when, when again, by which rows.
Seen = tuple[UUID, int, datetime, datetime | None, str]
NAMED = {field.name: type(field) for field in Owed._meta.concrete_fields}
# By their types, so that a row is said in as many steps as there are types, and not column by column.
IDS = tuple(name for name, kind in NAMED.items() if kind is models.UUIDField)
TIMES = tuple(name for name, kind in NAMED.items() if kind is models.DateTimeField)
NODES = "owners"
OTHERS = tuple(name for name in NAMED if name not in {*IDS, *TIMES, NODES})
COLUMNS = (*IDS, *TIMES, NODES, *OTHERS)
NAMES = ", ".join(COLUMNS)
KEPT = f"SELECT json_agg(json_build_array({NAMES}))::text FROM duties_owed WHERE child = ANY({{children}})"  # noqa: S608 - our own columns
# All that a reckoning writes, in one statement.
KEEP = f"""
WITH gone AS (DELETE FROM duties_owed WHERE id = ANY(%s::uuid[])),
put AS (INSERT INTO duties_owed ({NAMES})
        SELECT {NAMES} FROM jsonb_populate_recordset(NULL::duties_owed, %s::jsonb)
        ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS)})
INSERT INTO duties_reckoned (child, facts, at, again_at, rules)
SELECT * FROM unnest(%s::uuid[], %s::int[], %s::timestamptz[], %s::timestamptz[], %s::text[])
ON CONFLICT (child) DO UPDATE SET facts = excluded.facts, at = excluded.at, again_at = excluded.again_at,
                                  rules = excluded.rules
"""  # noqa: S608 - our own columns


def plain(rows: Iterable[Row]) -> dict[str, Plain]:
    """The rows as the database says them, by id."""
    made = map(_plain, rows)
    return {row[0]: row for row in made}


def standing(children: Children) -> Question:
    """The question that `kept` reads the answer to."""
    return children.asked(KEPT)


def kept(answer: Rows) -> dict[str, Plain]:
    """The rows of some children as they stand, by id."""
    ((text,),) = answer
    return {row[0]: row for row in json.loads(text or "[]")}


def differing(made: Mapping[str, Plain], there: Mapping[str, Plain]) -> tuple[list[str], list[Plain]]:
    """Ids of rows that should not be there, and the rows that should be there and are not, or say something else."""
    gone = [id for id in there if id not in made]
    return gone, [row for id, row in made.items() if there.get(id) != row]


def keeping(gone: Iterable[str], changed: Iterable[Plain], seen: Iterable[Seen]) -> Question:
    """Writes what differs, and how far the children were reckoned."""
    rows = json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in changed])
    columns = [list(column) for column in zip(*seen, strict=True)] or [[]] * 5
    return Question(KEEP, [list(gone), rows, *columns])


# A row says most of its times twice, and a child's rows the same ones again.
@lru_cache(maxsize=20_000)
def _moment(moment: datetime) -> str:
    text = moment.astimezone(UTC).isoformat()
    # Without the noughts at the end of a part of a second.
    return text[:19] + text[19:26].rstrip("0") + text[26:] if moment.microsecond else text


# The same few things begin, meet and end most of a child's rows.
_id = lru_cache(maxsize=20_000)(str)
_ids_of, _times_of, _others_of = itemgetter(*IDS), itemgetter(*TIMES), itemgetter(*OTHERS)


def _plain(row: Row) -> Plain:
    ids = [one and _id(one) for one in _ids_of(row)]
    times = [one and _moment(one) for one in _times_of(row)]
    return [*ids, *times, [_id(node) for node in row[NODES]], *_others_of(row)]
