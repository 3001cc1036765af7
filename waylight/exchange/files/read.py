"""All files of one run read together: every fault of every file is known before anything is refused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from waylight.exchange.files import shapes
from waylight.exchange.files.checks import children_listed, ids_once
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.folder import Reader, authority_parts
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.mapping import read_mapping
from waylight.exchange.files.proved import Begun
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.together import Reading, together
from waylight.exchange.files.typed import Table, typed
from waylight.reconcile.tables import Extracts

LONDON = ZoneInfo("Europe/London")


def read_extracts(
    police: Path, authority: Path, homes: Path | None = None, mapping: Path | None = None, *, now: datetime
) -> Extracts:
    """The extracts in the engine's tables. Raises `Refused` with every fault of all the files.

    `now` decides what lies in the future; with a time zone, or naive for Europe/London.
    """
    return read_all(police, authority, homes, mapping, now=now).extracts


def read_all(
    police: Path,
    authority: Path,
    homes: Path | None = None,
    mapping: Path | None = None,
    *,
    now: datetime,
    limits: Limits | None = None,
    begins: Callable[[str], None] | None = None,
    begun: Begun | None = None,
) -> Reading:
    """As `read_extracts`, with the bad cells and what there is to say of each file.

    `begins` is told the name of each file before it is read and again before its cells are; without it, the cells
    of the police's file are read while the authorities' files are. `begun` are files that are proved already.
    """
    clock = now.astimezone(LONDON).replace(tzinfo=None) if now.tzinfo else now
    faults = Faults()
    told = begins or (lambda name: None)
    reader = Reader(read_mapping(mapping, faults), limits or Limits(), faults, told, begun or Begun())
    raws = reader.table(shapes.POLICE, police.name, police)
    with ThreadPoolExecutor(1) as aside:
        early = [aside.submit(_cells_aside, raw, shape, clock) for shape, raw in raws if begins is None]
        raws += authority_parts(authority, reader)
        if homes is not None:
            raws += reader.table(shapes.HOMES, homes.name, homes)
    done = [_taken(job, faults) for job in early]
    tables = [*done, *(_cells(raw, shape, clock, reader) for shape, raw in raws[len(done) :])]
    reader.unread.update(shape.table for (shape, _), table in zip(raws, tables, strict=True) if table is None)
    parts = [table for table in tables if table is not None]
    for shape in shapes.SHAPES.values():
        ids_once(shape, [part for part in parts if part.shape is shape], faults)
    if "children" not in reader.unread:
        children_listed(parts, faults)
    faults.refuse_if_any()
    return together(parts, homes is not None)


def _cells(raw: Raw, shape: shapes.Shape, clock: datetime, reader: Reader) -> Table | None:
    reader.begins(raw.file)
    return typed(raw, shape, clock, reader.faults)


def _cells_aside(raw: Raw, shape: shapes.Shape, clock: datetime) -> tuple[Table | None, Faults]:
    """The same beside other work, with the faults found."""
    faults = Faults()
    return typed(raw, shape, clock, faults), faults


def _taken(job: Future[tuple[Table | None, Faults]], faults: Faults) -> Table | None:
    table, found = job.result()
    faults.add_all(found)
    return table


__all__ = ["Reading", "read_all", "read_extracts"]
