"""One line per time away: its start, end, category and where the sources differ.

The precedence is that of `contract/agreed_episode.md` as far as imported rows go: both sides were told, so a
time to the minute goes before a date, then the later start holds; a police "found" ends the absence before
an authority's recorded end does.
"""

from __future__ import annotations

import polars as pl

from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import words
from waylight.reconcile.settle.unify import Unified


def agree(unified: Unified, prepared: Prepared) -> pl.DataFrame:
    """Per away: sides, times in UTC minutes, precision, category and each side's own words for them."""
    claims = unified.claims.join(
        prepared.missing.select("row", "category").with_columns(police=pl.lit(False)),
        on=["police", "row"],
        how="left",
    )
    claims = claims.with_columns(
        first=pl.col("group") == pl.col("group").min().over("away", "police"),
        shared=pl.len().over("police", "row") > 1,
        by_minute=pl.col("start_lo") == pl.col("start_hi"),
        ends_by_minute=pl.col("end_lo") == pl.col("end_hi"),
    )
    both = _side(claims, True).join(_side(claims, False), on="away", how="full", coalesce=True)
    both = both.with_columns(
        pl.col("rows_p", "rows_a", "reports_p", "reports_a").fill_null(0),
        child=pl.coalesce("child_a", "child_p"),
        person=pl.coalesce("person_p", "person_a"),
        probability=pl.coalesce("probability_p", "probability_a"),
    )
    return _times(both).sort("away")


def _side(claims: pl.DataFrame, police: bool) -> pl.DataFrame:
    tag = "_p" if police else "_a"
    rows = claims.filter(pl.col("police") == police)
    first, minute, ends = pl.col("first"), pl.col("by_minute"), pl.col("ends_by_minute")
    usable = pl.lit(True) if police else ~pl.col("shared")
    last = pl.col("group") == pl.col("group").max()
    got = rows.group_by("away").agg(
        pl.len().alias("rows"),
        (~pl.col("twice")).sum().alias("reports"),
        pl.col("start_lo").filter(first & minute).max().alias("start"),
        pl.col("start_lo").filter(first).max().alias("day"),
        pl.col("start_hi").filter(first).max().alias("day_hi"),
        pl.col("end_lo").filter(ends & usable & last).min().alias("end"),
        pl.col("end_lo").filter(usable & last).min().alias("end_day"),
        pl.col("child").first(),
        pl.col("person").first(),
        pl.col("probability").max(),
        pl.col("shared").any().alias("shared"),
        (pl.col("category") == "M").any().alias("m"),
        (pl.col("category") == "A").any().alias("a"),
    )
    return got.rename({name: name + tag for name in got.columns if name != "away"})


def _times(both: pl.DataFrame) -> pl.DataFrame:
    """The agreed start and end, each with its precision."""
    start = pl.max_horizontal("start_p", "start_a")
    day = pl.max_horizontal("day_p", "day_a")
    found = pl.col("end_p")
    both = both.with_columns(
        pl.coalesce(start, day).alias("start"),
        start.is_not_null().alias("start_known"),
        pl.coalesce(found, "end_a", "end_day_p", "end_day_a").alias("end"),
        pl.coalesce(found, "end_a").is_not_null().alias("end_known"),
    )
    backwards = pl.col("end_known") & pl.col("start_known") & (pl.col("end") < pl.col("start"))
    earlier = pl.min_horizontal("start_p", "start_a")
    return both.with_columns(
        pl.when(backwards).then(earlier).otherwise("start").alias("start"),
        pl.when(pl.col("m_a") | pl.col("rows_a").eq(0))
        .then(pl.lit("M"))
        .when(pl.col("rows_p") > 0)
        .then(pl.lit("M"))
        .otherwise(pl.lit("A"))
        .alias("category"),
        pl.when((pl.col("rows_p") > 0) & (pl.col("rows_a") > 0))
        .then(pl.lit("both"))
        .when(pl.col("rows_p") > 0)
        .then(pl.lit("police"))
        .otherwise(pl.lit("authority"))
        .alias("seen_by"),
    )


def differences() -> pl.Expr:
    """What the two sides say differently about one time away, in words; empty where they agree."""
    start = pl.col("start_p") - pl.col("start_a")
    end = pl.col("end_p") - pl.col("end_a")
    parts = [
        _gap("start", start),
        _gap("end", end),
        pl.when((pl.col("rows_p") > 0) & pl.col("a_a") & ~pl.col("m_a"))
        .then(pl.lit("category: the authority recorded away (A), the police took a missing report (M)"))
        .otherwise(None),
        pl.when(pl.col("seen_by") == "police")
        .then(pl.lit("no record by the authority"))
        .when((pl.col("seen_by") == "authority") & (pl.col("category") == "M"))
        .then(pl.lit("no record by the police"))
        .otherwise(None),
        pl.when(pl.col("shared_a"))
        .then(pl.lit("one authority row covers several times away"))
        .otherwise(None),
        pl.when((pl.col("reports_p") > 1) & (pl.col("seen_by") == "both"))
        .then(pl.format("the police took {} reports of it", "reports_p"))
        .otherwise(None),
        pl.when((pl.col("reports_a") > 1) & (pl.col("seen_by") == "both"))
        .then(pl.format("the authority wrote {} rows for it", "reports_a"))
        .otherwise(None),
    ]
    return pl.concat_str(parts, separator="; ", ignore_nulls=True).alias("differences")


def _gap(what: str, minutes: pl.Expr) -> pl.Expr:
    told = pl.format(
        "{}: police {} {} than the authority", pl.lit(what), spell(minutes.abs()), _side_of(minutes)
    )
    return pl.when(minutes.abs() > words.DIFFER).then(told).otherwise(None)


def _side_of(minutes: pl.Expr) -> pl.Expr:
    return pl.when(minutes > 0).then(pl.lit("later")).otherwise(pl.lit("earlier"))


def spell(minutes: pl.Expr) -> pl.Expr:
    """Minutes as a reader says them: 40 minutes, 2 h 35 min, 3 days."""
    hours, rest = minutes // words.HOUR, minutes % words.HOUR
    days = (minutes + words.DAY // 2) // words.DAY
    return (
        pl.when(minutes >= 2 * words.DAY)
        .then(pl.format("{} days", days))
        .when(minutes < words.HOUR)
        .then(pl.format("{} min", minutes))
        .when(rest == 0)
        .then(pl.format("{} h", hours))
        .otherwise(pl.format("{} h {} min", hours, rest))
    )


def local(at: pl.Expr, known: pl.Expr) -> pl.Expr:
    """UTC minutes as Europe/London wall-clock text: to the minute, or the date alone."""
    london = (at.cast(pl.Int64) * 60_000).cast(pl.Datetime("ms", "UTC")).dt.convert_time_zone("Europe/London")
    return pl.when(known).then(london.dt.strftime("%Y-%m-%dT%H:%M")).otherwise(london.dt.strftime("%Y-%m-%d"))
