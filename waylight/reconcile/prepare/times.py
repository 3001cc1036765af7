"""Wall-clock times to minutes since 1970 UTC, as intervals that say how much is known.

A time to the minute has lo == hi. A date alone is [midnight, next midnight) of Europe/London: 23, 24 or 25
hours. The doubled hour in October spans both readings; an hour that the clocks skip in March is widened to
the hour around it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

ZONE = "Europe/London"
HOUR = 60
DAY = 24 * HOUR


def minutes_of(day: date, days: int = 0) -> int:
    """Minutes since 1970 UTC at which a day (or the day so many days later) begins in Europe/London."""
    midnight = datetime.combine(day + timedelta(days=days), time(), ZoneInfo(ZONE))
    return int(midnight.timestamp()) // 60


# Hours of most of a year: clocks are looked up by blocks of them, and kept for the next column of the same years.
_HOURS = 8_192
_BLOCK = _HOURS * HOUR


def _hours(first: int, last: int) -> pl.Series:
    """Every hour of the blocks `first` to `last`, without a zone."""
    hours = np.arange(first * _HOURS, (last + 1) * _HOURS, dtype=np.int64)
    return pl.Series("t", hours * 3_600_000).cast(pl.Datetime("ms"))


@lru_cache(maxsize=8)
def _offsets(first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """Minutes that local time is ahead of UTC, for each local hour of the blocks `first` to `last`.

    Two readings: as early as the clock allows, and as late. They differ in the hour that comes twice, and in
    the one that never was: read it on the clock before, or the clock after.
    """
    hours = _hours(first, last)
    naive = hours.to_physical().to_numpy()
    found = []
    for ambiguous, at_skip in (("earliest", 60), ("latest", 0)):
        aware = hours.dt.replace_time_zone(ZONE, ambiguous=ambiguous, non_existent="null")  # type: ignore[arg-type]
        known = aware.is_not_null().to_numpy()
        ahead = (naive - aware.to_physical().fill_null(0).to_numpy()) // 60_000
        found.append(np.where(known, ahead, at_skip).astype(np.int64))
    return found[0], found[1]


@lru_cache(maxsize=8)
def _summer_hours(first: int, last: int) -> np.ndarray:
    """Whether each UTC hour of the blocks `first` to `last` is one of summer time."""
    aware = _hours(first, last).dt.replace_time_zone("UTC").dt.convert_time_zone(ZONE)
    return ((aware.dt.base_utc_offset() + aware.dt.dst_offset()).dt.total_minutes() > 0).to_numpy()


def interval(frame: pl.DataFrame, name: str) -> tuple[pl.Series, pl.Series]:
    """`lo` and `hi` in minutes since 1970 UTC of `{name}_at` with its flag `{name}_day`; null where blank."""
    at = frame[f"{name}_at"].to_physical()
    if at.null_count() == len(at):
        blank = pl.Series([None] * len(frame), dtype=pl.Int32)
        return blank, blank
    local = at.fill_null(strategy="min").to_numpy() // 60_000
    only_day = frame[f"{name}_day"].fill_null(False).to_numpy()
    low = high = local
    if only_day.any():
        midnight = local // DAY * DAY
        low, high = np.where(only_day, midnight, local), np.where(only_day, midnight + DAY, local)
    block = int(low.min()) // _BLOCK
    found = []
    for minutes, ahead in zip((low, high), _offsets(block, int(high.max()) // _BLOCK), strict=True):
        moments = pl.Series((minutes - ahead[minutes // HOUR - block * _HOURS]).astype(np.int32))
        found.append(moments.set(at.is_null(), None) if at.null_count() else moments)
    return found[0], found[1]


def day_number(date_column: str) -> pl.Expr:
    """Days since 1970-01-01 of a date column."""
    return pl.col(date_column).cast(pl.Date).to_physical().cast(pl.Int32)


def summer(minutes: np.ndarray) -> np.ndarray:
    """Whether London's clocks are an hour ahead of UTC at these minutes since 1970 UTC."""
    if not len(minutes):
        return np.zeros(0, dtype=bool)
    first = int(minutes.min()) // _BLOCK
    found: np.ndarray = _summer_hours(first, int(minutes.max()) // _BLOCK)[minutes // HOUR - first * _HOURS]
    return found
