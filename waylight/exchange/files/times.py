"""Cells to dates and times, a whole column at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from waylight.reconcile.tables import TIME

# (pattern, whether it gives the day only). Tried in this order on what the ones before could not read.
FORMATS: tuple[tuple[str, bool], ...] = (
    ("%Y-%m-%dT%H:%M", False),
    ("%Y-%m-%d", True),
    ("%d/%m/%Y", True),
    ("%d/%m/%Y %H:%M", False),
    ("%Y-%m-%d %H:%M", False),
    ("%Y-%m-%dT%H:%M:%S", False),
    ("%Y-%m-%d %H:%M:%S", False),
    ("%d/%m/%Y %H:%M:%S", False),
)
# The same with any mixture of separators, one-digit days and hours, and fractions of a second.
_CLOCK = r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?"
_ISO = r"^(\d{4})-(\d{1,2})-(\d{1,2})" + _CLOCK + "$"
_BRITISH = r"^(\d{1,2})/(\d{1,2})/(\d{4})" + _CLOCK + "$"
EARLIEST_BIRTH = datetime(1900, 1, 1)
EARLIEST_EVENT = datetime(1980, 1, 1)  # no extract of missing episodes reaches further back


Begun = dict[str, tuple[pl.Series, pl.Series]]


@dataclass(frozen=True)
class Times:
    """`at` naive Europe/London Datetime("ms"), `day` true where only the date was said, `bad` nonsense."""

    at: pl.Series
    day: pl.Series
    bad: pl.Series


def earliest(column: str) -> datetime:
    """Before this a date in the column is nonsense."""
    return EARLIEST_BIRTH if column == "date_of_birth" else EARLIEST_EVENT


def quick_times(frame: pl.DataFrame, names: list[str], now: datetime) -> tuple[dict[str, Times], Begun]:
    """Columns of text that are wholly in one of the contract's first two forms, sensible and past, read in one
    pass. The others as far as they were read."""
    names = [name for name in names if frame.schema[name] == pl.String]
    if not names or not frame.height:
        return {}, {}
    dates = [name for name in names if _first_length(frame[name]) == len("2024-02-29")]
    # Hardly a time stands twice: to look up what was read before takes longer than to read it.
    parsed = frame.select(
        pl.col(name).str.to_datetime(FORMATS[name in dates][0], strict=False, time_unit="ms", cache=False)
        for name in names
    )
    # Compared in Polars: a year before 1 or after 9999 is a time there, and none that Python can hold.
    sensible = parsed.select(
        pl.col(name).is_between(earliest(name), now).all(ignore_nulls=True) for name in names
    ).row(0, named=True)
    no = pl.Series([False]).new_from_index(0, frame.height)
    found, begun = {}, {}
    for name in names:
        at = parsed[name]
        day = at.is_not_null() if name in dates else no
        if sensible[name] and at.null_count() == frame[name].null_count():
            found[name] = Times(at, day, no)
        begun[name] = (at, day)
    return found, begun


def _first_length(column: pl.Series) -> int:
    place = column.first(ignore_nulls=True) if column.len() else None
    return len(str(place or ""))


def times(column: pl.Series, since: datetime, begun: tuple[pl.Series, pl.Series] | None) -> Times:
    """Dates and times of one column (text already trimmed, or typed). `bad` also before `since`; `begun` is
    what a first pass over text read."""
    at, day = _parsed(column, *begun) if begun else _typed(column)
    impossible = (column.is_not_null() & at.is_null()) | (at < since).fill_null(False)
    if impossible.any():
        at = pl.select(pl.when(~impossible).then(at)).to_series()
    return Times(at.alias(column.name), (day & at.is_not_null()), impossible)


def _typed(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Dates are days; so are date-times that all stand at midnight: nobody goes missing at 00:00 only."""
    if column.dtype == pl.Date:
        return column.cast(TIME), column.is_not_null()
    zone = getattr(column.dtype, "time_zone", None)
    if zone is not None:
        column = column.dt.convert_time_zone("Europe/London").dt.replace_time_zone(None)
    at = column.cast(TIME)
    days_only = bool((at.drop_nulls() == at.drop_nulls().dt.truncate("1d")).all())
    return at, pl.Series([days_only]).new_from_index(0, len(at)) & at.is_not_null()


def _parsed(column: pl.Series, at: pl.Series, day: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Every cell in any of the forms, where the first pass (`at`, `day`) read some of them."""
    at, day = at.clone(), day.clone()
    left = (column.is_not_null() & at.is_null()).arg_true()
    for pattern, day_only in FORMATS:
        if not len(left):
            break
        cells = column.gather(left)
        if cells.head(100).str.to_datetime(pattern, strict=False).null_count() == min(100, len(cells)):
            continue
        left = _fill(at, day, left, cells.str.to_datetime(pattern, strict=False, time_unit="ms"), day_only)
    if len(left):
        cells = column.gather(left)
        for pattern, order in ((_ISO, (1, 2, 3)), (_BRITISH, (3, 2, 1))):
            found = _by_pattern(cells, pattern, order)
            _fill(at, day, left, found["at"], found["day"])
    return at, day


def _fill(
    at: pl.Series, day: pl.Series, left: pl.Series, found: pl.Series, is_day: bool | pl.Series
) -> pl.Series:
    """Put what was found into its places; gives back the places still open."""
    done = found.is_not_null()
    places = left.filter(done)
    at.scatter(places, found.filter(done))
    day.scatter(places, is_day.filter(done) if isinstance(is_day, pl.Series) else is_day)
    return left.filter(~done)


def _by_pattern(cells: pl.Series, pattern: str, order: tuple[int, int, int]) -> pl.DataFrame:
    def part(group: int) -> pl.Expr:
        return pl.col("cell").str.extract(pattern, group)

    year, month, date = (part(group) for group in order)
    clock = [part(group).fill_null("0") for group in (4, 5, 6)]
    written = pl.concat_str(
        year, pl.lit("-"), month, pl.lit("-"), date, pl.lit(" "), pl.concat_str(clock, separator=":")
    )
    return pl.DataFrame({"cell": cells}).select(
        at=written.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="ms"),
        day=part(4).is_null(),
    )
