"""Gives every row of the trail its place in the chain. Rows are found by not being there yet, never by a mark.

A row gets its number when its act begins and becomes visible when the act ends, so a row with a small number can
appear after one with a large number was linked; a watermark would pass it by for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection

from waylight.audit.hashing import BEGINNING, FIELDS, head_of, leaf_of

# One sequencer at a time: the key of the database's own lock.
LOCK = 7_241_001
UNLINKED = (
    f"COPY (SELECT t.id, encode(t.salt, 'hex'), {FIELDS} FROM audit_trail t "  # noqa: S608 - fixed text
    "WHERE {since} NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry = t.id) ORDER BY t.id) TO STDOUT"
)


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many rows are linked, and the hash over all of them (32 bytes)."""

    position: int
    hash: bytes


def head(connection: Connection[Any]) -> Head:
    """The chain's end as it stands; position 0 where nothing is linked."""
    rows = connection.cursor().execute(
        "SELECT position, head FROM audit_chain ORDER BY position DESC LIMIT 1"
    )
    found = rows.fetchone()
    return Head(found[0], bytes(found[1])) if found else Head(0, BEGINNING)


def link(connection: Connection[Any], *, since: datetime | None = None) -> Head:
    """Link every row that is not linked yet, in one transaction; gives the chain's new end.

    `since` leaves out rows written before that time, so that the pass of each minute does not read all years; a
    pass over everything is done before each anchoring. Only the worker's role and the owner may do this.
    """
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        end = head(connection)
        linked = _linked(_unlinked(connection, since), end)
        with cursor.copy("COPY audit_chain (position, entry, leaf, head) FROM STDIN") as copy:
            for position, entry, leaf, hash in linked:
                copy.write_row((position, entry, leaf, hash))
                end = Head(position, hash)
    return end


def _unlinked(connection: Connection[Any], since: datetime | None) -> list[bytes]:
    statement = UNLINKED.format(since="" if since is None else "t.at >= %s AND")
    with (
        connection.cursor() as cursor,
        cursor.copy(statement.encode(), None if since is None else (since,)) as copy,
    ):
        return [bytes(line) for line in copy]


def _linked(lines: list[bytes], end: Head) -> list[tuple[int, int, bytes, bytes]]:
    made, before = [], end.hash.hex().encode()
    for position, line in enumerate(lines, end.position + 1):
        number, row = line[:-1].split(b"\t", 1)
        leaf = leaf_of(row)
        before = head_of(before, number, leaf)
        made.append((position, int(number), bytes.fromhex(leaf.decode()), bytes.fromhex(before.decode())))
    return made
