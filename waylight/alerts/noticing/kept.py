"""What is kept of a child's alerts, nights and watch, in one question; and which records are one child."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from waylight.alerts.asking import known, moment
from waylight.alerts.noticing.nights import FIELDS, NightRow, night_of_row
from waylight.alerts.noticing.writing import COLUMNS, LOCKS, Kept, kept_of
from waylight.engine.local import Settings
from waylight.facts.asked import MADE_AGAIN, Question, Rows, asked_together
from waylight.protocols.selectors import STAMP, settings_as_of

# The record itself, and those that two people said are the same child, also through a third; locked for this
# transaction, in the order of ids, so that two workers never wait for each other in a circle.
RECORDS = """
WITH RECURSIVE one(id) AS (
    {first}
    UNION
    SELECT CASE WHEN p.one = one.id THEN p.other ELSE p.one END
    FROM one CROSS JOIN LATERAL children_paired(ARRAY[one.id]) p WHERE p.stands)
SELECT id, pg_advisory_xact_lock(hashtextextended(id::text, %(locks)s)) FROM (SELECT id FROM one ORDER BY id) AS ordered
"""
OF_RECORD = RECORDS.format(first="SELECT %(record)s::uuid")
# Of a fact of these kinds that nobody heard yet.
OF_FACT = RECORDS.format(
    first="""SELECT f.child FROM facts_fact f WHERE f.id = %(fact)s AND f.kind = ANY (%(kinds)s) AND f.child IS NOT NULL
    AND NOT EXISTS (SELECT FROM alerts_heard h WHERE h.fact = f.id)"""
)
KEPT = f"""
SELECT json_build_array(
  (SELECT json_agg(json_build_array(w.fact_id, f.kind, w.field, w.text) ORDER BY w.fact_id)
   FROM facts_words w JOIN facts_fact f ON f.id = w.fact_id WHERE w.child = ANY(%(r)s) AND w.field = ANY(%(said)s)),
  (SELECT json_agg(json_build_array(episode, child, began, until, night, sector, home, named))
   FROM alerts_night WHERE child = ANY(%(r)s)),
  (SELECT json_agg(json_build_array({COLUMNS})) FROM alerts_alert WHERE children && %(r)s),
  (SELECT json_build_array(a.id, {STAMP.format(node="a.id")})
   FROM children_careperiod p JOIN agencies_nodereach r ON r.below_id = p.node_id
   JOIN agencies_node a ON a.id = r.above_id AND a.kind = 'authority'
   WHERE p.child_id = ANY(%(r)s) ORDER BY p.during DESC LIMIT 1),
  (SELECT json_object_agg(child, next_at) FROM alerts_watch WHERE child = ANY(%(r)s)))::text
"""  # noqa: S608 - our own columns


class Around(NamedTuple):
    """`said`: fact, its kind, field and text of the words about where and with whom; `settings`: of the authority that
    looks after the child, or last did; `watched`: by record, when to look again."""

    said: list[tuple[UUID, str, str, str]]
    nights: dict[UUID, NightRow]
    alerts: list[Kept]
    settings: Settings[Any]
    watched: dict[UUID, Any]


def records_of(record: UUID) -> list[UUID]:
    """The records of the child whose record this is, in the order of ids, held for this transaction."""
    return _held(Question(OF_RECORD, {"record": record, "locks": LOCKS}))


def records_by(fact: UUID, kinds: Sequence[str]) -> list[UUID]:
    """The same of the child whom the fact is about; none, if somebody heard it or it is of none of these kinds."""
    return _held(Question(OF_FACT, {"fact": fact, "kinds": list(kinds), "locks": LOCKS}))


def _held(question: Question) -> list[UUID]:
    _, records = asked_together([MADE_AGAIN, question])
    return [id for id, _ in records]


def asking(records: Sequence[UUID]) -> Question:
    """The question that `around` reads the answer to."""
    return Question(KEPT, {"r": list(records), "said": list(FIELDS)})


def around(answer: Rows) -> Around:
    """All of it of one child."""
    ((text,),) = answer
    said, nights, alerts, care, watched = json.loads(text)
    return Around(
        [(UUID(fact), kind, field, text) for fact, kind, field, text in said or ()],
        {night.episode: night for night in (night_of_row(*row) for row in nights or ())},
        [kept_of(*row) for row in alerts or ()],
        settings_as_of(known(care[0]), care[1]) if care else {},
        {UUID(child): moment(at) for child, at in (watched or {}).items()},
    )
