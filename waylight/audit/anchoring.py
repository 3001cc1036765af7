"""Handing the chain's end to somebody outside, and noting that it was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from psycopg import Connection

from waylight.audit import anchors, sequencer


def anchor(connection: Connection[Any], *, to: str, now: datetime) -> anchors.Anchor:
    """Link everything that is not linked, write the head to `to` (a file, or "-"), and note where it went.

    Written outside first: a note of an anchor that nobody holds would be false comfort.
    """
    made = anchors.Anchor(now, sequencer.link(connection))
    anchors.write(made, to)
    connection.cursor().execute(
        'INSERT INTO audit_anchored (position, head, "to") VALUES (%s, %s, %s)',
        (made.head.position, made.head.hash, to),
    )
    return made
