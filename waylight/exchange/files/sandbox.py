"""Reading files of strangers in a process of its own, so that none of them can harm the one that asks.

The reader gets limits on memory, processor time, written bytes and open files, an environment without
secrets, and no descriptor but its standard ones. What it read comes back as Arrow tables, in a file without a
name.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO

import polars as pl

import waylight
from waylight.exchange.files.faults import Fault, Refused
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.read import Reading
from waylight.reconcile.tables import Extracts

TABLES = ("police", "children", "placements", "missing", "homes", "set_aside", "decisions")
_LONGEST_WAIT = 300  # seconds on the clock; the processor limit ends sooner unless the machine is busy


def read_extracts_limited(
    police: Path,
    authority: Path,
    homes: Path | None = None,
    mapping: Path | None = None,
    *,
    now: datetime,
    limits: Limits | None = None,
) -> Extracts:
    """As `read_extracts`, in a limited process. Raises `Refused`, also where a limit was reached."""
    return read_all_limited(police, authority, homes, mapping, now=now, limits=limits).extracts


def read_all_limited(
    police: Path,
    authority: Path,
    homes: Path | None = None,
    mapping: Path | None = None,
    *,
    now: datetime,
    limits: Limits | None = None,
) -> Reading:
    """As `read_all`, in a limited process. Raises `Refused`, also where a limit was reached."""
    limits = limits or Limits()
    request: dict[str, object] = {
        "police": str(police.absolute()),
        "authority": str(authority.absolute()),
        "homes": str(homes.absolute()) if homes else None,
        "mapping": str(mapping.absolute()) if mapping else None,
        "now": now.isoformat(),
        "limits": asdict(limits),
    }
    with _nameless() as answer:
        said = _run(request, answer, limits)
        answer.seek(0)
        head = answer.readline()
        try:
            told = json.loads(head)
        except ValueError:
            raise Refused([_stopped(said, police, limits)]) from None
        if told["faults"]:
            raise Refused(Fault(**fault) for fault in told["faults"])
        return _reading(told, answer)


def _nameless() -> IO[bytes]:
    """A file in memory where the system has such, else one on disk that no other process can open."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("extracts"), "w+b")
    return tempfile.TemporaryFile()


def _run(request: dict[str, object], answer: IO[bytes], limits: Limits) -> list[str]:
    """Run the reader to its end. Gives back which files it began to read."""
    package = str(Path(waylight.__file__).parents[1])
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ", "TMPDIR") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own module; file names go through standard input
            [sys.executable, "-P", "-m", "waylight.exchange.files.child", str(answer.fileno())],
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(answer.fileno(),),
            env={**kept, "PYTHONPATH": package, "POLARS_MAX_THREADS": "2", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=_LONGEST_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode("utf-8", "replace").splitlines()
    return done.stdout.decode("utf-8", "replace").splitlines()


def _stopped(said: list[str], police: Path, limits: Limits) -> Fault:
    """The reader was ended by a limit, or by damage it did not survive: its last file is at fault."""
    what = (
        f"reading it takes more than {limits.memory >> 20:,} MiB of memory or {limits.seconds} seconds, "
        "or stops the reader: the file is damaged, or made to do harm"
    )
    return Fault(said[-1] if said else police.name, None, None, what, "export it again as CSV (UTF-8)")


def _reading(told: dict[str, object], answer: IO[bytes]) -> Reading:
    frames: dict[str, pl.DataFrame] = {}
    for name, length in told["tables"]:  # type: ignore[attr-defined]
        frames[name] = pl.read_ipc(io.BytesIO(answer.read(length)))
    extracts = Extracts(**{name: frames[name] for name in TABLES if name in frames})
    return Reading(extracts, frames["bad_cells"], told["files"])  # type: ignore[arg-type]
