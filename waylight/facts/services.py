"""Adding facts. Nothing else in the program writes to the tables of facts."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from waylight.audit.acts import Act
from waylight.audit.services import Who, note
from waylight.engine.when import When, at
from waylight.facts import hearing
from waylight.facts.codec import to_json
from waylight.facts.kinds import Kind, UnknownKind, kind_of
from waylight.facts.refusals import Refused, SentDifferently

# Where the time stands in what a hash is made of.
HAPPENED = 4
LOCKS = 3_735_928_559  # any number; keeps these locks apart from the others of the database
INSERT = """
INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, child,
                        about, by_node_id, by_person_id, to_node_id, door, source_key, content_hash, salt, body)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
ON CONFLICT DO NOTHING
"""
INSERT_WORDS = """
INSERT INTO facts_words (id, fact_id, child, by_node_id, to_node_id, record, field, text)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
KNOWN = """
SELECT id, content_hash, salt, happened_earliest, happened_latest, happened_said, told
FROM facts_fact WHERE by_node_id = %s AND door = %s AND source_key = %s
"""


@dataclass(frozen=True)
class Added:
    """`already`: the same key had come before with the same content, and nothing was written this time."""

    id: UUID
    already: bool = False


def lock(*children: UUID | None) -> None:
    """Hold the children for this transaction: writers about one child come one after the other.

    Taken in the order of ids, so that two transactions never wait for each other.
    """
    for child in sorted({child for child in children if child is not None}, key=str):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [str(child), LOCKS])


@transaction.atomic
def add(
    *,
    actor: Who,
    kind: str,
    child: UUID | None,
    happened: When,
    told: datetime,
    body: object,
    key: str,
    door: str = "web",
    about: UUID | None = None,
    words: Mapping[str, str] | None = None,
    to_node: UUID | None = None,
    by_node: UUID | None = None,
    id: UUID | None = None,
    route: str = "",
) -> Added:
    """Keep one fact, with its words and its line on the trail, all in one transaction.

    `words`: free texts by field. `key`: of the page or file; the same key with the same content is kept once.
    `told`: when this system was told. `by_node`: whose claim it is, where a file says it; else the actor's node.
    Call `lock` first where the fact is about a child. Raises: SentDifferently, Refused, UnknownKind.
    """
    shape = _shape(kind, body)
    node, texts = by_node or _node_of(actor), _texts(shape, words)
    said = (to_json(body), sorted(texts.items()))
    content = [kind, str(child), str(about), str(to_node), to_json(happened), *said]
    salt, fact = secrets.token_bytes(16), id or uuid4()
    digest = _hash(salt, content)
    row = [
        fact, kind, shape.version, shape.record, happened.earliest, happened.latest, happened.as_said, told,
        child, about, node, actor.person_id, to_node, door, key, digest, salt, json.dumps(said[0]),
    ]  # fmt: skip
    words_of = [(uuid4(), fact, child, node, to_node, shape.words[name], name, texts[name]) for name in texts]
    if not _inserted(row, words_of):
        return _known((node, door, key), content, now=happened == at(told))
    note(actor=actor, act=Act.WROTE, record=shape.record, child=child, subject=fact, route=route, basis=kind,
         digest=digest)  # fmt: skip
    hearing.ask(fact, door)
    return Added(fact)


def sent_before(*, node: UUID, door: str, keys: Iterable[str]) -> dict[str, UUID]:
    """The facts that this node sent through this door with these keys, by key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source_key, id FROM facts_fact WHERE by_node_id = %s AND door = %s AND source_key = ANY(%s)",
            [node, door, list(keys)],
        )
        return dict(cursor.fetchall())


def _shape(kind: str, body: object) -> Kind:
    shape = kind_of(kind)
    if type(body) is not shape.body:
        raise UnknownKind(f"A fact of the kind {kind!r} has a body of {shape.body.__name__}.")
    return shape


def _node_of(actor: Who) -> UUID:
    if actor.node is None:
        raise Refused(
            "You hold no role at the moment. Ask your manager to give you one, and ring 101 meanwhile."
        )
    return actor.node


def _texts(shape: Kind, words: Mapping[str, str] | None) -> dict[str, str]:
    texts = {field: text.strip() for field, text in (words or {}).items() if text and text.strip()}
    if strange := texts.keys() - shape.words.keys():
        raise UnknownKind(f"{shape.name!r} has no words called {', '.join(sorted(strange))}.")
    return texts


def _inserted(row: list[Any], said: list[tuple[Any, ...]]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(INSERT, row)
        if not cursor.rowcount:
            return False
        if said:
            cursor.executemany(INSERT_WORDS, said)
    return True


def _known(sent: tuple[UUID, str, str], content: list[Any], *, now: bool) -> Added:
    """The fact that came with this key before. `now`: it is said to happen at the moment of telling."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, list(sent))
        row = cursor.fetchone()
    # A clash of ids alone would also land here; it is not the same report.
    if row is None or row[1] is None:
        raise SentDifferently
    id, digest, salt, earliest, latest, said, told = row
    before = When(earliest, latest, said)
    if now and before == at(told):
        # "Just now" is sent again a moment later: it is the same.
        content[HAPPENED] = to_json(before)
    if bytes(digest) != _hash(bytes(salt), content):
        raise SentDifferently
    return Added(id, already=True)


def _hash(salt: bytes, content: list[Any]) -> bytes:
    return hashlib.sha256(salt + json.dumps(content, sort_keys=True).encode()).digest()
