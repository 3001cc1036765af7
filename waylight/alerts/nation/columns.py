"""Many children's lines as columns. Times are microseconds since 1970 (UTC); `NEVER` where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import numpy as np
import polars as pl
from numpy.typing import NDArray

from waylight.engine.patterns import Line, TimeAway
from waylight.engine.when import Precision

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEVER = np.iinfo(np.int64).min
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 1_000_000
DAY_1 = date(1970, 1, 1).toordinal()
COLUMNS = (
    "child", "began", "began_last", "until", "told", "minute", "night", "day", "lived_since", "misfiled",
)  # fmt: skip


@dataclass(frozen=True)
class Nation:
    """Times away in the order of children and of beginning; `first` is where the child of each begins.

    `until`: the earliest end, NEVER where nobody knows; of one that is still open, the `now` it was read with.
    `minute`: of the clock in London, -1 where only the day is known. `night`, `day`, `born`: days since 1970.
    `grades`, `marks`, `dates`: one row for each, with the index of the time away or of the child.
    """

    children: Sequence[UUID]
    aways: Sequence[UUID]
    child: Ints
    began: Ints
    began_last: Ints
    until: Ints
    told: Ints
    minute: Ints
    night: Ints
    day: Ints
    lived_since: Ints
    misfiled: Ints
    missing: Flags
    born: Ints
    grades: pl.DataFrame
    marks: pl.DataFrame
    dates: pl.DataFrame
    now: int

    @property
    def size(self) -> int:
        return len(self.child)


def moment(time: datetime | None) -> int:
    """Microseconds since 1970."""
    if time is None:
        return int(NEVER)
    gone = time - EPOCH
    return (gone.days * 86_400 + gone.seconds) * SECOND + gone.microseconds


def in_columns(lines: Iterable[Line], now: datetime) -> Nation:
    """The lines as columns, read at `now`."""
    kept = list(lines)
    rows = [_row(n, away, now) for n, line in enumerate(kept) for away in line.aways]
    columns = np.array(rows, dtype=np.int64).reshape(-1, len(COLUMNS)).T
    aways = [away for line in kept for away in line.aways]
    return Nation(
        children=[line.child for line in kept],
        aways=[away.id for away in aways],
        missing=np.array([away.missing for away in aways], dtype=bool),
        born=np.array([_ordinal(line.born) for line in kept], dtype=np.int64),
        grades=_grades(aways),
        marks=_marks(kept),
        dates=_dates(kept),
        now=moment(now),
        **dict(zip(COLUMNS, columns, strict=True)),
    )


def _row(child: int, away: TimeAway, now: datetime) -> tuple[int, ...]:
    exact = away.start.precision is Precision.MINUTE
    minute = int(away.start.as_said[11:13]) * 60 + int(away.start.as_said[14:16]) if exact else -1
    return (
        child, moment(away.began), moment(away.start.last), moment(away.until(now)), moment(away.told_at), minute,
        _ordinal(away.night), _ordinal(away.start.day), moment(away.lived_since), moment(away.misfiled),
    )  # fmt: skip


def _ordinal(day: date | None) -> int:
    return int(NEVER) if day is None else day.toordinal() - DAY_1


def _grades(aways: Sequence[TimeAway]) -> pl.DataFrame:
    rows = [(n, one.code, moment(one.told_at)) for n, away in enumerate(aways) for one in away.grades]
    return _frame(rows, {"away": pl.Int64, "code": pl.String, "told": pl.Int64})


def _marks(lines: Sequence[Line]) -> pl.DataFrame:
    rows = [
        (n, m.code, m.record, moment(m.since), moment(m.until) if m.until else np.iinfo(np.int64).max)
        for n, line in enumerate(lines)
        for m in line.marks
    ]
    shape = {"child": pl.Int64, "code": pl.String, "record": pl.String, "since": pl.Int64, "ends": pl.Int64}
    return _frame(rows, shape)


def _dates(lines: Sequence[Line]) -> pl.DataFrame:
    rows = [
        (n, d.what, moment(d.at.earliest), moment(d.at.last), moment(d.told_at))
        for n, line in enumerate(lines)
        for d in line.dates
    ]
    shape = {"child": pl.Int64, "what": pl.String, "at": pl.Int64, "at_last": pl.Int64, "heard": pl.Int64}
    return _frame(rows, shape)


def _frame(rows: list[Any], shape: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=shape, orient="row")
