"""`waylight backup`: the whole record at one moment, with the proof by which a restore is measured."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from waylight.ops.backup.programs import dumped, owner
from waylight.ops.backup.proof import Proof, prove
from waylight.ops.backup.sealing import KEY, sealed
from waylight.ops.postgres import PostgresError

RECORDS, SEALED, PROOF = "records.dump", "records.sealed", "proof.json"


class BadKey(Exception):
    """A file that should hold a key holds none; the message names it."""


def backup_command(options: argparse.Namespace) -> int:
    """Returns 0 when the backup is on disk, 2 where the folder is taken, 1 where the server or a program failed."""
    if options.to.exists():
        print(f"{options.to} is there already. A backup is never written over another.", file=sys.stderr)
        return 2
    try:
        public = key(options.seal_to)
        proof = back_up(options.to, environment=os.environ, now=options.now, public=public)
    except (PostgresError, BadKey) as failed:
        print(failed, file=sys.stderr)
        return 1
    print(
        f"{options.to}: {len(proof.tables)} tables, {proof.rows:,} rows, the trail to position {proof.head[0]:,}."
    )
    return 0


def key(path: Path | None) -> bytes | None:
    """One of the two keys that `waylight door keys` makes, or None where none is named. Raises: BadKey."""
    if path is None:
        return None
    try:
        found = bytes.fromhex(path.read_text("utf-8").strip())
    except (OSError, ValueError):
        found = b""
    if len(found) != KEY:
        raise BadKey(f"{path} holds no key. `waylight door keys --private FILE --public FILE` makes a pair.")
    return found


def back_up(to: Path, *, environment: Mapping[str, str], now: datetime, public: bytes | None = None) -> Proof:
    """Writes the folder `to` whole or not at all, closed to others; sealed with a key. Raises: PostgresError."""
    half = to.with_name(f".{to.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True, mode=0o700)
    try:
        with owner(environment) as db, db.transaction():
            db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            (snapshot,) = db.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            # The marker of a demonstration belongs to whoever made the database, not to the record.
            words = ("--format=custom", "--exclude-schema=made", "--no-comments", f"--snapshot={snapshot}")
            pieces = dumped(db, environment, *words)
            with (half / (SEALED if public else RECORDS)).open("wb") as file:
                file.writelines(sealed(pieces, public) if public else pieces)
            proof = prove(db, at=now)
        proof.write(half / PROOF)
        for path in half.iterdir():
            path.chmod(0o600)
            with path.open("rb") as file:
                os.fsync(file.fileno())
        half.rename(to)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return proof
