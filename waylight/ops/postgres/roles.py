"""Makes the database, its four roles, and the marker that says what the database is for."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg
from psycopg import sql

from waylight.ops.postgres.connection import ADMIN, COUNT, DATABASE, OWNER, ROLES, WEB, WORKER, Address

# The marker stands in a schema of its own that belongs to the maker: neither migrations, nor the web pages,
# nor the owner of the tables can change it.
MARKER = """
CREATE SCHEMA made;
CREATE TABLE made.database (one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
                            kind text NOT NULL, launcher boolean NOT NULL);
GRANT USAGE ON SCHEMA made TO PUBLIC;
GRANT SELECT ON made.database TO PUBLIC;
"""
# What the owner grants before it makes tables: the other two roles use their rows and alter nothing.
# Some migrations take more away: where rows are facts, nobody may change or delete one.
RIGHTS = f"""
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {WEB}, {WORKER}, {COUNT};
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {WEB}, {WORKER};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {WEB}, {WORKER};
-- Rows of an extract come by COPY, which no table under row security takes: they pass through one of the session's own.
DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO {WORKER}', current_database());
            EXECUTE format('GRANT CONNECT ON DATABASE %I TO {COUNT}', current_database()); END $$;
"""


def make_database(socket: str, passwords: dict[str, str], kind: str) -> None:
    """Make roles, database, rights and marker in a fresh cluster."""
    admin = passwords[ADMIN]
    make_roles(socket, passwords, ROLES, kind)
    with connect(Address(socket, ADMIN, admin, "postgres")) as server:
        server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*map(sql.Identifier, (DATABASE, OWNER))))
    with connect(Address(socket, ADMIN, admin)) as database:
        database.execute(
            f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;"
            f"GRANT CONNECT ON DATABASE {DATABASE} TO {WEB}, {WORKER}, {COUNT};"
            f"ALTER SCHEMA public OWNER TO {OWNER};"
        )
        database.execute(MARKER)
        database.execute("INSERT INTO made.database (kind, launcher) VALUES (%s, true)", [kind])


def make_roles(socket: str, passwords: dict[str, str], roles: Iterable[str], kind: str) -> None:
    """Make the roles: all of a fresh cluster, or those of a later version that an older cluster lacks."""
    with connect(Address(socket, ADMIN, passwords[ADMIN], "postgres")) as server:
        for role in roles:
            server.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {} PASSWORD {}").format(
                    sql.Identifier(role),
                    # Only a throw-away cluster makes databases after the first.
                    sql.SQL("CREATEDB" if kind == "test" and role == OWNER else "NOCREATEDB"),
                    sql.Literal(passwords[role]),
                )
            )


def connect(address: Address) -> psycopg.Connection:
    """A connection in which every statement stands for itself."""
    return psycopg.connect(
        host=address.socket, user=address.role, password=address.password, dbname=address.database,
        autocommit=True, connect_timeout=10,
    )  # fmt: skip
