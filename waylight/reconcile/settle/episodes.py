"""The contract's episodes.csv: ids, local times and the differences between sources in words."""

from __future__ import annotations

import polars as pl

from waylight.reconcile.settle import words
from waylight.reconcile.tables import Extracts


def episode_table(aways: pl.DataFrame, claims: pl.DataFrame, extracts: Extracts) -> pl.DataFrame:
    """One row per time away, by child in the order of their list, then by start.

    An episode is named after the first incident that reports it, or after its first authority row where
    the police have none, so that its id stays the same when the run is repeated with more rows.
    """
    rows = aways.join(_ids(claims, extracts), on="away", how="left", maintain_order="left")
    rows = rows.with_columns(_differences(rows)).sort("child", "start", "away")
    first = pl.when(pl.col("first_p").is_not_null()).then(pl.concat_str(pl.lit("P:"), "first_p"))
    return rows.select(
        first.otherwise(pl.concat_str(pl.lit("A:"), "first_a")).alias("episode_id"),
        extracts.children["child_id"].gather(rows["child"]).alias("child_id"),
        "category",
        local(pl.col("start"), pl.col("start_known")).alias("started_at"),
        local(pl.col("end"), pl.col("end_known")).alias("ended_at"),
        pl.when("start_known").then(pl.lit("minute")).otherwise(pl.lit("day")).alias("precision"),
        pl.col("police_incidents").fill_null(""),
        pl.col("authority_rows").fill_null(""),
        "seen_by",
        "differences",
    )


def local(at: pl.Expr, known: pl.Expr) -> pl.Expr:
    """UTC minutes as Europe/London wall-clock text: to the minute, or the date alone."""
    london = (at.cast(pl.Int64) * 60_000).cast(pl.Datetime("ms", "UTC")).dt.convert_time_zone("Europe/London")
    text = london.dt.strftime("%Y-%m-%dT%H:%M")
    return pl.when(known).then(text).otherwise(text.str.head(10))


def _ids(claims: pl.DataFrame, extracts: Extracts) -> pl.DataFrame:
    """Per away: the ids of its rows on each side, joined, and the first of them."""
    parts = []
    for police, ids, name, first in (
        (True, extracts.police["incident_id"], "police_incidents", "first_p"),
        (False, extracts.missing["missing_id"], "authority_rows", "first_a"),
    ):
        own = claims.filter(pl.col("police") == police)
        rows = own.select("away", "start_lo", id=ids.gather(own["row"]))
        parts.append(_listed(rows, name, first))
    return parts[0].join(parts[1], on="away", how="full", coalesce=True)


def _listed(rows: pl.DataFrame, name: str, first: str) -> pl.DataFrame:
    """Most times away have one row: only the others are worth a join of strings."""
    alone = rows["away"].is_unique()
    several = (
        rows.filter(~alone)
        .sort("away", "start_lo", "id")
        .group_by("away", maintain_order=True)
        .agg(pl.col("id").str.join(";").alias(name), pl.col("id").first().alias(first))
    )
    single = rows.filter(alone).select("away", pl.col("id").alias(name), pl.col("id").alias(first))
    return pl.concat([single, several])


def _differences(aways: pl.DataFrame) -> pl.Series:
    """What the two sides say differently about each time away; empty where they agree."""
    usual = {"police": "no record by the authority", "authority": "no record by the police", "both": ""}
    away = (pl.col("seen_by") == "authority") & (pl.col("category") == "A")
    plain = pl.when(away).then(pl.lit("")).otherwise(pl.col("seen_by").replace_strict(usual))
    start, end = pl.col("start_p") - pl.col("start_a"), pl.col("end_p") - pl.col("end_a")
    wide = (start.abs() > words.DIFFER) | (end.abs() > words.DIFFER)
    cut = (pl.col("reports_p") > 1) | (pl.col("reports_a") > 1) | pl.col("shared_a") | pl.col("a_a")
    marked = aways.select(plain.alias("differences"), odd=(wide | cut).fill_null(value=False))
    odd = marked["odd"].arg_true()
    texts = aways[odd].with_columns(plain.alias("plain")).select(_told(start, end))["differences"]
    return marked["differences"].scatter(odd, texts) if len(odd) else marked["differences"]


def _told(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    both = pl.col("seen_by") == "both"
    parts = [
        pl.when(pl.col("plain") != "").then("plain"),
        _gap("start", start),
        _gap("end", end),
        pl.when(both & pl.col("a_a") & ~pl.col("m_a")).then(
            pl.lit("category: the authority recorded away (A), the police took a missing report (M)")
        ),
        pl.when("shared_a").then(pl.lit("one authority row covers several times away")),
        pl.when(pl.col("reports_p") > 1).then(pl.format("the police took {} reports of it", "reports_p")),
        pl.when(pl.col("reports_a") > 1).then(pl.format("the authority wrote {} rows for it", "reports_a")),
    ]
    return pl.concat_str(parts, separator="; ", ignore_nulls=True).alias("differences")


def _gap(what: str, minutes: pl.Expr) -> pl.Expr:
    side = pl.when(minutes > 0).then(pl.lit("later")).otherwise(pl.lit("earlier"))
    told = pl.format("{}: police {} {} than the authority", pl.lit(what), _spell(minutes.abs()), side)
    return pl.when(minutes.abs() > words.DIFFER).then(told)


def _spell(minutes: pl.Expr) -> pl.Expr:
    """Minutes as a reader says them: 2 h, 2 h 35 min, 3 days."""
    hours, rest = minutes // words.HOUR, minutes % words.HOUR
    days = (minutes + words.DAY // 2) // words.DAY
    long = pl.when(minutes >= 2 * words.DAY).then(pl.format("{} days", days))
    return (
        long.when(rest == 0).then(pl.format("{} h", hours)).otherwise(pl.format("{} h {} min", hours, rest))
    )
