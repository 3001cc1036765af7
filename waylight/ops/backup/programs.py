"""PostgreSQL's own programs for backups, signed in as the owner of the tables."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from psycopg import Connection, connect

from waylight.ops.database import database_settings
from waylight.ops.postgres import PostgresError, binaries

# How PostgreSQL's programs are told what Django calls so; a password on a command line is read by everybody there.
NAMES = {"NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "HOST": "PGHOST", "PORT": "PGPORT"}
# Before this version a server does not know every setting with which newer programs begin.
ALIKE = 17


def owner(environment: Mapping[str, str]) -> Connection[Any]:
    """A plain session as the owner."""
    settings = database_settings({**environment, "WAYLIGHT_ROLE": "owner"})
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    named = {name: settings[ours] for name, ours in known.items() if settings[ours]}
    options = {name: value for name, value in settings["OPTIONS"].items() if name != "pool"}
    return connect(**{**options, **named}, autocommit=True)


def run(db: Connection[Any], environment: Mapping[str, str], program: str, *words: str) -> None:
    """Run `pg_dump` or `pg_restore` on the database of this session. Raises: PostgresError with what it said."""
    folder = _folder(db)
    settings = database_settings({**environment, "WAYLIGHT_ROLE": "owner"})
    signed_in = {variable: str(settings[ours]) for ours, variable in NAMES.items() if settings[ours]}
    signed_in |= {
        f"PG{name.upper()}": str(value)
        for name, value in settings["OPTIONS"].items()
        if name.startswith("ssl")
    }
    done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
        [str(folder / program), "--no-password", *words],
        env={"PATH": os.defpath, "LC_ALL": "C", **signed_in}, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        # A row can stand in the rest of what it said.
        raise PostgresError(f"{program} failed: {(done.stderr.strip() or 'it said nothing').splitlines()[0]}")


def _folder(db: Connection[Any]) -> Path:
    server, ours = db.info.server_version // 10_000, int(binaries.version().split(".")[0])
    if ours < server or (ours != server and server < ALIKE):
        raise PostgresError(
            f"The server is PostgreSQL {server} and the programs here are of version {ours}. Set "
            f"{binaries.INSTEAD} to the folder of pg_dump and pg_restore of version {server}."
        )
    return binaries.programs(None, Path())
