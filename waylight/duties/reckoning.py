"""Keeps the rows of what is owed as the facts have it. Run as the worker; each call may come again."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from waylight.duties import over_all
from waylight.duties.keeping import differing, keeping, kept, plain, standing
from waylight.duties.loading import Children, loaded, reading, these, whom
from waylight.duties.models import Reckoned
from waylight.duties.projecting import rows_of
from waylight.duties.rows import RULES
from waylight.facts.asked import MADE_AGAIN, asked_last, asked_together

log = logging.getLogger(__name__)
LOCKS = 2_246_822_519  # any number; keeps these locks apart from the others of the database
LOCK = f"""
SELECT pg_advisory_xact_lock(hashtextextended(child::text, {LOCKS})) FROM unnest({{children}}) AS child
"""  # noqa: S608 - our own number
# Facts are only added: of whom there are more than were seen has not been reckoned since. No watermark, so that what
# commits late is found all the same. A release with other rows reckons everybody anew.
BEHIND = """
SELECT f.child FROM (SELECT child, count(*) AS facts FROM facts_fact WHERE child IS NOT NULL GROUP BY child) f
LEFT JOIN duties_reckoned r ON r.child = f.child
WHERE r.facts IS DISTINCT FROM f.facts OR r.rules <> %s
LIMIT %s
"""
# So many in one transaction, and so many a minute; the next minute takes more.
TOGETHER, AT_A_TIME = 200, 4_000


class NotReckoned(Exception):
    """Of so many children what is owed could not be computed; all others were. The task fails, and is seen to."""


@transaction.atomic(durable=True)
def hear(fact: UUID, now: datetime) -> None:
    """Does what follows from one fact."""
    _reckon(whom(fact), now)


def sweep(now: datetime, limit: int = AT_A_TIME) -> int:
    """Reckons every child of whom something was never heard, or for whom something planned has come; how many."""
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, [RULES, limit])
        behind = {child for (child,) in cursor.fetchall()}
    behind |= set(Reckoned.objects.filter(again_at__lte=now).values_list("child", flat=True)[:limit])
    ordered = sorted(behind, key=str)
    batches = [ordered[start : start + TOGETHER] for start in range(0, len(ordered), TOGETHER)]
    failed = sum(_each(batch, now) for batch in batches)
    if failed:
        raise NotReckoned(failed)
    return len(behind)


def _each(children: Sequence[UUID], now: datetime) -> int:
    """Reckons them together or, where that fails, one by one: one child's fault keeps nobody else waiting."""
    try:
        recompute(children, now)
        return 0
    except Exception as fault:
        # What is wrong is said by its kind alone: a message might hold what somebody said.
        log.error("not reckoned: %s", type(fault).__name__)
        return 1 if len(children) == 1 else sum(_each([child], now) for child in children)


@transaction.atomic(durable=True)
def recompute(children: Sequence[UUID], now: datetime) -> None:
    """Makes the rows of these children what the facts say. Rows that say the same stay untouched."""
    # Of two tasks about one child the second sees what the first one left; in one order, so that none waits for another
    # that waits for it.
    _reckon(these(sorted(children, key=str)), now)


def _reckon(children: Children, now: datetime) -> None:
    _, _, read, stand, links, _ = asked_together(
        [MADE_AGAIN, children.asked(LOCK), reading(children), standing(children), *over_all.asking(children)]
    )
    rows, seen = [], []
    for said in loaded(read):
        own, again = rows_of(said, now)
        rows += own
        seen.append((said.id, len(said.said), now, again, RULES))
    over_all.reckon(links, now)
    if seen:
        asked_last([keeping(*differing(plain(rows), kept(stand)), seen)])


def faults(child: UUID, now: datetime) -> list[tuple[UUID, str]]:
    """Where the kept rows say something else than the facts do: ids of rows and what is wrong. For checks."""
    read, stand = asked_together([reading(these([child])), standing(these([child]))])
    (said,) = loaded(read)
    made, there = plain(rows_of(said, now)[0]), kept(stand)
    wrong = [(UUID(id), "differs") for id in made.keys() & there.keys() if made[id] != there[id]]
    return [
        *wrong,
        *((UUID(id), "is missing") for id in made.keys() - there.keys()),
        *((UUID(id), "follows from no fact") for id in there.keys() - made.keys()),
    ]
