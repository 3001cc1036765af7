"""Invented trails of a chosen length, for drills and for measuring. Written as the owner, with chosen times."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from psycopg import Connection

ROWS = """
INSERT INTO audit_trail (at, person, actor_name, role, node, node_name, act, record, child, route, basis)
SELECT %s - (%s - n) * interval '2 minutes', gen_random_uuid(), 'Person ' || n %% 40, 'night worker',
       gen_random_uuid(), 'Larch House', (ARRAY['read', 'listed', 'wrote', 'refused'])[1 + n %% 4], 'episode',
       gen_random_uuid(), 'episode', 'night worker, caring: placed at Larch House'
FROM generate_series(0, %s - 1) n
"""


def fill(session: Connection[Any], count: int, *, now: datetime) -> None:
    """Add `count` rows two minutes apart, the youngest two minutes before `now`."""
    session.execute(ROWS, (now, count, count))


def unguarded(session: Connection[Any]) -> None:
    """Take away the triggers that refuse changes, as somebody would who owns the database and means harm."""
    for table in ("audit_trail", "audit_chain"):
        session.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
