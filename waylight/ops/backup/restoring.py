"""`waylight restore`: a backup into an empty database, proved, and without anybody who was let go since."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from waylight.ops.backup.making import PROOF, RECORDS, SEALED, BadKey, key
from waylight.ops.backup.programs import PIECE, owner, restore
from waylight.ops.backup.proof import Proof, prove, read
from waylight.ops.backup.sealing import NotOurs, opened
from waylight.ops.postgres import PostgresError
from waylight.ops.processes import environment as for_role
from waylight.ops.processes import migrate

DONE, FAILED, REFUSED, DIFFERS = 0, 1, 2, 3
TAKEN = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"


class NotRestored(Exception):
    """Nothing may be opened; the message says why. `code` is what the command ends with."""

    def __init__(self, sentence: str, code: int = REFUSED) -> None:
        super().__init__(sentence)
        self.code = code


def restore_command(options: argparse.Namespace) -> int:
    """Returns 0 where the record may be opened, 3 where it is not what was backed up, 2 or 1 where it went no way.

    Without `--from` it takes the record as it stands, however it was restored, and lets go again what was let go.
    """
    if not options.let_go.exists():
        print(
            f"There is no {options.let_go}. Without the list of what was let go since, a restore brings erased "
            "children back. Fetch it from where it is kept; where nothing was ever let go, give an empty file.",
            file=sys.stderr,
        )
        return REFUSED
    try:
        if options.source is not None:
            private = key(options.open_with)
            proof = bring_back(options.source, environment=os.environ, now=options.now, private=private)
            print(f"As it was at {proof.at}: {proof.rows:,} rows, the trail to {proof.head[0]:,}.")
            if migrate("--quiet"):
                raise NotRestored("The tables could not be brought up to this version.", FAILED)
        print(f"Let go again: {let_go_again(options.let_go):,}.")
        return _checked()
    except (NotRestored, PostgresError, BadKey) as failed:
        print(failed, file=sys.stderr)
        return getattr(failed, "code", FAILED)


def bring_back(
    source: Path, *, environment: Mapping[str, str], now: datetime, private: bytes | None = None
) -> Proof:
    """Fill the empty database, and compare every count and sum. Raises: NotRestored, PostgresError."""
    try:
        before = read(source / PROOF)
    except (OSError, ValueError, KeyError, TypeError):
        raise NotRestored(f"{source} holds no backup as `waylight backup` makes it.") from None
    with owner(environment) as db:
        (taken,) = db.execute(TAKEN).fetchone() or (1,)
        if taken:
            raise NotRestored(
                f"This database holds {taken} tables. A backup goes into an empty one: make it as docs/server.md says."
            )
        # All or nothing: what is cut short leaves the database as empty as it was.
        words = ("--single-transaction", "--exit-on-error", f"--dbname={db.info.dbname}")
        with closing(pieces_of(source, private)) as pieces:
            try:
                restore(db, environment, pieces, *words)
            except NotOurs:
                raise NotRestored(
                    f"{source / SEALED} was not sealed to this key, or was changed or cut since."
                ) from None
        with db.transaction():
            db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            differences = prove(db, at=now).differences(before)
        if differences:
            raise NotRestored("\n".join(["This is not what was backed up:", *differences]), DIFFERS)
        # Whoever was signed in then is not signed in now.
        db.execute("DELETE FROM django_session")
        db.execute("ANALYZE")
    return before


def pieces_of(source: Path, private: bytes | None) -> Generator[bytes, None, None]:
    """What `pg_dump` wrote, opened where it is sealed. Raises: NotRestored, NotOurs, OSError."""
    if not (source / SEALED).exists():
        with (source / RECORDS).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
        return
    if private is None:
        raise NotRestored(f"{source} is sealed. Name the private key: --open-with FILE.")
    with (source / SEALED).open("rb") as file:
        yield from opened(file, private)


def let_go_again(path: Path) -> int:
    """As the worker. Raises: NotRestored."""
    os.environ |= for_role("worker")
    import django

    django.setup()
    from waylight.episodes.letting_go import BadLine, read
    from waylight.episodes.services.again import let_go_again
    from waylight.facts.refusals import Refused

    try:
        return let_go_again(read(path))
    except (BadLine, Refused) as bad:
        raise NotRestored(str(bad)) from None


def _checked() -> int:
    """What the facts say against what stands beside them."""
    command = [sys.executable, "-m", "waylight.ops.cli", "rebuild", "--check"]
    return subprocess.call(command, env=dict(os.environ))  # noqa: S603 - our own program
