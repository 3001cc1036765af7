"""Tables without their indexes for the length of one transaction: a million rows are put in order at one go, not each
in its place.

An index says nothing of who may read: rights and policies stay as they are throughout, and so do keys to other tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import sleep
from typing import Any

from psycopg import Connection, sql
from psycopg.errors import LockNotAvailable

# How each is taken off and made again, in the order of taking off: keys between these tables first, then indexes. An
# index that the key of another table leans on stays.
PARTS = """
SELECT 1 AS turn, format('ALTER TABLE %%I DROP CONSTRAINT %%I', t.relname, c.conname),
       format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', t.relname, c.conname, pg_get_constraintdef(c.oid))
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE c.contype = 'f' AND t.oid = ANY(%(tables)s::regclass[]) AND c.confrelid = ANY(%(tables)s::regclass[])
UNION ALL
SELECT 2, CASE WHEN c.oid IS NULL THEN format('DROP INDEX %%I', i.relname)
            ELSE format('ALTER TABLE %%I DROP CONSTRAINT %%I', t.relname, c.conname) END,
       CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.oid)
            ELSE format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', t.relname, c.conname, pg_get_constraintdef(c.oid)) END
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
LEFT JOIN pg_constraint c ON c.conindid = i.oid AND c.contype IN ('p', 'u', 'x')
WHERE t.oid = ANY(%(tables)s::regclass[]) AND NOT EXISTS (
    SELECT FROM pg_constraint k
    WHERE k.contype = 'f' AND k.conindid = i.oid AND k.conrelid <> ALL(%(tables)s::regclass[]))
ORDER BY turn
"""
# For so long a lock is waited for. Together less than the second after which PostgreSQL looks for a circle and stops
# somebody: whoever holds what is asked for here may wait for what is held here already.
LOCK_MS, PAUSE = 150, 0.2
# To sort in, for one index at a time.
MEMORY = "SET LOCAL maintenance_work_mem = '256MB'"


def take(db: Connection[Any], quiet: str, own: Sequence[str]) -> None:
    """Nobody writes to `quiet` and nobody reads or writes `own` until the transaction ends. Comes first in it.

    Tried again and again: people at work are let through in between, and none of them is stopped.
    """
    tables = sql.SQL(", ").join(map(sql.Identifier, own))
    while True:
        try:
            with db.transaction():
                db.execute(f"SET LOCAL lock_timeout = {LOCK_MS}")
                db.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(quiet)))
                db.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(tables))
                db.execute("SET LOCAL lock_timeout TO DEFAULT")
            return
        except LockNotAvailable:
            sleep(PAUSE)


@contextmanager
def bare(db: Connection[Any], tables: Sequence[str]) -> Iterator[None]:
    """The tables without what `PARTS` finds; the same stands at the end. An error rolls all of it back."""
    parts = db.execute(PARTS, {"tables": list(tables)}).fetchall()
    for _, without, _ in parts:
        db.execute(without)
    yield
    db.execute(MEMORY)
    for _, _, again in reversed(parts):
        db.execute(again)
