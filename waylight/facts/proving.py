"""Whether every fact still says what the trail holds it to: the chain then reaches to the facts themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from psycopg import Connection
from psycopg.types.json import JsonbLoader

from waylight.engine.when import When
from waylight.facts.codec import to_json

ALL = """
SELECT f.id, t.subject, t.digest, f.content_hash, f.salt, f.kind, f.child, f.about, f.to_node_id, f.happened_earliest,
       f.happened_latest, f.happened_said, f.body,
       (SELECT jsonb_agg(jsonb_build_array(w.field, w.text)) FROM facts_words w WHERE w.fact_id = f.id),
       EXISTS (SELECT FROM facts_fact e WHERE e.kind = 'erased' AND (e.child = f.child OR f.child IS NULL))
FROM audit_trail t LEFT JOIN facts_fact f ON f.id = t.subject
WHERE t.act = 'wrote' AND t.digest IS NOT NULL ORDER BY t.id
"""
# What was carried over to the child whom it was about keeps the hash of what was said first.
UNTOLD = """
SELECT f.id FROM facts_fact f WHERE f.content_hash IS NOT NULL
AND NOT EXISTS (SELECT FROM audit_trail t WHERE t.act = 'wrote' AND t.digest = f.content_hash)
"""


def faults(connection: Connection[Any]) -> Iterator[str]:
    """A sentence for each fact that is gone, was changed, or that nobody is on the trail for.

    An erased fact is sound where a fact says that something of the child was erased. Call it as the worker or the
    owner, within a transaction.
    """
    with connection.cursor("proving") as cursor:
        # Django's connections leave JSON as text.
        cursor.adapters.register_loader("jsonb", JsonbLoader)
        for row in cursor.execute(ALL):
            fault = _fault(*row)
            if fault:
                yield fault
    for (fact,) in connection.cursor().execute(UNTOLD):
        yield f"Fact {fact} is on the trail with other words, or not at all."


def _fault(id: Any, subject: Any, digest: bytes, kept: bytes | None, salt: bytes | None, *said: Any) -> str:
    *content, texts, erased = said
    if id is None:
        return f"Fact {subject} is gone."
    if kept is None or salt is None or any(text == "" for _, text in texts or ()):
        return "" if erased else f"Fact {id} was blanked and nothing says that it was erased."
    if _digest(bytes(salt), *content, texts=texts or []) != bytes(digest):
        return f"Fact {id} is not what was written."
    return ""


def _digest(
    salt: bytes,
    kind: str,
    child: Any,
    about: Any,
    to: Any,
    first: Any,
    last: Any,
    words: str,
    body: Any,
    *,
    texts: Any,
) -> bytes:
    """As `services.add` made it."""
    content = [kind, str(child), str(about), str(to), to_json(When(first, last, words)), body]
    content.append(sorted((field, text) for field, text in texts))
    return sha256(salt + json.dumps(content, sort_keys=True).encode()).digest()
