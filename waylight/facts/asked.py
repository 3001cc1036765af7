"""Questions that the worker asks anew of every fact: planned once for a connection, not each time, and sent together.

Planning such a question takes longer than answering it. The worker holds one connection of its own, on which a
statement that came a few times is kept planned for whatever values come; where the sizes of tables change, the server
plans it anew. On the pages' connections nothing is kept: whom row security opens differs from one request to the next,
and so may the plan.

Waiting for an answer costs more than most answers: both sides are put to sleep and woken. What does not depend on
another's answer goes out with it, and is waited for once; so does the end of the transaction with what is written last.
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
    values: Values = ()


COMMIT = Question("COMMIT")
# For a transaction that writes only what follows from facts: its end need not have reached the disk before the worker
# goes on. The server's log is one line: whatever is committed after it, such as that the fact was heard, or that
# somebody is told of it, takes it along. What a power cut loses before that, the room's own sweep finds as never heard.
# Never within a transaction that keeps a fact: `atomic(durable=True)` sees to that.
MADE_AGAIN = Question("SET LOCAL synchronous_commit TO off")


def asked(statement: str, values: Values) -> Rows:
    """The rows that it answers with; none where it answers nothing. Raises: Django's database errors."""
    (rows,) = asked_together([Question(statement, values)])
    return rows


def asked_together(questions: Iterable[Question]) -> list[Rows]:
    """The rows that each answers with. They are carried out one after the other, each sees what those before it
    locked and wrote, and what others committed by then; after the first that fails none is. Raises: Django's database
    errors."""
    if not (asking := list(questions)):
        return []
    connection.ensure_connection()
    held: psycopg.Connection[Any] = connection.connection
    with connection.wrap_database_errors:
        with held.pipeline():
            cursors = [psycopg.Cursor(held).execute(one.statement.encode(), one.values) for one in asking]
        return [cursor.fetchall() if cursor.description else [] for cursor in cursors]


def asked_last(questions: Iterable[Question]) -> None:
    """Writes the last of a transaction, and ends it in the same way there and back. Within another transaction that
    one's end counts, as ever. Raises: Django's database errors."""
    outermost = connection.in_atomic_block and not connection.savepoint_ids
    asked_together([*questions, COMMIT] if outermost else questions)
