"""One file of any accepted kind to a raw table, or its faults."""

from __future__ import annotations

from pathlib import Path

from waylight.exchange.files.csvtext import read_csv
from waylight.exchange.files.decode import decode
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.raw import Raw

LARGEST = 1 << 30  # bytes of a text file: ten million rows


def read_file(name: str, path: Path, wanted: set[str] | None, faults: Faults) -> Raw | None:
    """The file's rows. `name` is what messages call it; None after noting faults."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            what = f"the file is larger than {LARGEST >> 20:,} MiB"
            faults.add(name, None, None, what, "send fewer years at a time, or Parquet")
            return None
        data = path.read_bytes()
    except OSError as error:
        what = f"the file cannot be opened ({error.strerror})"
        faults.add(name, None, None, what, "check the path and who may read it")
        return None
    text = decode(name, data, faults)
    return read_csv(name, text, wanted, faults) if text is not None else None
