"""Wall clocks: summer time and the hour that does not exist. Minutes since 1970-01-01T00:00."""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.ops.region.people import Flags
from waylight.ops.region.places import Ints

NONE = np.iinfo(np.int64).min


def summer(minutes: Ints) -> Flags:
    """Whether London keeps summer time then (last Sunday of March to last Sunday of October)."""
    days = minutes // 1440
    year = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    begins = _last_sunday(year, 3) * 1440 + 120
    ends = _last_sunday(year, 10) * 1440 + 60
    flags: Flags = (minutes >= begins) & (minutes < ends)
    return flags


def existing(minutes: Ints) -> Ints:
    """The same minutes, those in the hour that is skipped in March moved on by one hour."""
    days = minutes // 1440
    year = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    gap = _last_sunday(year, 3) * 1440 + 60
    return np.where((minutes >= gap) & (minutes < gap + 60), minutes + 60, minutes)


def _last_sunday(year: Ints, month: int) -> Ints:
    end = (year * 12 + month).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1
    result: Ints = end - (end + 4) % 7
    return result


def column(minutes: Ints) -> pl.Series:
    """A polars column of wall-clock times; `NONE` becomes null."""
    blank = minutes == NONE
    shown = existing(np.where(blank, 0, minutes)) * 60_000
    times = pl.Series(shown.astype("datetime64[ms]")).cast(pl.Datetime("ms"))
    return pl.select(pl.when(~pl.Series(blank)).then(times)).to_series()
