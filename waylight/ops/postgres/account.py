"""Which account runs the server. PostgreSQL refuses root, so root hands it to a number nobody else has."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from waylight.ops.postgres.connection import PostgresError

# Beyond what distributions hand out to people and services. No user is created: a number is enough.
FIRST_NUMBER = 64_170


@dataclass(frozen=True)
class Account:
    """`number` is None where the server runs as whoever calls."""

    number: int | None

    def run(
        self, command: Sequence[str | Path], *, initial: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as this account; `initial` for `initdb`, which wants a name."""
        number = _named() if initial and self.number is not None else self.number
        try:
            return subprocess.run(  # noqa: S603 - a fixed program with our own arguments
                [str(part) for part in command], cwd="/", capture_output=True, text=True, check=False,
                user=number, group=number, extra_groups=None if number is None else [],
                stdin=subprocess.DEVNULL, umask=0o077,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            )  # fmt: skip
        except PermissionError as refused:
            raise PostgresError(
                f"PostgreSQL does not run as root and this machine does not let root become number {number}. "
                "Run the command as an ordinary user, or set DATABASE_URL to a real server."
            ) from refused

    def give(self, *paths: Path, initial: bool = False) -> None:
        """Make these paths, with everything in them, this account's own."""
        if self.number is None:
            return
        number = _named() if initial else self.number
        for path in paths:
            for each in (path, *path.rglob("*")):
                os.lchown(each, number, number)


def caller_or_number() -> Account:
    """The account to make a new server under."""
    if os.geteuid() != 0:
        return Account(None)
    taken = {entry.pw_uid for entry in pwd.getpwall()}
    return Account(next(number for number in range(FIRST_NUMBER, FIRST_NUMBER + 1000) if number not in taken))


def account_of(folder: Path) -> Account:
    """The account that an existing server was made under: the owner of its folder."""
    owner = folder.stat().st_uid
    if owner == os.geteuid():
        return Account(None)
    if os.geteuid() == 0:
        return Account(owner)
    raise PostgresError(f"{folder} belongs to user number {owner}. Run the command as that user or as root.")


def reachable(path: Path, number: int) -> bool:
    """Whether user `number`, who owns none of it, may walk down to `path` and run what is there."""
    for step in (path, *path.resolve().parents):
        mode = step.stat()
        bit = stat.S_IXUSR if mode.st_uid == number else stat.S_IXOTH
        if not mode.st_mode & bit:
            return False
    return True


def _named() -> int:
    """An account with a name and no rights: `initdb` looks its name up and then does not use it."""
    for name in ("nobody", "postgres", "daemon"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise PostgresError("No user called nobody exists here. Run as an ordinary user, or set DATABASE_URL.")
