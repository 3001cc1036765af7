"""Whether the actor of this transaction may read a record of one child: the database's own answer."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def may_read(record: str, child: UUID) -> bool:
    """As row-level security sees it."""
    return _may(record, "read", child)


def may_write(record: str, child: UUID) -> bool:
    """As row-level security sees it."""
    return _may(record, "write", child)


def speaks_for(node: UUID) -> bool:
    """Whether the actor may add facts in the name of the node."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s IN (SELECT my_nodes())", [node])
        (speaks,) = cursor.fetchone()
    return bool(speaks)


def _may(record: str, action: str, child: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s IN (SELECT may_children(%s, %s))", [child, record, action])
        (may,) = cursor.fetchone()
    return bool(may)
