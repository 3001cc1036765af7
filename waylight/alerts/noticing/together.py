"""Children away together: the pairs of one child, found by index and judged by the engine."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import connection

from waylight.alerts.models import Alert, Night
from waylight.alerts.noticing.chances import chances_on, crowds_at
from waylight.alerts.noticing.nights import out_of
from waylight.alerts.noticing.writing import SPACE, Wanted, put
from waylight.engine.patterns import Edge, Out, edge
from waylight.rulebook.patterns import TOGETHER

EPISODE = "episode"
# Who was out at the same time and has one thing more in common. Each part has an index of its own.
OTHERS = """
WITH mine AS (SELECT * FROM alerts_night WHERE child = %(child)s AND began > %(since)s AND began <= %(now)s),
     others AS (
    SELECT o.child, o.began, o.until, m.began AS mine_began, m.until AS mine_until FROM mine m JOIN alerts_night o
        ON m.sector <> '' AND o.sector = m.sector AND o.sector <> ''
    UNION ALL
    SELECT o.child, o.began, o.until, m.began, m.until FROM mine m JOIN alerts_night o
        ON o.home = m.home AND o.began BETWEEN m.began - %(apart)s AND m.began + %(apart)s
    UNION ALL
    SELECT o.child, o.began, o.until, m.began, m.until FROM mine m JOIN alerts_night o ON o.child = ANY (m.named)
    UNION ALL
    SELECT o.child, o.began, o.until, m.began, m.until FROM mine m JOIN alerts_night o ON o.named @> ARRAY[m.child])
SELECT child FROM others
WHERE child <> %(child)s AND began > %(since)s AND began <= %(now)s
  AND began < coalesce(mine_until, %(now)s) AND coalesce(until, %(now)s) > mine_began
GROUP BY child
"""


def notice_pairs(child: UUID, standing: Iterable[Alert], now: datetime, by: UUID | None = None) -> int:
    """Write what stands between the child and others; returns how many rows changed. `standing`: the child's."""
    since = now - TOGETHER.within.span
    wanted = [wanted_of(one) for one in pairs_of(child, now)]
    pairs = (row for row in standing if row.pattern == TOGETHER.code)
    return put(wanted, pairs, now, by, since=since)


def pairs_of(child: UUID, now: datetime) -> list[Edge]:
    """The child's pairs as of now."""
    since = now - TOGETHER.within.span
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "child": child, "since": since, "now": now, "apart": TOGETHER.left_apart.span,
        }  # fmt: skip
        cursor.execute(OTHERS, values)
        others = sorted(row[0] for row in cursor.fetchall())
    if not others:
        return []
    rows = Night.objects.filter(child__in=[child, *others], began__gt=since, began__lte=now)
    of_child: dict[UUID, list[Out]] = {}
    for row in rows.order_by("began", "episode"):
        of_child.setdefault(row.child, []).append(out_of(row, now))
    sectors = {out.found.sector for out in of_child[child] if out.found}
    crowds = crowds_at(sectors, since)
    chances = chances_on(now)
    found = (edge(of_child[child], of_child[other], TOGETHER, chances, crowds) for other in others)
    return [one for one in found if one is not None]


def wanted_of(one: Edge) -> Wanted:
    """The pair as a row; the same pair is always the same row."""
    shared = [
        {"first": str(s.first), "second": str(s.second), "night": s.night.isoformat(), "why": [w.name for w in s.why],
         "metres": s.metres}
        for s in sorted(one.shared, key=lambda s: (s.night, str(s.first), str(s.second)))
    ]  # fmt: skip
    evidence = {
        "shared": shared, "expected": float(f"{one.expected:.3g}"), "one_in": float(f"{one.one_in:.3g}"),
        "away": list(one.away),
    }  # fmt: skip
    anchor = uuid5(SPACE, f"{one.children[0]} {one.children[1]}")
    return Wanted(
        TOGETHER.code, one.children, (EPISODE,), anchor, one.episodes, one.count, one.at,
        one.at + TOGETHER.lasts.span, evidence,
    )  # fmt: skip
