"""Children away together: the pairs of one child, found by index and judged by the engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from waylight.alerts.noticing.chances import chances_on, crowds_at
from waylight.alerts.noticing.nights import night_of_row, out_of
from waylight.alerts.noticing.writing import SPACE, Changes, Kept, Wanted, put
from waylight.engine.patterns import Edge, Out, edge
from waylight.facts.asked import Question, Rows
from waylight.rulebook.patterns import TOGETHER

EPISODE = "episode"
# Who was out at the same time and has one thing more in common: each part has an index of its own. Of them, and of the
# child, all nights of the span. Records that two people said are the child's own are nobody else. Who names the child
# is looked up by name alone, and nights of those found by child alone: left to choose, the server would read the nights
# of everybody.
OTHERS = """
WITH mine AS (SELECT * FROM alerts_night WHERE child = %(child)s AND began > %(since)s AND began <= %(now)s),
     naming AS MATERIALIZED (SELECT child, began, until FROM alerts_night WHERE named @> ARRAY[%(child)s]),
     near AS (
    SELECT o.child, o.began, o.until, m.began AS mine_began, m.until AS mine_until FROM mine m JOIN alerts_night o
        ON m.sector <> '' AND o.sector = m.sector AND o.sector <> ''
    UNION ALL
    SELECT o.child, o.began, o.until, m.began, m.until FROM mine m JOIN alerts_night o
        ON o.home = m.home AND o.began BETWEEN m.began - %(apart)s AND m.began + %(apart)s
    UNION ALL
    SELECT o.child, o.began, o.until, m.began, m.until FROM mine m JOIN alerts_night o ON o.child = ANY (m.named)
    UNION ALL
    SELECT o.child, o.began, o.until, m.began, m.until FROM mine m CROSS JOIN naming o),
     others AS (
    SELECT DISTINCT child FROM near
    WHERE child <> ALL (%(own)s) AND began > %(since)s AND began <= %(now)s
      AND began < coalesce(mine_until, %(now)s) AND coalesce(until, %(now)s) > mine_began),
     both_sides AS MATERIALIZED (
    SELECT * FROM alerts_night
    WHERE child = ANY (ARRAY(SELECT child FROM others UNION ALL SELECT %(child)s WHERE EXISTS (SELECT FROM others))))
SELECT json_build_array(episode, child, began, until, night, sector, home, named)::text FROM both_sides
WHERE began > %(since)s AND began <= %(now)s ORDER BY began, episode
"""


def asking(child: UUID, own: Sequence[UUID], now: datetime) -> Question:
    """The question that `notice_pairs` reads the answer to. `own`: all records of the child."""
    since = now - TOGETHER.within.span
    apart = TOGETHER.left_apart.span
    return Question(OTHERS, {"child": child, "own": list(own), "since": since, "now": now, "apart": apart})


def notice_pairs(
    changes: Changes, child: UUID, answer: Rows, standing: Iterable[Kept], now: datetime, by: UUID | None
) -> None:
    """Add what stands between the record and others to the changes. `standing`: alerts in which this record is."""
    wanted = [wanted_of(one) for one in pairs_of(child, answer, now)]
    pairs = (row for row in standing if row.pattern == TOGETHER.code)
    put(changes, wanted, pairs, now, by, since=now - TOGETHER.within.span)


def pairs_of(child: UUID, answer: Rows, now: datetime) -> list[Edge]:
    """The record's pairs as of now."""
    of_child: dict[UUID, list[Out]] = {}
    for (text,) in answer:
        out = out_of(night_of_row(*json.loads(text)), now)
        of_child.setdefault(out.child, []).append(out)
    mine = of_child.pop(child, [])
    if not mine:
        return []
    crowds = crowds_at({out.found.sector for out in mine if out.found}, now - TOGETHER.within.span)
    chances = chances_on(now)
    found = (edge(mine, of_child[other], TOGETHER, chances, crowds) for other in sorted(of_child))
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
