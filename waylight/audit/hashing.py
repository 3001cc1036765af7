"""How a row of the trail is hashed and chained. Anybody with a copy of the rows can do this again.

The bytes of a row are the line that PostgreSQL's `COPY ... TO STDOUT` writes for `FIELDS`, without the line's end.
"""

from __future__ import annotations

from hashlib import sha256

# Text that does not depend on a session's settings: times are microseconds since 1970 in UTC.
FIELDS = (
    "t.id, (extract(epoch FROM t.at) * 1000000)::bigint, t.tx, t.person, t.actor_name, t.role, t.node, t.node_name, "
    "t.act, t.record, t.child, t.subject, t.route, t.basis, t.page"
)
# What stands before the first row.
BEGINNING = bytes(32)


def leaf_of(salt: bytes, row: bytes) -> bytes:
    """The hash of one row. Without its salt nobody can tell what the row said, not even by guessing."""
    return sha256(b"waylight trail 1\n" + salt + row).digest()


def head_of(before: bytes, entry: int, leaf: bytes) -> bytes:
    """The hash of everything up to and with one row: what stood before, the row's number, and its hash."""
    return sha256(before + entry.to_bytes(8, "big") + leaf).digest()
