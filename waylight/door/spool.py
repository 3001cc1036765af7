"""Sealed reports in a folder, each on disk before anybody is told that it was kept; and the limit on how many."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

SEALED = ".sealed"
# As many as may wait; a night of a whole region is a few hundred.
MOST = 5_000
# As many as one pass may leave in a while: more is not a night, it is a machine.
EACH, WITHIN = 10, timedelta(minutes=10)


class Full(Exception):
    """No more can be kept, from this pass or at all; `Retry-After` says how long to wait."""


def put(folder: Path, sealed: bytes) -> Path:
    """Keep one sealed report. When this returns it has been written to the disk, name and all. Raises: Full."""
    _closed(folder)
    if len(waiting(folder)) >= MOST:
        raise Full
    half = folder / f".{secrets.token_hex(8)}"
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, sealed)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    kept = folder / f"{half.name[1:]}{SEALED}"
    half.rename(kept)
    _sync(folder)
    return kept


def waiting(folder: Path) -> list[Path]:
    """What waits to be filed, the oldest first."""
    return sorted(folder.glob(f"*{SEALED}"), key=lambda path: (path.stat().st_mtime_ns, path.name))


def count(folder: Path, who: str, now: datetime) -> None:
    """Count one report of the pass `who` at `now`. Raises: Full, where it left too many of late.

    Kept in a file for each pass, so that it holds over every process of the door.
    """
    _closed(folder)
    path = _closed(folder / "limits") / hashlib.sha256(who.encode()).hexdigest()[:32]
    with path.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        late = [time for time in map(float, file.read().split()) if time > (now - WITHIN).timestamp()]
        if len(late) >= EACH:
            raise Full
        file.seek(0)
        file.truncate()
        file.write("".join(f"{time}\n" for time in [*late, now.timestamp()]))


def _closed(folder: Path) -> Path:
    """The folder, made where it is missing, with nobody else let in."""
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    return folder


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
