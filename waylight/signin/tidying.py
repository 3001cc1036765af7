"""Sessions and counts of tries go when their time is up."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction


@transaction.atomic
def tidy(now: datetime) -> tuple[int, int]:
    """Delete them; says how many of each. The worker may do this and read neither."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session WHERE expire_date < %s", [now])
        sessions = cursor.rowcount
        cursor.execute("DELETE FROM signin_cache WHERE expires < %s", [now])
        return sessions, cursor.rowcount
