"""`waylight audit`: link the trail, hand its head to somebody outside, and prove that nothing was changed."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection

from waylight.audit.anchoring import anchor
from waylight.audit.anchors import BadAnchor, read
from waylight.audit.verify import verify
from waylight.facts import proving

WITHOUT_HEADS = "No heads were given: a cut end or a rewritten rest cannot be seen. Give --heads FILE."


def audit_command(options: argparse.Namespace) -> int:
    """`anchor` or `verify`."""
    if options.action == "verify":
        return _verify(options)
    if options.to is None:
        print("Say where the head goes: --to FILE, or --to - to print it.", file=sys.stderr)
        return 2
    return _anchor(options)


def _anchor(options: argparse.Namespace) -> int:
    with _session() as connection:
        made = anchor(connection, to=options.to, now=options.now)
    print(f"Anchored {made.head.position:,} rows.", file=sys.stderr)
    return 0


def _verify(options: argparse.Namespace) -> int:
    """Returns 0 where the trail is sound, 3 where it was changed, 2 for a file that cannot be read."""
    try:
        held = read(options.heads) if options.heads else ()
    except (BadAnchor, OSError) as bad:
        print(bad, file=sys.stderr)
        return 2
    began = time.perf_counter()
    with _session() as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        verdict = verify(connection, anchors=held, now=options.now)
        seconds = time.perf_counter() - began
        # The trail holds each fact to what it said.
        for fault in proving.faults(connection):
            verdict.fault(fault)
    for fault in verdict.faults:
        print(fault)
    if verdict.count > len(verdict.faults):
        print(f"... and {verdict.count - len(verdict.faults):,} more.")
    if not held:
        print(WITHOUT_HEADS, file=sys.stderr)
    said = "nothing was changed" if verdict.sound else f"{verdict.count:,} faults"
    print(
        f"{verdict.rows:,} rows, {verdict.anchors:,} anchored heads, {seconds:.1f} s "
        f"({verdict.rows / max(seconds, 0.001):,.0f} rows/s): {said}."
    )
    return 0 if verdict.sound else 3


@contextmanager
def _session() -> Iterator[Connection[Any]]:
    """A session as the worker, whose role may read and link the trail and change nothing in it."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "waylight.ops.settings", "WAYLIGHT_ROLE": "worker"}
    import django
    from django.db import connection

    django.setup()
    connection.ensure_connection()
    yield connection.connection
    connection.close()
