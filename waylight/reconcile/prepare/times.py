"""Wall-clock times to minutes since 1970 UTC, as intervals that say how much is known.

A time to the minute has lo == hi. A date alone is [midnight, next midnight) of Europe/London: 23, 24 or 25
hours. The doubled hour in October spans both readings; an hour that the clocks skip in March is widened to
the hour around it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
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
_BITS = 13
_HOURS = 1 << _BITS


def _hours(block: int) -> pl.Series:
    """Every hour of a block, without a zone."""
    hours = np.arange(block * _HOURS, (block + 1) * _HOURS, dtype=np.int64)
    return pl.Series("t", hours * 3_600_000).cast(pl.Datetime("ms"))


@lru_cache(maxsize=256)
def _ahead(reading: str, block: int) -> np.ndarray:
    """Minutes that local time is ahead of UTC, for each local hour of a block.

    Two readings: as early as the clock allows ("earliest"), and as late ("latest"). They differ in the hour that
    comes twice, and in the one that never was: read it on the clock before, or the clock after.
    """
    hours = _hours(block)
    aware = hours.dt.replace_time_zone(ZONE, ambiguous=reading, non_existent="null")  # type: ignore[arg-type]
    known = aware.is_not_null().to_numpy()
    ahead = (hours.to_physical().to_numpy() - aware.to_physical().fill_null(0).to_numpy()) // 60_000
    return np.where(known, ahead, HOUR if reading == "earliest" else 0).astype(np.int64)


@lru_cache(maxsize=256)
def _summer_hours(block: int) -> np.ndarray:
    """Whether each UTC hour of a block is one of summer time."""
    aware = _hours(block).dt.replace_time_zone("UTC").dt.convert_time_zone(ZONE)
    return ((aware.dt.base_utc_offset() + aware.dt.dst_offset()).dt.total_minutes() > 0).to_numpy()


def _by_hour(minutes: np.ndarray, of_block: Callable[[int], np.ndarray]) -> np.ndarray:
    """What holds in the hour of each minute. One odd time, of the last century or "unknown", costs its own block and
    not all the years between."""
    hour = minutes // HOUR
    block = hour >> _BITS
    first = int(block.min())
    there = np.bincount(block - first) > 0
    table = np.concatenate([of_block(int(nth) + first) for nth in np.flatnonzero(there)])
    begins = (np.cumsum(there) - 1) << _BITS
    found: np.ndarray = table[begins[block - first] + (hour & (_HOURS - 1))]
    return found


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
    found = []
    for minutes, reading in ((low, "earliest"), (high, "latest")):
        ahead = _by_hour(minutes, partial(_ahead, reading))
        moments = pl.Series((minutes - ahead).astype(np.int32))
        found.append(moments.set(at.is_null(), None) if at.null_count() else moments)
    return found[0], found[1]


def day_number(date_column: str) -> pl.Expr:
    """Days since 1970-01-01 of a date column."""
    return pl.col(date_column).cast(pl.Date).to_physical().cast(pl.Int32)


def summer(minutes: np.ndarray) -> np.ndarray:
    """Whether London's clocks are an hour ahead of UTC at these minutes since 1970 UTC."""
    if not len(minutes):
        return np.zeros(0, dtype=bool)
    return _by_hour(minutes, _summer_hours)
