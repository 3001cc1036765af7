"""What the desk's selectors filter by: the uploads and runs of the actor's agencies. Row security stands under it."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def uploads() -> list[UUID]:
    """The uploads of the agencies for which the actor of this transaction reads extracts."""
    return _asked("SELECT desk_uploads('extract', 'read')")


def uploads_with_pairs() -> list[UUID]:
    """Those, and the uploads in which a pair is open to the actor by itself."""
    return _asked("SELECT desk_uploads('extract', 'read') UNION SELECT upload FROM desk_pairs('read', '')")


def rows_are_withheld() -> bool:
    """Whether rows are left out because their child's record is narrowed to other people."""
    return bool(_asked("SELECT desk_withheld('child') LIMIT 1"))


def _asked(query: str) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]
