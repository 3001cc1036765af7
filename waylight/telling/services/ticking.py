"""Once a minute: whatever a killed worker, a missed tick or a file left undone is found here. Twice changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from waylight.telling.services.climbing import advance_due
from waylight.telling.services.hearing import KINDS, hear
from waylight.telling.services.waking import wake

# Facts are looked for as long as somebody could still be told of them.
LOOKS_BACK = timedelta(days=31)
AT_A_TIME = 500
# As many facts may wait to be heard in turn before the sweep leaves them to their turn.
BUSY = 50
UNHEARD = """
SELECT f.id FROM facts_fact f
WHERE f.kind = ANY (%s) AND f.told >= %s
  AND NOT EXISTS (SELECT FROM telling_heard h WHERE h.fact = f.id)
ORDER BY f.told, f.id LIMIT %s
"""
UNHEARD_OF = """
SELECT f.id FROM facts_fact f
WHERE f.child = %s AND f.kind = ANY (%s) AND f.told >= %s
  AND NOT EXISTS (SELECT FROM telling_heard h WHERE h.fact = f.id)
ORDER BY f.told, f.id
"""
# What came by file about children none of whom is away, all at once: a first import brings hundreds of thousands.
OVER = """
INSERT INTO telling_heard (fact, child, why, at)
SELECT f.id, f.child, 'over', %s FROM facts_fact f
WHERE f.kind = ANY (%s) AND f.told >= %s AND f.door = 'import' AND f.child IS NOT NULL
  AND NOT EXISTS (SELECT FROM telling_heard h WHERE h.fact = f.id)
  AND NOT EXISTS (SELECT FROM episodes_episode e WHERE e.child_id = f.child AND e.searching)
  AND NOT EXISTS (SELECT FROM telling_notice n WHERE n.child = f.child AND n.ended_at IS NULL)
ON CONFLICT DO NOTHING
"""


# What a killed worker left "doing". A fact is to be heard again, by every room; what comes each minute comes anyway.
LEFT = """
SELECT CASE WHEN j.queueing_lock IS NULL AND j.task_name = 'facts.heard'
            THEN procrastinate_retry_job_v2(j.id, now(), NULL, NULL, NULL)
            ELSE procrastinate_finish_job_v1(j.id, 'aborted', true) END
FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing' AND j.task_name = ANY (%s)
  AND (w.id IS NULL OR w.last_heartbeat < now() - interval '60 seconds')
"""
LEFT_BY: tuple[str, ...] = ("facts.heard", "telling.tick", "telling.send", "telling.ask")


def tick(now: datetime) -> None:
    """All of it. Nothing is left out where a minute was missed."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT, [list(LEFT_BY)])
    # What is due comes first: a night on which much is to be heard holds up no step.
    advance_due(now=now, before=lambda child: hear_all(child, now))
    if _waiting() < BUSY:
        sweep(now)
    wake()


def hear_all(child: UUID, now: datetime) -> None:
    """Hear what was said of one child and nobody heard yet."""
    with connection.cursor() as cursor:
        cursor.execute(UNHEARD_OF, [child, list(KINDS), now - LOOKS_BACK])
        unheard = [row[0] for row in cursor.fetchall()]
    for fact in unheard:
        hear(fact, now)


def sweep(now: datetime) -> int:
    """Hear facts that nobody heard, in the order in which they were told; returns how many. The next tick goes on."""
    since = now - LOOKS_BACK
    with connection.cursor() as cursor:
        cursor.execute(OVER, [now, list(KINDS), since])
    unheard = _unheard(since)
    for fact in unheard:
        hear(fact, now)
    return len(unheard)


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'facts.heard'"
        )
        (count,) = cursor.fetchone()
    return int(count)


def _unheard(since: datetime) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(UNHEARD, [list(KINDS), since, AT_A_TIME])
        return [row[0] for row in cursor.fetchall()]
