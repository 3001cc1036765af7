"""Wall-clock times to minutes since 1970 UTC, as intervals that say how much is known.

A time to the minute has lo == hi. A date alone is [midnight, next midnight) of Europe/London: 23, 24 or 25
hours. The doubled hour in October spans both readings; an hour that the clocks skip in March is widened to
the hour around it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import polars as pl

ZONE = "Europe/London"
HOUR = pl.duration(hours=1)


def _utc(local: pl.Expr, ambiguous: str) -> pl.Expr:
    aware = local.dt.replace_time_zone(ZONE, ambiguous=ambiguous, non_existent="null")  # type: ignore[arg-type]
    skipped = local.is_not_null() & aware.is_null()
    # 01:30 on the night when 01:00 becomes 02:00 cannot have been: read it on the clock before or after.
    shift = -HOUR if ambiguous == "earliest" else HOUR
    widened = (local + shift).dt.replace_time_zone(ZONE, ambiguous=ambiguous, non_existent="null")  # type: ignore[arg-type]
    return pl.when(skipped).then(widened).otherwise(aware)


def _minutes(aware: pl.Expr) -> pl.Expr:
    return (aware.dt.epoch("s") // 60).cast(pl.Int32)


def interval(at: str, day: str, lo: str, hi: str) -> list[pl.Expr]:
    """Expressions for columns `lo` and `hi` from a naive local `at` and its flag `day`."""
    only_day = pl.col(day).fill_null(False)
    start = pl.when(only_day).then(pl.col(at).dt.truncate("1d")).otherwise(pl.col(at))
    end = pl.when(only_day).then(pl.col(at).dt.truncate("1d") + pl.duration(days=1)).otherwise(pl.col(at))
    return [_minutes(_utc(start, "earliest")).alias(lo), _minutes(_utc(end, "latest")).alias(hi)]


def day_number(date: str) -> pl.Expr:
    """Days since 1970-01-01 of a date column."""
    return pl.col(date).cast(pl.Date).to_physical().cast(pl.Int32)


def minutes_of(day: date, days: int = 0) -> int:
    """Minutes since 1970 UTC at which a day (or the day so many days later) begins in Europe/London."""
    midnight = datetime.combine(day + timedelta(days=days), time(), ZoneInfo(ZONE))
    return int(midnight.timestamp()) // 60
