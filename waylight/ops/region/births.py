"""Birth dates as somebody typed them."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.random import Generator

from waylight.ops.region.people import People
from waylight.ops.region.places import Ints
from waylight.ops.region.rates import Rates

BLANK = np.iinfo(np.int32).min


def type_births(people: People, person: Ints, rates: Rates, share: float, rng: Generator) -> Ints:
    """Birth dates as typed, in days since 1970-01-01; `BLANK` where none."""
    born = people.born[person].astype("datetime64[D]")
    size = len(born)
    lot = rng.random(size)
    month = born.astype("datetime64[M]")
    day = (born - month.astype("datetime64[D]")).astype(np.int64) + 1
    month_number = month.astype(np.int64) % 12 + 1
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    swappable = day <= 12
    reassessed = people.unaccompanied[person] & (rng.random(size) < rates.dob_reassessed * share)
    new_year = year - rng.integers(1, 4, size)
    swap = swappable & (lot < rates.dob_day_month * share * 2.5)
    swapped = _date(year, np.where(swap, day, month_number), np.where(swap, month_number, day))
    lot = rng.random(size)
    other_year = lot < rates.dob_year * share
    shifted = _date(
        year
        + np.where(rng.random(size) < 0.8, rng.choice([-1, 1], size), rng.choice([-10, 10, -2, 2], size)),
        month_number,
        day,
    )
    lot = rng.random(size)
    typed = lot < rates.dob_typed * share
    slipped = born + rng.choice([-10, -3, -2, -1, 1, 2, 3, 10, 20, -20, 31, -31, 30], size)
    result = np.where(swap, swapped, born)
    result = np.where(other_year, shifted, result)
    result = np.where(typed, slipped, result)
    result = np.where(rng.random(size) < rates.dob_first_january * share, _date(year, 1, 1), result)
    result = np.where(reassessed, _date(new_year, 1, 1), result).astype("datetime64[D]").astype(np.int64)
    return np.where(rng.random(size) < rates.dob_blank * share, BLANK, result)


def _date(year: Ints, month: Ints | int, day: Ints | int) -> np.ndarray:
    """A date, with days past the end of a month moved to its 28th."""
    first = (np.asarray(year) - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (
        np.asarray(month) - 1
    )
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
    return first.astype("datetime64[D]") + np.where(np.asarray(day) > length, 28, np.asarray(day)) - 1


def dates(days: Ints) -> pl.Series:
    """A polars column of dates; `BLANK` becomes null."""
    blank = days == BLANK
    column = pl.Series(np.where(blank, 0, days).astype(np.int32)).cast(pl.Date)
    return pl.select(pl.when(~pl.Series(blank)).then(column)).to_series()
