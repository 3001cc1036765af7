"""The numbers made anew from the agreed times away. The worker's alone."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

# A time away counts for the authority that answered for the child when it began; without one it counts for nobody.
_COUNTED = """
INSERT INTO counts_episodecount (authority, authority_name, month, category, lived_in, times_away, as_of)
SELECT a.id, a.name, date_trunc('month', e.started_earliest AT TIME ZONE 'Europe/London')::date, e.category,
       coalesce(h.kind, ''), count(*), %s
FROM episodes_episode e
CROSS JOIN LATERAL (
    SELECT n.id, n.name FROM children_careperiod c
    JOIN agencies_nodereach r ON r.below_id = c.node_id
    JOIN agencies_node n ON n.id = r.above_id AND n.kind = 'authority'
    WHERE c.child_id = e.child_id AND c.during @> (e.started_latest AT TIME ZONE 'Europe/London')::date
    LIMIT 1) a
LEFT JOIN LATERAL (
    SELECT n.kind FROM children_placement p JOIN agencies_node n ON n.id = p.node_id
    WHERE p.child_id = e.child_id AND p.during @> e.started_latest
    ORDER BY p.during LIMIT 1) h ON true
GROUP BY 1, 2, 3, 4, 5
"""


@transaction.atomic
def refresh(now: datetime) -> int:
    """Counts every agreed time away anew. Returns how many lines of numbers there are."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM counts_episodecount")
        cursor.execute(_COUNTED, [now])
        return int(cursor.rowcount)
