"""What the drill counts afterwards: from the record and from what the gateway took."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection

from waylight.ops.drills.telling.gateway import Taken
from waylight.rulebook.telling import MISSING

# When it was sent is all by which a repeat may differ.
DATE = re.compile(r"^Date:.*$", re.MULTILINE)
UNTOLD = """
SELECT (SELECT count(*) FROM facts_fact f WHERE f.kind = 'absent' AND NOT EXISTS (
            SELECT FROM telling_heard h JOIN telling_notice n ON n.id = h.notice_id WHERE h.fact = f.id))
     + (SELECT count(*) FROM telling_notice n WHERE (
            SELECT count(*) FROM telling_receipt r WHERE r.notice_id = n.id AND r.role IN (
                'duty inspector', 'out-of-hours team', 'registered manager')) <> 3)
"""
TWICE = """
SELECT (SELECT count(*) FROM (SELECT FROM telling_receipt GROUP BY notice_id, person_id HAVING count(*) > 1) twice)
     + (SELECT count(*) FROM (SELECT FROM telling_notice GROUP BY about, claim HAVING count(*) > 1) twice)
     + (SELECT count(*) FROM (SELECT FROM telling_carried GROUP BY notice_id, person_id, channel
                              HAVING count(*) > 1) twice)
"""
CARRIED = """
SELECT d.id::text, p.email, d.repeats, array_agg(n.reference) FROM telling_carried c
JOIN telling_delivery d ON d.id = c.delivery_id JOIN agencies_person p ON p.id = d.person_id
JOIN telling_notice n ON n.id = c.notice_id GROUP BY d.id, p.email, d.repeats
"""
# Each step of the team manager: taken once, never before its time; how long after it, once the child was told of.
STEPS = """
SELECT count(*) FILTER (WHERE s.id IS NULL), count(*) FILTER (WHERE s.taken_at < s.due_at),
       coalesce(max(extract(epoch FROM s.taken_at - greatest(s.due_at, f.taken_at))), 0)::float
FROM telling_climb c JOIN telling_step f ON f.climb_id = c.id AND f.step = 0
LEFT JOIN telling_step s ON s.climb_id = c.id AND s.step = 1
WHERE c.ladder = 'authority' AND c.child = ANY (%s)
"""
# By the record, which keeps when a message fell due and when the gateway said yes.
HANDED = """
SELECT count(*), count(*) FILTER (WHERE handed_at <= wanted_at + interval '10 seconds'),
       extract(epoch FROM max(handed_at) - min(wanted_at))::float,
       percentile_cont(ARRAY[0.5, 0.99, 1]) WITHIN GROUP (ORDER BY extract(epoch FROM handed_at - wanted_at))::float[]
FROM telling_delivery WHERE handed_at IS NOT NULL
"""
NOTICES = "SELECT count(*) FROM telling_carried WHERE delivery_id = ANY (%s::uuid[])"


@dataclass(frozen=True)
class Messages:
    """`lost`: notices that reached nobody's mail. `repeats`: taken more than once, under the same id. `unmarked`: of
    those, such as the record does not count as perhaps sent twice. `wrong`: a message about more or less than it
    carries, or to somebody else."""

    taken: int
    lost: int
    repeats: int
    unmarked: int
    wrong: int


def one(session: Connection[Any], query: str, *values: Any) -> tuple[Any, ...]:
    row = session.execute(query, values or None).fetchone()
    assert row is not None
    return tuple(row)


def messages(session: Connection[Any], taken: Sequence[Taken]) -> Messages:
    """The record's deliveries against the gateway's own list."""
    by_id: dict[str, list[Taken]] = {}
    for message in taken:
        by_id.setdefault(message.id.strip("<>").partition("@")[0], []).append(message)
    copies = Counter({id: len(some) for id, some in by_id.items()})
    lost = wrong = unmarked = 0
    deliveries = session.execute(CARRIED).fetchall()
    for id, email, repeats, references in deliveries:
        some = by_id.pop(id, [])
        lost += not some
        unmarked += max(0, copies[id] - 1 - repeats)
        wrong += any(message.to != email or not _carries(message.body, references) for message in some)
        wrong += len({DATE.sub("", message.body) for message in some}) > 1
    # What the gateway took under an id that the record does not know.
    wrong += len(by_id)
    return Messages(len(taken), lost, sum(copies.values()) - len(copies), unmarked, wrong)


def _carries(text: str, references: list[str]) -> bool:
    """One notice by its number, several by their count."""
    text = text.replace("=\r\n", "").replace("\r\n ", " ")
    return references[0] in text if len(references) == 1 else f"{len(references)} notices" in text


def stale(session: Connection[Any], taken: Sequence[Taken], back: Sequence[UUID]) -> int:
    """Mails that say of one of these children, who were back before any mail went, that they are away."""
    found = session.execute(
        "SELECT DISTINCT reference FROM telling_notice WHERE child = ANY (%s)", [list(back)]
    )
    said = [words for (ref,) in found for words in (f"{ref}: {MISSING.words}", f"{MISSING.words}, {ref}")]
    texts = (message.body.replace("=\r\n", "").replace("\r\n ", " ").lower() for message in taken)
    return sum(any(words.lower() in text for words in said) for text in texts)
