"""Where the files of one run are read: here, or in a limited process where their kind could do harm."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from waylight.exchange.files.folder import tables_within
from waylight.exchange.files.proved import Begun
from waylight.exchange.files.read import Reading, read_all

PACKED = (".xlsx", ".parquet")  # what they unpack to is known for certain only afterwards


def read_inputs(
    police: Path,
    authority: Path,
    homes: Path | None,
    mapping: Path | None,
    *,
    now: datetime,
    begun: Begun | None = None,
) -> Reading:
    """The extracts of one run. Raises `Refused`.

    Text is read in this process: its size on disk tells what memory it takes. Workbooks and Parquet are
    checked by what they say of themselves and then read in a process of their own with limits. `begun` are
    files that are proved already.
    """
    files = [police, *tables_within(authority), *([homes] if homes else [])]
    if any(path.suffix.lower() in PACKED for path in files):
        from waylight.exchange.files.sandbox import read_all_limited

        return read_all_limited(police, authority, homes, mapping, now=now)
    return read_all(police, authority, homes, mapping, now=now, begun=begun)
