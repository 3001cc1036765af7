"""A folder of nightly lists to rows, or a refusal that names every fault of every file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from waylight.engine.when import When, parse
from waylight.exchange.files.codes import code, nonsense, text
from waylight.exchange.files.columns import columns_stand, not_too_long
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.raw import Raw
from waylight.exchange.files.source import read_file
from waylight.exchange.files.times import earliest, quick_times, times
from waylight.exchange.nightly.columns import CHILDREN, LISTS, PLACEMENTS, List
from waylight.imports.lists import Listed, ListedChild, ListedPlacement, ListedWorker, Lists

# A move that is planned lies ahead; a date further on is a slip of the hand.
AHEAD = datetime(2100, 1, 1)
Row = dict[str, Any]


def read_lists(folder: Path, *, now: datetime) -> Lists:
    """The lists of one night; rows with a cell that cannot be read are set aside. Raises `Refused`."""
    faults, read = Faults(), Lists(drawn={}, rows={})
    drawn, counted = {}, {}
    for one in LISTS:
        path = next((folder / name for name in one.files if (folder / name).is_file()), None)
        if path is None:
            if one.needed:
                names = " or ".join(one.files)
                faults.add(one.files[0], None, None, "there is no such file", f"hand in {names}")
            continue
        frame = _table(one, path, faults)
        if frame is None:
            continue
        drawn[one.shape.table] = min(now, datetime.fromtimestamp(path.stat().st_mtime, UTC))
        counted[one.shape.table] = frame.height
        for row in frame.iter_rows(named=True):
            _keep(one, path.name, row, read, now)
    faults.refuse_if_any()
    read.drawn, read.rows = drawn, counted
    return read


def _table(one: List, path: Path, faults: Faults) -> pl.DataFrame | None:
    """Text trimmed, codes, times as `<name>` with `<name>?` where the cell is nonsense; None after a fault."""
    shape = one.shape
    raw = read_file(path.name, path, None, faults)
    raw = raw and _renamed(raw, one)
    if raw is None or not columns_stand(raw, shape, faults):
        return None
    there = set(raw.frame.columns)
    source = raw.frame.select(
        "line",
        *(text(c.name) if c.name in there else pl.lit(None, pl.String).alias(c.name) for c in shape.columns),
    )
    source = source.filter(~pl.all_horizontal(pl.col(shape.names).is_null()))
    not_too_long(raw.file, source, shape, faults)
    _once(raw, one, source, faults)
    return _typed(one, source)


def _renamed(raw: Raw, one: List) -> Raw:
    """The columns of the standard extract under our names, where the file has them and not ours."""
    there = set(raw.frame.columns)
    called = {ours: theirs for ours, theirs in one.ssd.items() if theirs in there and ours not in there}
    frame = raw.frame.rename({theirs: ours for ours, theirs in called.items()})
    return replace(raw, frame=frame, called=dict(one.ssd) if called else {})


def _once(raw: Raw, one: List, source: pl.DataFrame, faults: Faults) -> None:
    """A child stands on the list once: which of two rows is right, nobody here can tell."""
    if one.shape.key is None:
        return
    key, seen = one.shape.key, dict[str, int]()
    for line, number in source.select("line", key).drop_nulls().iter_rows():
        if number in seen:
            what = f"the id stands already in line {seen[number]}"
            faults.add(raw.file, line, raw.say(key), what, "give every child one row")
        seen.setdefault(number, line)


def _typed(one: List, source: pl.DataFrame) -> pl.DataFrame:
    dated = [c for c in one.shape.columns if c.kind in ("date", "time")]
    done = [code(c).alias(c.name) for c in one.shape.columns if c not in dated]
    bad = [
        mask.fill_null(False).alias(f"{c.name}?")
        for c in one.shape.columns
        if (mask := nonsense(c)) is not None
    ]
    out = source.select("line", *done, *bad)
    if not source.height:
        return out.with_columns(*(pl.lit(None).alias(c.name) for c in dated))
    quick, begun = quick_times(source, [c.name for c in dated], AHEAD)
    for column in dated:
        name = column.name
        said = quick.get(name) or times(source[name], earliest(name), begun.get(name))
        out = out.with_columns(
            said.at.alias(name),
            said.day.alias(f"{name}_day"),
            (said.bad | (said.at > AHEAD)).fill_null(False).alias(f"{name}?"),
        )
    return out


def _keep(one: List, file: str, row: Row, read: Lists, now: datetime) -> None:
    where = Listed(file, row["line"])
    reason = next(_wrong(one, row), "")
    if reason:
        read.aside.append((where, reason))
    elif one is CHILDREN:
        child = _child(where, row)
        if child.born is not None and child.born > now.date():
            read.aside.append((where, "date_of_birth lies in the future: correct the date"))
        else:
            read.children.append(child)
    elif one is PLACEMENTS:
        placed = ListedPlacement(
            file, where.line, row["child_id"], row["node"], row["placement_type"] or "",
            _when(row, "started"), _when(row, "ended") if row["ended"] else None,
        )  # fmt: skip
        if placed.ended and placed.ended.latest < placed.started.earliest:
            read.aside.append((where, "ended lies before started: correct one of them"))
        else:
            read.placements.append(placed)
    else:
        since, until = (row[name].date() if row[name] else None for name in ("from", "until"))
        read.workers.append(
            ListedWorker(
                file,
                where.line,
                row["email"].lower(),
                row["name"],
                row["role"].lower(),
                row["node"],
                since,
                until,
            )
        )


def _wrong(one: List, row: Row) -> Iterator[str]:
    for column in one.shape.columns:
        if row.get(f"{column.name}?"):
            kind = "is no date or time that exists" if column.kind in ("date", "time") else "cannot be read"
            yield f"{column.name} {kind}: correct the cell"
        elif column.filled and row[column.name] is None:
            yield f"{column.name} is blank: fill the cell"
    if one is CHILDREN and not (row["forename"] or row["surname"]):
        yield "the child has no name: fill forename or surname"


def _child(where: Listed, row: Row) -> ListedChild:
    born = row["date_of_birth"].date() if row["date_of_birth"] else None
    rest = (row[name] or "" for name in ("known_as", "sex", "ethnicity", "team"))
    return ListedChild(
        where.file, where.line, row["child_id"], row["forename"] or "", row["surname"] or "", born, *rest
    )


def _when(row: Row, name: str) -> When:
    """A time of the list, on London's clocks, to the precision in which it was given."""
    return parse(f"{row[name]:%Y-%m-%d}" if row[f"{name}_day"] else f"{row[name]:%Y-%m-%dT%H:%M}")
