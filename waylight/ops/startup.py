"""What every process looks at before it serves: is this the database it was started for, and is it safe?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper as Cursor
else:
    Cursor = Any

OLDEST_SERVER = 150_000
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
# Ordinary acknowledgements wait for the disk; "local" and the remote kinds do as well.
SAFE = {"on", "local", "remote_write", "remote_apply"}


class WrongDatabase(Exception):
    """This process must not serve from this database; the message says why and what to do."""


def check_database() -> None:
    """Refuse the wrong kind of database, an unsafe server, and a role with too many rights."""
    with connection.cursor() as cursor:
        check_version(cursor)
        kind, launcher = _marker(cursor)
        if settings.DEMO:
            _check_demo(kind)
        else:
            _check_real(kind, launcher, cursor)
        _check_role(cursor)
    _check_grid()
    check_let_go()
    connection.close()


def check_version(cursor: Cursor) -> None:
    """Refuse a server that is older than the oldest on which everything was tried. Raises: WrongDatabase."""
    cursor.execute("SELECT current_setting('server_version_num')::int")
    (version,) = cursor.fetchone()
    if version < OLDEST_SERVER:
        raise WrongDatabase(
            f"PostgreSQL {version // 10_000} is too old: {OLDEST_SERVER // 10_000} or newer is needed. "
            "Move the records to a newer server, or name one in DATABASE_URL."
        )


def _check_grid() -> None:
    from waylight.access.grid import cells, held

    if held() != cells():
        raise WrongDatabase(
            "The access grid in this database is not the rulebook's, so it would open other records than the "
            "pages say. Run `waylight migrate`."
        )


def check_let_go() -> None:
    """Refuse a database that is older than what was let go: it was restored, and holds children again who were erased.
    Without the list nobody can say, so that a record which was begun is not opened without one either.

    Raises: WrongDatabase.
    """
    from waylight.episodes.letting_go import BadLine, come_back, read

    # That of a demonstration goes with its database.
    if not settings.DEMO and not settings.LET_GO.exists() and _begun():
        raise WrongDatabase(
            f"There is no {settings.LET_GO}. It lists what was erased, closed or made smaller, and without it nobody "
            "can say whether this record is older than that. Fetch it from where it is kept, or name the right file "
            "in WAYLIGHT_LET_GO. Only where nothing was ever let go, make an empty file there."
        )
    try:
        back = come_back(read(settings.LET_GO))
    except BadLine as bad:
        raise WrongDatabase(str(bad)) from None
    if back:
        raise WrongDatabase(
            f"This database is older than what was let go since: {len(back):,} records that were erased, closed or "
            f"made smaller stand in it again. Run `waylight restore --let-go {settings.LET_GO}`."
        )


def _begun() -> bool:
    """Whether anything was ever kept here. Asked of the table's file: these roles are not shown a row of it yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('facts_fact') > 0")
        (begun,) = cursor.fetchone()
    return bool(begun)


def _marker(cursor: Cursor) -> tuple[str | None, bool]:
    cursor.execute("SELECT to_regclass('made.database')")
    if cursor.fetchone() == (None,):
        return None, False
    cursor.execute("SELECT kind, launcher FROM made.database")
    kind, launcher = cursor.fetchone() or (None, False)
    return kind, launcher


def _check_demo(kind: str | None) -> None:
    if kind is None:
        raise WrongDatabase(
            "This database was not made for a demonstration, so it may hold real children's records. "
            "`waylight demo` makes a database of its own: unset DATABASE_URL."
        )


def _check_real(kind: str | None, launcher: bool, cursor: Cursor) -> None:
    if kind is not None or launcher:
        raise WrongDatabase(
            f"This database was made for a {kind}: it holds invented children. Real records go into a server "
            "of your own: set DATABASE_URL."
        )
    for name in DURABLE:
        cursor.execute("SELECT current_setting(%s)", [name])
        (value,) = cursor.fetchone()
        if value not in SAFE:
            raise WrongDatabase(
                f"The server runs with {name} = {value}: what it acknowledges can be lost. Set it to on."
            )


def _check_role(cursor: Cursor) -> None:
    cursor.execute(
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole, "
        "(SELECT count(*) FROM pg_class WHERE relowner = r.oid) FROM pg_roles r WHERE rolname = current_user"
    )
    too_much, owned = cursor.fetchone()
    if too_much or owned:
        raise WrongDatabase(
            "The role that serves the pages has rights over tables or roles. It must own nothing and not "
            "be able to pass over row-level security: use the role waylight_web."
        )
