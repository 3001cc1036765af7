"""What somebody who owns the database could do to the trail: one function for each kind of harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from psycopg import Connection, sql

from waylight.audit import sequencer

Session = Connection[Any]
Harm = Callable[[Session, Random, int, datetime], None]
# Other contents for each column that says something; `at` moves by minutes, the salt is drawn anew.
OTHERWISE = {
    "actor_name": "'Somebody else'",
    "role": "'inspector'",
    "act": "CASE act WHEN 'read' THEN 'refused' ELSE 'read' END",
    "record": "'child core'",
    "route": "'elsewhere'",
    "basis": "basis || '.'",
    "node_name": "'Rowan House'",
    "person": "gen_random_uuid()",
    "child": "gen_random_uuid()",
    "node": "NULL",
    "subject": "gen_random_uuid()",
    "digest": "sha256('another')",
    "page": "gen_random_uuid()",
    "at": "at - interval '1 microsecond'",
    "tx": "'77'",
    "salt": "uuid_send(gen_random_uuid())",
}
COLUMNS = ", ".join(OTHERWISE)


def edit(session: Session, rng: Random, size: int, _: datetime) -> None:
    """Another value in one cell."""
    column = rng.choice(list(OTHERWISE))
    statement = sql.SQL("UPDATE audit_trail SET {} = {} WHERE id = {}").format(
        sql.Identifier(column), sql.SQL(OTHERWISE[column]), _entry(session, rng.randint(1, size))
    )
    session.execute(statement)


def delete(session: Session, rng: Random, size: int, _: datetime) -> None:
    """A row taken out: alone, with its link, or with its link and the later ones moved up."""
    position, way = rng.randint(1, size - 1), rng.randint(0, 2)
    session.execute(sql.SQL("DELETE FROM audit_trail WHERE id = {}").format(_entry(session, position)))
    if way:
        session.execute("DELETE FROM audit_chain WHERE position = %s", (position,))
    if way == 2:
        _move(session, position, -1)


def swap(session: Session, rng: Random, size: int, _: datetime) -> None:
    """What two rows say exchanged, or their two places in the chain."""
    one, other = rng.sample(range(1, size + 1), 2)
    if rng.random() < 0.5:
        session.execute(
            sql.SQL(
                "UPDATE audit_trail t SET ({c}) = (SELECT {c} FROM audit_trail o WHERE o.id = CASE t.id "
                "WHEN {a} THEN {b} ELSE {a} END) WHERE t.id IN ({a}, {b})"
            ).format(c=sql.SQL(COLUMNS), a=_entry(session, one), b=_entry(session, other))
        )
        return
    for at, to in ((one, 0), (other, one), (0, other)):
        session.execute(
            "UPDATE audit_chain SET position = %s WHERE position = %s", (to or size + 9, at or size + 9)
        )


def insert(session: Session, rng: Random, size: int, now: datetime) -> None:
    """A row that claims to be older than an hour: left unlinked, linked by the sequencer, or made to fit in."""
    at = now - timedelta(minutes=rng.randint(61, 2 * size))
    way = rng.randint(0, 2)
    position = rng.randint(1, size)
    if way == 2:
        session.execute("DELETE FROM audit_chain WHERE position >= %s", (position,))
    session.execute(
        "INSERT INTO audit_trail (at, actor_name, act, record) VALUES (%s, 'Invented', 'read', 'episode')",
        (at,),
    )
    if way:
        sequencer.link(session)


def cut_the_end(session: Session, rng: Random, size: int, _: datetime) -> None:
    """The last rows taken out with their links, so that nothing hangs loose."""
    first = rng.randint(size // 2, size)
    session.execute(
        "DELETE FROM audit_trail WHERE id IN (SELECT entry FROM audit_chain WHERE position >= %s)", (first,)
    )
    session.execute("DELETE FROM audit_chain WHERE position >= %s", (first,))


def rewrite_the_rest(session: Session, rng: Random, size: int, now: datetime) -> None:
    """One row changed and every link from there made anew, so that the chain fits together again."""
    position = rng.randint(1, size)
    entry = _entry(session, position)
    session.execute("DELETE FROM audit_chain WHERE position >= %s", (position,))
    column = rng.choice([name for name in OTHERWISE if name != "at"])
    session.execute(
        sql.SQL("UPDATE audit_trail SET {} = {} WHERE id = {}").format(
            sql.Identifier(column), sql.SQL(OTHERWISE[column]), entry
        )
    )
    sequencer.link(session)


HARMS: dict[str, Harm] = {
    "edit": edit,
    "delete": delete,
    "swap": swap,
    "insert": insert,
    "cut the end": cut_the_end,
    "rewrite the rest": rewrite_the_rest,
}


def _entry(session: Session, position: int) -> sql.Literal:
    found = session.execute("SELECT entry FROM audit_chain WHERE position = %s", (position,)).fetchone()
    assert found is not None
    return sql.Literal(found[0])


def _move(session: Session, above: int, by: int) -> None:
    # Beyond every position first: a key may not be double for a moment.
    session.execute("UPDATE audit_chain SET position = position + 1000000 WHERE position > %s", (above,))
    session.execute(
        "UPDATE audit_chain SET position = position - 1000000 + %s WHERE position > 1000000", (by,)
    )
