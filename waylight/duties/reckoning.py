"""Keeps the rows of what is owed as the facts have it. Run as the worker; each call may come again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from waylight.duties.loading import load
from waylight.duties.models import Owed, Reckoned
from waylight.duties.projecting import Row, rows_of
from waylight.facts.models import Fact

LOCKS = 2_246_822_519  # any number; keeps these locks apart from the others of the database
# Facts are only added: of whom there are more than were seen has not been reckoned since. No watermark, so that what
# commits late is found all the same.
BEHIND = """
SELECT f.child FROM (SELECT child, count(*) AS facts FROM facts_fact WHERE child IS NOT NULL GROUP BY child) f
LEFT JOIN duties_reckoned r ON r.child = f.child
WHERE r.facts IS DISTINCT FROM f.facts
LIMIT %s
"""
RECKONED = """
INSERT INTO duties_reckoned (child, facts, at, again_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (child) DO UPDATE SET facts = excluded.facts, at = excluded.at, again_at = excluded.again_at
"""
COLUMNS = tuple(field.name for field in Owed._meta.concrete_fields)
# So many a minute; the next minute takes more.
AT_A_TIME = 2_000


def hear(fact: UUID, now: datetime) -> None:
    """Does what follows from one fact."""
    child = Fact.objects.filter(id=fact).values_list("child", flat=True).first()
    if child is not None:
        recompute(child, now)


def sweep(now: datetime, limit: int = AT_A_TIME) -> int:
    """Reckons every child of whom something was never heard, or for whom something planned has come; how many."""
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, [limit])
        behind = {child for (child,) in cursor.fetchall()}
    behind |= set(Reckoned.objects.filter(again_at__lte=now).values_list("child", flat=True)[:limit])
    for child in sorted(behind, key=str):
        recompute(child, now)
    return len(behind)


@transaction.atomic
def recompute(child: UUID, now: datetime) -> None:
    """Makes the child's rows what the facts say. Rows that say the same stay untouched."""
    with connection.cursor() as cursor:
        # Of two tasks about one child the second sees what the first one left.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [str(child), LOCKS])
    said = load(child)
    rows, again = rows_of(said, now)
    _put(child, rows)
    with connection.cursor() as cursor:
        cursor.execute(RECKONED, [child, len(said.said), now, again])


def faults(child: UUID, now: datetime) -> list[tuple[UUID, str]]:
    """Where the kept rows say something else than the facts do: ids of rows and what is wrong. For checks."""
    made = {row["id"]: row for row in rows_of(load(child), now)[0]}
    kept = _kept(child)
    wrong = [(id, "differs") for id in made.keys() & kept.keys() if made[id] != kept[id]]
    return [
        *wrong,
        *((id, "is missing") for id in made.keys() - kept.keys()),
        *((id, "follows from no fact") for id in kept.keys() - made.keys()),
    ]


def _put(child: UUID, rows: list[Row]) -> None:
    kept = _kept(child)
    made = {row["id"]: row for row in rows}
    gone = kept.keys() - made.keys()
    if gone:
        Owed.objects.filter(id__in=gone).delete()
    changed = [Owed(**row) for id, row in made.items() if id in kept and kept[id] != row]
    if changed:
        Owed.objects.bulk_update(changed, [name for name in COLUMNS if name != "id"])
    new = [Owed(**row) for id, row in made.items() if id not in kept]
    if new:
        Owed.objects.bulk_create(new)


def _kept(child: UUID) -> dict[UUID, Row]:
    """The child's rows as they stand: read past the models, because each fact asks for all of them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM duties_owed WHERE child = %s", [child])  # noqa: S608
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]
    return {row["id"]: row for row in rows}
