"""Where a cluster's files stand: what we keep, what the server keeps, and the folder of its socket."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from waylight.ops.postgres.account import Account, reachable
from waylight.ops.postgres.connection import PostgresError

# The kernel's limit on the path of a socket, with room for the file's own name.
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"
# Where root keeps a server that may not enter the folder it was asked for.
FALLBACK = Path("/var/lib/waylight")


@dataclass(frozen=True)
class Papers:
    """What must be known to start the server again: kept in one file that only its owner may read."""

    kind: str
    version: str
    server: str
    socket: str
    passwords: dict[str, str]


def read_papers(path: Path) -> Papers | None:
    """The papers at `path`, or None where no cluster was made."""
    try:
        return Papers(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None


def write_papers(path: Path, papers: Papers) -> None:
    """Replace the papers in one step, so that a crash leaves the old ones or the new ones."""
    write_private(path, json.dumps(asdict(papers), indent=1))


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 0600, whole or not at all."""
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


@contextlib.contextmanager
def only_one(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock at `path`: two commands that start at once make one server, not two.

    Gives False where another process holds it and `wait` is false. The lock goes when its holder ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def server_folder(folder: Path, account: Account) -> Path:
    """Where the server's own files go: inside `folder`, unless the server's account may not go there."""
    if account.number is None or reachable(folder, account.number):
        return folder / "server"
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    FALLBACK.mkdir(parents=True, exist_ok=True)
    FALLBACK.chmod(0o755)
    return FALLBACK / digest


def socket_folder_again(before: str, account: Account) -> Path:
    """The folder of the last time, made anew, so that a process that still runs finds the server where it was.

    A new one where there was none, or where somebody else has taken the name meanwhile.
    """
    if not before:
        return new_socket_folder(account)
    folder = Path(before)
    try:
        folder.mkdir(mode=0o700)
    except OSError:
        return new_socket_folder(account)
    account.give(folder)
    return folder


def new_socket_folder(account: Account) -> Path:
    """A short folder with a random name, closed to everyone but the server's account."""
    for base in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - the name is random, the mode 0700
        if len(str(base)) + len("/waylight-12345678/") + len(SOCKET_NAME) > LONGEST_SOCKET_PATH:
            continue
        if account.number is not None and not reachable(base, account.number):
            continue
        made = Path(tempfile.mkdtemp(prefix="waylight-", dir=base))
        account.give(made)
        return made
    raise PostgresError(
        "No temporary folder has a path short enough for a socket. Set TMPDIR to a short one."
    )
