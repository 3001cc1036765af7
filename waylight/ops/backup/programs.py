"""PostgreSQL's own programs for backups, signed in as the owner of the tables."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from psycopg import Connection, connect

from waylight.ops.database import database_settings
from waylight.ops.postgres import PostgresError, binaries

# How PostgreSQL's programs are told what Django calls so; a password on a command line is read by everybody there.
NAMES = {"NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "HOST": "PGHOST", "PORT": "PGPORT"}
# Before this version a server does not know every setting with which newer programs begin.
ALIKE = 17
PIECE = 1 << 16


def owner(environment: Mapping[str, str]) -> Connection[Any]:
    """A plain session as the owner."""
    settings = database_settings({**environment, "WAYLIGHT_ROLE": "owner"})
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    named = {name: settings[ours] for name, ours in known.items() if settings[ours]}
    options = {name: value for name, value in settings["OPTIONS"].items() if name != "pool"}
    return connect(**{**options, **named}, autocommit=True)


def dumped(db: Connection[Any], environment: Mapping[str, str], *words: str) -> Iterator[bytes]:
    """What `pg_dump` writes of the database of this session. Raises: PostgresError with what it said."""
    with TemporaryFile() as said, _start(db, environment, "pg_dump", words, said) as program:
        assert program.stdout is not None
        while piece := program.stdout.read(PIECE):
            yield piece
        _must_end_well(program, said)


def restore(
    db: Connection[Any], environment: Mapping[str, str], pieces: Iterable[bytes], *words: str
) -> None:
    """Hand the pieces to `pg_restore`. Raises: PostgresError with what it said, and whatever the pieces raise."""
    with TemporaryFile() as said, _start(db, environment, "pg_restore", words, said) as program:
        assert program.stdin is not None
        try:
            for piece in pieces:
                program.stdin.write(piece)
            program.stdin.close()
        except BrokenPipeError:
            # It ended before everything was read, and says why.
            pass
        except BaseException:
            # Before it could take half a backup for a whole one.
            program.kill()
            raise
        _must_end_well(program, said)


def _start(
    db: Connection[Any], environment: Mapping[str, str], name: str, words: tuple[str, ...], said: IO[bytes]
) -> subprocess.Popen[bytes]:
    settings = database_settings({**environment, "WAYLIGHT_ROLE": "owner"})
    signed_in = {variable: str(settings[ours]) for ours, variable in NAMES.items() if settings[ours]}
    signed_in |= {
        f"PG{option.upper()}": str(value)
        for option, value in settings["OPTIONS"].items()
        if option.startswith("ssl")
    }
    return subprocess.Popen(  # noqa: S603 - a fixed program with our own arguments
        [str(_folder(db) / name), "--no-password", *words], env={"PATH": os.defpath, "LC_ALL": "C", **signed_in},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said,
    )  # fmt: skip


def _must_end_well(program: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    if program.wait():
        said.seek(0)
        # A row can stand in the rest of what it said.
        first = (said.read().decode(errors="replace").strip() or "it said nothing").splitlines()[0]
        raise PostgresError(f"PostgreSQL's program failed: {first}")


def _folder(db: Connection[Any]) -> Path:
    server, ours = db.info.server_version // 10_000, int(binaries.version().split(".")[0])
    if ours < server or (ours != server and server < ALIKE):
        raise PostgresError(
            f"The server is PostgreSQL {server} and the programs here are of version {ours}. Set "
            f"{binaries.INSTEAD} to the folder of pg_dump and pg_restore of version {server}."
        )
    return binaries.programs(None, Path())
