"""Questions that the worker asks anew of every fact: planned once for a connection, not each time.

Planning such a question takes longer than answering it. The worker holds one connection of its own, on which a
statement that came a few times is kept planned; where the sizes of tables change, the server plans it anew. On the
pages' connections nothing is kept: whom row security opens differs from one request to the next, and so may the plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection


def asked(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows that it answers with; none where it answers nothing. Raises: Django's database errors."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []
