"""What the selectors filter by: the sets of the database, asked once. Row security stands under them all the same."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection


def may_children(record: str, action: str = "read") -> list[UUID]:
    """The children to whose `record` the actor of this transaction may do `action`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT may_children(%s, %s)", [record, action])
        return [row[0] for row in cursor.fetchall()]


def may_nodes(record: str, action: str = "read") -> list[UUID]:
    """The nodes to whose `record`, which is no child's, the actor may do `action`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT may_nodes(%s, %s)", [record, action])
        return [row[0] for row in cursor.fetchall()]


def reasons(children: Iterable[UUID], record: str, action: str = "read") -> dict[UUID, str]:
    """Why the actor may, for each child of whom they may: role, place and relation, as the trail keeps it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child, reason FROM access_reasons(%s, %s, %s)", [list(children), record, action]
        )
        return dict(cursor.fetchall())
