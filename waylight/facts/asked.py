"""Questions that the worker asks anew of every fact: planned once for a connection, not each time, and sent together.

Planning such a question takes longer than answering it. The worker holds one connection of its own, on which a
statement that came a few times is kept planned; where the sizes of tables change, the server plans it anew. On the
pages' connections nothing is kept: whom row security opens differs from one request to the next, and so may the plan.

Waiting for an answer costs more than most answers: both sides are put to sleep and woken. What does not depend on
another's answer goes out with it, and is waited for once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import psycopg
from django.db import connection

Values = Sequence[Any] | Mapping[str, Any]
Rows = list[tuple[Any, ...]]


class Question(NamedTuple):
    """A statement and its values beside it; also one that writes, and answers with nothing."""

    statement: str
    values: Values


def asked(statement: str, values: Values) -> Rows:
    """The rows that it answers with; none where it answers nothing. Raises: Django's database errors."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement.encode(), values)
        return _rows(cursor)


def asked_together(questions: Iterable[Question]) -> list[Rows]:
    """The rows that each answers with. They are carried out one after the other, each sees what those before it
    locked, wrote, and found committed; the first that fails ends all. Raises: Django's database errors."""
    if not (asking := list(questions)):
        return []
    connection.ensure_connection()
    held: psycopg.Connection[Any] = connection.connection
    with connection.wrap_database_errors:
        with held.pipeline():
            cursors = [psycopg.Cursor(held).execute(one.statement.encode(), one.values) for one in asking]
        return [_rows(cursor) for cursor in cursors]


def _rows(cursor: psycopg.Cursor[Any]) -> Rows:
    return cursor.fetchall() if cursor.description else []
