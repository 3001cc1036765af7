"""One file of any accepted kind to a raw table, or its faults."""

from __future__ import annotations

from pathlib import Path

from waylight.exchange.files.csvtext import read_csv
from waylight.exchange.files.decode import decode
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.kinds import SAVE_AS, kind_of
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.proved import Proved
from waylight.exchange.files.raw import Raw

ZIP, PARQUET = b"PK\x03\x04", b"PAR1"


def read_file(
    name: str,
    path: Path,
    wanted: set[str] | None,
    faults: Faults,
    limits: Limits | None = None,
    proved: Proved | None = None,
) -> Raw | None:
    """The file's rows. `name` is what messages call it; None after noting faults.

    The ending of the file's name says what it is meant to be; its first bytes must agree. `proved` where it is
    known already to be sound text.
    """
    if proved is not None:
        return read_csv(name, proved.text, wanted, faults, proved.layout)
    limits = limits or Limits()
    data = _bytes(name, path, limits, faults)
    if data is None:
        return None
    ending = path.suffix.lower()
    if ending == ".xlsx" and data.startswith(ZIP):
        from waylight.exchange.files.workbook import read_workbook  # not needed, so not loaded, for CSV

        return read_workbook(name, data, wanted or set(), limits, faults)
    if ending == ".parquet" and data.startswith(PARQUET):
        from waylight.exchange.files.parquet import read_parquet

        return read_parquet(name, data, wanted, limits, faults)
    if ending in (".xlsx", ".parquet"):
        seems, remedy = kind_of(data) or ("text" if data else "an empty file", SAVE_AS)
        faults.add(name, None, None, f"the name ends in {ending}, but this is {seems}", remedy)
        return None
    text = decode(name, data, faults)
    return read_csv(name, text, wanted, faults) if text is not None else None


def _bytes(name: str, path: Path, limits: Limits, faults: Faults) -> bytes | None:
    try:
        if not path.is_file():
            what = "this is a folder or a device, no file" if path.exists() else "there is no such file"
            faults.add(name, None, None, what, "check the path")
            return None
        if path.stat().st_size > limits.file:
            what = f"the file is larger than {limits.file >> 20:,} MiB"
            faults.add(name, None, None, what, "send fewer years at a time, or Parquet")
            return None
        return path.read_bytes()
    except OSError as error:
        what = f"the file cannot be opened ({error.strerror})"
        faults.add(name, None, None, what, "check the path and who may read it")
        return None
