"""Wall-clock times to minutes since 1970 UTC, as intervals that say how much is known.

A time to the minute has lo == hi. A date alone is [midnight, next midnight) of Europe/London: 23, 24 or 25
hours. The doubled hour in October spans both readings; an hour that the clocks skip in March is widened to
the hour around it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
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


def _offsets(first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """Minutes that local time is ahead of UTC, for each local hour since 1970 from `first` to `last`.

    Two readings: as early as the clock allows, and as late. They differ in the hour that comes twice, and in
    the one that never was: read it on the clock before, or the clock after.
    """
    hours = pl.Series("t", np.arange(first, last + 1, dtype=np.int64) * 3_600_000).cast(pl.Datetime("ms"))
    naive = hours.to_physical().to_numpy()
    found = []
    for ambiguous, at_skip in (("earliest", 60), ("latest", 0)):
        aware = hours.dt.replace_time_zone(ZONE, ambiguous=ambiguous, non_existent="null")  # type: ignore[arg-type]
        known = aware.is_not_null().to_numpy()
        ahead = (naive - aware.to_physical().fill_null(0).to_numpy()) // 60_000
        found.append(np.where(known, ahead, at_skip).astype(np.int64))
    return found[0], found[1]


def interval(frame: pl.DataFrame, name: str) -> tuple[pl.Series, pl.Series]:
    """`lo` and `hi` in minutes since 1970 UTC of `{name}_at` with its flag `{name}_day`; null where blank."""
    at = frame[f"{name}_at"]
    known = at.is_not_null().to_numpy()
    if not known.any():
        blank = pl.Series([None] * len(frame), dtype=pl.Int32)
        return blank, blank
    local = at.to_physical().to_numpy()[known].astype(np.int64) // 60_000
    only_day = frame[f"{name}_day"].fill_null(False).to_numpy()[known]
    low = np.where(only_day, local // DAY * DAY, local)
    high = np.where(only_day, local // DAY * DAY + DAY, local)
    first = int(low.min()) // 60
    early, late = _offsets(first, int(high.max()) // 60)
    found = []
    for minutes, ahead in ((low, early), (high, late)):
        values = np.zeros(len(frame), dtype=np.int32)
        values[known] = minutes - ahead[minutes // 60 - first]
        found.append(pl.Series(values).set(pl.Series(~known), None))
    return found[0], found[1]


def day_number(date_column: str) -> pl.Expr:
    """Days since 1970-01-01 of a date column."""
    return pl.col(date_column).cast(pl.Date).to_physical().cast(pl.Int32)


def summer(minutes: np.ndarray) -> np.ndarray:
    """Whether London's clocks are an hour ahead of UTC at these minutes since 1970 UTC."""
    if not len(minutes):
        return np.zeros(0, dtype=bool)
    first = int(minutes.min()) // HOUR
    hours = pl.Series("t", np.arange(first, int(minutes.max()) // HOUR + 1, dtype=np.int64) * 3_600_000)
    aware = hours.cast(pl.Datetime("ms", "UTC")).dt.convert_time_zone(ZONE)
    ahead = (aware.dt.base_utc_offset() + aware.dt.dst_offset()).dt.total_minutes().to_numpy()
    return ahead[minutes // HOUR - first] > 0
