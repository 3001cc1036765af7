"""Moments as the clock on a wall in London shows them, for whole columns.

Days and minutes of the day are few: each is put into words once, and looked up for every row.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.prepare.times import DAY, HOUR, summer
from waylight.reconcile.settle.timeline import Flags, Ints, ints

_CLOCK = [f"T{minute // HOUR:02}:{minute % HOUR:02}" for minute in range(DAY)]
_DATE_ALONE = DAY  # the place after the last minute holds no clock at all


def written(at: pl.Series, known: Flags) -> pl.Series:
    """UTC minutes as text: YYYY-MM-DDTHH:MM, or the date alone where the minute is not `known`; null stays."""
    day, minute = day_and_minute(at)
    first = int(day.min(initial=0))
    dates = pl.Series(np.arange(first, int(day.max(initial=0)) + 1, dtype=np.int32)).cast(pl.Date)
    clock = pl.Series([*_CLOCK, ""])
    text = dates.cast(pl.String).gather(_places(day - first)) + clock.gather(
        _places(np.where(known, minute, _DATE_ALONE))
    )
    return text if not at.null_count() else text.set(at.is_null(), None)


def day_and_minute(at: pl.Series) -> tuple[Ints, Ints]:
    """Days since 1970 and minutes of the day in London; of nulls those of the least moment."""
    moments = ints(at, np.int64(at.min() or 0))  # type: ignore[arg-type]
    local = moments + HOUR * summer(moments)
    day = local // DAY
    return day, local - day * DAY


def _places(places: Ints) -> pl.Series:
    return pl.Series(places.astype(np.uint32))
