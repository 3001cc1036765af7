"""How a row of the trail is hashed and chained. Anybody with a copy of the rows can do this again.

The bytes of a row are the line that PostgreSQL's `COPY ... TO STDOUT` writes for `FIELDS`, without the line's end.
"""

from __future__ import annotations

from hashlib import sha256

# Text that does not depend on a session's settings: times are microseconds since 1970 in UTC.
FIELDS = (
    "lpad((extract(epoch FROM t.at) * 1000000)::bigint::text, 16, '0'), t.id, t.tx, t.person, t.actor_name, t.role, "
    "t.node, t.node_name, t.act, t.record, t.child, t.subject, t.route, t.basis, t.page, "
    "encode(t.digest, 'hex')"
)
# Where the time stands in a row that begins with its salt: after 32 figures and a tab.
TIME = slice(33, 49)
# What stands before the first row.
BEGINNING = bytes(32)


def leaf_of(row: bytes) -> bytes:
    """The hash of one row, in hexadecimal. `row` is its salt in hexadecimal, a tab, and its bytes.

    Without the salt nobody can tell what the row said, not even by guessing.
    """
    return sha256(b"waylight trail 1\t" + row).hexdigest().encode()


def head_of(before: bytes, entry: bytes, leaf: bytes) -> bytes:
    """The hash of everything up to and with one row: what stood before, the row's number, and its hash.

    Hashes are given and returned in hexadecimal, the number in figures: nothing is parsed while a trail is read.
    """
    return sha256(b"%b\t%b\t%b" % (before, entry, leaf)).hexdigest().encode()
