"""The folder that a reconciliation leaves: written beside its place, private, and put there in one step."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from waylight.exchange.ending import OutputRefused as OutputRefused
from waylight.exchange.files.faults import shown
from waylight.exchange.files.read import Reading

if TYPE_CHECKING:
    from waylight.reconcile import Reconciled

# The contract's columns first; what else the engine gives follows.
TABLES: dict[str, tuple[str, ...]] = {
    "links": ("incident_id", "child_id", "probability"),
    "matches": ("incident_id", "missing_id", "probability", "doubtful"),
    "episodes": (
        "episode_id",
        "child_id",
        "category",
        "started_at",
        "ended_at",
        "precision",
        "police_incidents",
        "authority_rows",
        "seen_by",
        "differences",
    ),
    "rows": ("side", "id", "class", "reason"),
}
MARKER = Path("explain") / "run.json"  # tells a folder of ours from any other
EVIDENCE = MARKER.with_name("evidence.parquet")


def check_place(out: Path, marker: Path = MARKER) -> None:
    """Raise `OutputRefused` unless `out` is new, empty, or what an earlier run left, which `marker` tells."""
    try:
        str(out).encode()
        there = out.exists() or out.is_symlink()
    except (OSError, ValueError) as error:
        why = f"{shown(str(out))[:200]} cannot be the name of a folder ({type(error).__name__})"
        raise OutputRefused(f"{why}. Remedy: give --out a short name of plain letters.") from error
    if not there:
        return
    if not out.is_dir():
        raise OutputRefused(f"{out} is not a folder. Remedy: name a new folder for --out.")
    if any(out.iterdir()) and not (out / marker).is_file():
        raise OutputRefused(
            f"{out} holds files that this command did not write. Remedy: name a new or empty folder for --out."
        )


@contextmanager
def whole_or_nothing(out: Path, marker: Path = MARKER) -> Iterator[Path]:
    """A new folder of mode 0700 beside `out`. It becomes `out` when the block ends well, else it goes.

    Raises `OutputRefused` where the disk does not take it: full, not writable, or gone.
    """
    check_place(out, marker)
    above = [folder for folder in (out.parent, *out.parent.parents) if not folder.exists()]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        place = out.resolve()
        made = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))  # mkdtemp gives 0700
        try:
            yield made
            check_place(place, marker)
            _put(made, place)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            _take_away(above)
            raise
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputRefused(
            f"{shown(str(out))} cannot be written: {why}. Remedy: make room there, or name another folder for --out."
        ) from error


def _take_away(made: list[Path]) -> None:
    """Remove the folders above that were made for it, the innermost first."""
    for folder in made:
        with suppress(OSError):
            folder.rmdir()


def _put(made: Path, place: Path) -> None:
    """Rename the new folder into its place; an earlier one steps aside first and is then removed."""
    if not place.exists() or not any(place.iterdir()):
        made.replace(place)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    place.replace(aside)
    try:
        made.replace(place)
    except OSError:
        aside.replace(place)
        raise
    shutil.rmtree(aside)


def write_outputs(folder: Path, reconciled: Reconciled, reading: Reading, run: dict[str, Any]) -> None:
    """Write every file of the contract into `folder`. `run` goes to explain/run.json: inputs, options, time.

    Tables hold ids, never names; cells that Waylight wrote itself never begin with a sign that a spreadsheet
    takes for a formula. Ids are kept as they came (docs/reconcile.md, "Ids in spreadsheets").
    """
    from waylight.exchange.report import write_report

    told = replace(reconciled, quality={**reconciled.quality, "files": reading.files})
    (folder / MARKER).parent.mkdir(mode=0o700)
    longest_first = sorted(TABLES, key=lambda name: len(getattr(told, name)), reverse=True)
    with ThreadPoolExecutor(2) as beside:
        tables = [beside.submit(_write_table, folder, told, name) for name in longest_first]
        tables.append(beside.submit(_write_evidence, folder, told))
        for name in ("bridge", "estimate", "quality"):
            _json(folder / f"{name}.json", getattr(told, name))
        write_report(folder, told, reading=reading, run=run)
        for table in tables:
            table.result()
    _csv(folder / "faults.csv", reading.bad_cells)
    _json(folder / MARKER, run)


def _write_table(folder: Path, told: Reconciled, name: str) -> None:
    _csv(folder / f"{name}.csv", _ordered(getattr(told, name), TABLES[name]))


def _write_evidence(folder: Path, told: Reconciled) -> None:
    told.evidence.write_parquet(folder / EVIDENCE, compression="lz4")


def _ordered(frame: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    return frame.select(*columns, *(column for column in frame.columns if column not in columns))


def _csv(path: Path, frame: pl.DataFrame) -> None:
    frame.write_csv(path, float_precision=6, datetime_format="%Y-%m-%dT%H:%M")


def _json(path: Path, what: object) -> None:
    told = json.dumps(what, indent=2, ensure_ascii=False, default=_plain) + "\n"
    try:
        path.write_text(told, encoding="utf-8")
    except UnicodeEncodeError:  # the path of a file whose name is no text
        path.write_text(json.dumps(what, indent=2, default=_plain) + "\n", encoding="utf-8")


def _plain(value: object) -> object:
    """What JSON has no word for: times, paths, numbers of numpy."""
    if isinstance(value, datetime) or hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
