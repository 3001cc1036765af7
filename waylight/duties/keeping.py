"""The rows of what is owed as they stand in the table, beside those that were made anew: what differs is written.

Both are compared in JSON's types, as the database and Python write them alike: a child has a hundred rows, each fact
asks for all of them, and reading each of their times would take longer than judging them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from waylight.duties.models import Owed
from waylight.duties.projecting import Row

# A row in the order of the columns, in JSON's types; the first is its id.
Plain = list[Any]
# Of whom, how many facts, when, when again, by which rows.
Seen = tuple[UUID, int, datetime, datetime | None, str]
COLUMNS = tuple(field.name for field in Owed._meta.concrete_fields)
NAMES = ", ".join(COLUMNS)
KEPT = f"SELECT json_build_array({NAMES})::text FROM duties_owed WHERE child = ANY(%s)"  # noqa: S608 - our own columns
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
    made = ([_plain(row[name]) for name in COLUMNS] for row in rows)
    return {row[0]: row for row in made}


def kept_of(children: Sequence[UUID]) -> dict[str, Plain]:
    """The rows of these children as they stand, by id."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, [list(children)])
        rows = [json.loads(text) for (text,) in cursor.fetchall()]
    return {row[0]: row for row in rows}


def differing(made: Mapping[str, Plain], kept: Mapping[str, Plain]) -> tuple[list[str], list[Plain]]:
    """Ids of rows that should not be there, and the rows that should be there and are not, or say something else."""
    gone = [id for id in kept if id not in made]
    return gone, [row for id, row in made.items() if kept.get(id) != row]


def keep(gone: Iterable[str], changed: Iterable[Plain], seen: Iterable[Seen]) -> None:
    """Writes what differs, and how far the children were reckoned."""
    rows = json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in changed])
    columns = [list(column) for column in zip(*seen, strict=True)] or [[]] * 5
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [list(gone), rows, *columns])


# A row says most of its times twice, and a child's rows the same ones again.
@lru_cache(maxsize=20_000)
def _moment(moment: datetime) -> str:
    text = moment.astimezone(UTC).isoformat()
    # Without the noughts at the end of a part of a second.
    return text[:19] + text[19:26].rstrip("0") + text[26:] if moment.microsecond else text


def _list(values: list[Any]) -> list[Any]:
    return [_plain(value) for value in values]


AS_SAID: Mapping[type, Callable[[Any], Any]] = {UUID: str, datetime: _moment, list: _list}


def _plain(value: Any) -> Any:
    say = AS_SAID.get(type(value))
    return say(value) if say else value
