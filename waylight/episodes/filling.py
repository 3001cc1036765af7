"""Fills empty projections by COPY: for a record that was loaded in bulk, or restored without them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from psycopg import Connection, sql

from waylight.episodes.bare import bare, take
from waylight.episodes.columns import AWAYS, EPISODES, INTERESTS, LINKS, columns, lines
from waylight.episodes.rebuilding import batches, computed
from waylight.episodes.sharing import shared


def fill(db: Connection[Any], *, processes: int = 1) -> tuple[int, int]:
    """Computes every child and writes the rows, all in one transaction. Who writes facts waits meanwhile, and so does
    who reads: a page must not say that no child is away. Returns how many children and episodes. Break-glass stays.

    Several processes compute, all from what stood when the writers had come to rest; one connection writes.
    """
    children = episodes = 0
    with db.transaction():
        db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # First of all: what is committed before it is seen, what comes later waits.
        take(db, "facts_fact", tuple(columns()))
        # Keys are checked batch by batch; a million rows would be remembered until the end.
        db.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in (LINKS, EPISODES, AWAYS):
            db.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        db.execute("DELETE FROM children_interest WHERE basis_kind <> 'break glass'")
        with bare(db, tuple(columns())):
            for some, found, rows in shared(db, made, batches(db), processes=processes, one_snapshot=True):
                children, episodes = children + some, episodes + found
                copy(db, rows)
    db.execute(f"ANALYZE {EPISODES}, {LINKS}, {AWAYS}, {INTERESTS}")
    return children, episodes


def made(db: Connection[Any], ids: list[UUID]) -> tuple[int, int, Mapping[str, bytes]]:
    """How many children and episodes, and their rows as COPY takes them."""
    children = list(computed(db, ids))
    return len(children), sum(len(child.projection.episodes) for child in children), lines(children)


def copy(db: Connection[Any], rows: Mapping[str, bytes]) -> None:
    """Writes what `lines` made."""
    for table, names in columns().items():
        if rows[table]:
            query = sql.SQL("COPY {} ({}) FROM STDIN").format(
                sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
            )
            with db.cursor() as cursor, cursor.copy(query) as into:
                into.write(rows[table])
