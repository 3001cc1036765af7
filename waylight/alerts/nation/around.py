"""The conditions on what stands around one time away, over columns."""

from __future__ import annotations

from datetime import date, datetime, time

import numpy as np
import polars as pl

from waylight.alerts.nation.columns import DAY_1, NEVER, Ints, Nation, moment
from waylight.alerts.nation.conditions import Hits, hits, known, span_of
from waylight.engine.patterns import (
    Before,
    FirstNights,
    GradedAs,
    GradesDiffer,
    Marked,
    Misfiled,
    Overnight,
    YoungerThan,
)
from waylight.engine.when import LONDON

# Of several marks, one that everybody reads who reads the time away: as the plain reader chooses.
READ_FIRST = {"child core": 0, "episode": 2}


@hits.register
def _first_nights(condition: FirstNights, nation: Nation) -> Hits:
    there = nation.lived_since != NEVER
    since = np.where(there, nation.lived_since, nation.began)
    local = pl.Series(since, dtype=pl.Datetime("us", "UTC")).dt.convert_time_zone("Europe/London")
    days = local.dt.date().to_physical().cast(pl.Int64).to_numpy() + condition.nights
    over = _at_hour(days, 12)
    hit = there & (nation.lived_since <= nation.began_last) & (nation.began < over)
    return known(nation, hit, np.ones_like(nation.told), nation.began)


@hits.register
def _before(condition: Before, nation: Nation) -> Hits:
    dates = nation.dates.filter(pl.col("what").is_in(condition.what))
    joined = _by_child(nation).join(dates, on="child").filter(
        (pl.col("at_last") >= pl.col("began"))
        & (pl.col("at") - pl.col("began") <= span_of(condition.within))
    )  # fmt: skip
    found = joined.group_by("away").agg(count=pl.len(), heard=pl.col("heard").min())
    hit, count, heard = _spread(nation, found, "heard")
    return known(nation, hit, count, np.maximum(nation.began, heard))


@hits.register
def _overnight(condition: Overnight, nation: Nation) -> Hits:
    if not nation.size:
        return known(nation, np.zeros(0, dtype=bool), nation.told, nation.told)
    first = int(nation.day.min()) - 1
    last = max(nation.now, int(nation.until.max())) // 86_400_000_000 + 2
    moments = _at_hour(np.arange(first, last + 1), condition.hour)
    begins = np.searchsorted(moments, nation.began_last, side="right")
    ends = np.searchsorted(moments, nation.until, side="left")
    nights = np.where(nation.until == NEVER, 0, np.maximum(ends - begins, 0))
    true = moments[np.minimum(begins, len(moments) - 1)]
    return known(nation, nights > 0, nights, true)


@hits.register
def _graded_as(condition: GradedAs, nation: Nation) -> Hits:
    found = (
        nation.grades.filter(pl.col("code").is_in(condition.codes))
        .group_by("away")
        .agg(count=pl.len(), heard=pl.col("told").min())
    )
    hit, count, heard = _spread(nation, found, "heard")
    return known(nation, hit, count, heard)


@hits.register
def _grades_differ(condition: GradesDiffer, nation: Nation) -> Hits:
    said = nation.grades.filter(~pl.col("code").is_in(condition.ignoring))
    first = said.group_by("away").agg(
        pl.col("code").sort_by("told", maintain_order=True).first().alias("first")
    )
    counted = said.group_by("away").agg(count=pl.col("code").n_unique())
    others = (
        said.join(first, on="away")
        .filter(pl.col("code") != pl.col("first"))
        .group_by("away")
        .agg(heard=pl.col("told").min())
    )
    hit, count, heard = _spread(nation, counted.join(others, on="away"), "heard")
    return known(nation, hit, count, heard)


@hits.register
def _misfiled(condition: Misfiled, nation: Nation) -> Hits:
    return known(nation, nation.misfiled != NEVER, np.ones_like(nation.told), nation.misfiled)


@hits.register
def _younger(condition: YoungerThan, nation: Nation) -> Hits:
    born = nation.born[nation.child]
    there = born != NEVER
    day = np.array(nation.day, dtype="datetime64[D]")
    birth = np.array(np.where(there, born, 0), dtype="datetime64[D]")
    months = (day.astype("datetime64[M]") - birth.astype("datetime64[M]")).astype(np.int64)
    of_month = (day - day.astype("datetime64[M]")).astype(np.int64)
    born_of_month = (birth - birth.astype("datetime64[M]")).astype(np.int64)
    age = (months - (of_month < born_of_month)) // 12
    return known(nation, there & (age >= 0) & (age < condition.age), age, nation.began)


@hits.register
def _marked(condition: Marked, nation: Nation) -> Hits:
    marks = nation.marks.filter(pl.col("code").is_in(condition.codes)).with_columns(
        rank=pl.col("record").replace_strict(READ_FIRST, default=3, return_dtype=pl.Int64)
    )
    until = np.where(nation.until == NEVER, nation.began_last, nation.until)
    joined = _by_child(nation).with_columns(until=until).join(marks, on="child")
    held = joined.filter(
        ((pl.col("since") <= pl.col("began")) & (pl.col("began") < pl.col("ends")))
        | ((pl.col("since") <= pl.col("until")) & (pl.col("until") < pl.col("ends")))
    )
    found = held.sort("rank", "since").group_by("away", maintain_order=True).first()
    hit, _, since = _spread(nation, found.with_columns(count=pl.lit(1)), "since")
    return known(nation, hit, np.ones_like(nation.told), np.maximum(nation.began, since))


def _by_child(nation: Nation) -> pl.DataFrame:
    return pl.DataFrame({"away": np.arange(nation.size), "child": nation.child, "began": nation.began})


def _spread(nation: Nation, found: pl.DataFrame, at: str) -> tuple[np.ndarray, Ints, Ints]:
    """What was found for some times away, over all of them."""
    hit = np.zeros(nation.size, dtype=bool)
    count, when = np.zeros(nation.size, dtype=np.int64), np.full(nation.size, NEVER)
    rows = found["away"].to_numpy()
    hit[rows] = True
    count[rows], when[rows] = found["count"].to_numpy(), found[at].to_numpy()
    return hit, count, when


def _at_hour(days: Ints, hour: int) -> Ints:
    """The moment of that hour on the clock in London on each day (days since 1970)."""
    different, back = np.unique(days, return_inverse=True)
    moments = [
        moment(datetime.combine(date.fromordinal(int(day) + DAY_1), time(hour), LONDON)) for day in different
    ]
    return np.array(moments, dtype=np.int64)[back]
