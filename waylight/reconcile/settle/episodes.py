"""The contract's episodes.csv: ids, local times and the differences between sources in words."""

from __future__ import annotations

import polars as pl

from waylight.reconcile.settle.agreed import differences, local
from waylight.reconcile.tables import Extracts


def episode_table(aways: pl.DataFrame, claims: pl.DataFrame, extracts: Extracts) -> pl.DataFrame:
    """One row per time away, sorted by child and start.

    An episode is named after the first incident that reports it, or after its first authority row where
    the police have none, so that its id stays the same when the run is repeated with more rows.
    """
    ids = _ids(claims, extracts)
    rows = aways.join(ids, on="away", how="left")
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
        differences(),
    ).sort("child_id", "started_at", "episode_id")


def _ids(claims: pl.DataFrame, extracts: Extracts) -> pl.DataFrame:
    police = claims.filter("police").select(
        "away", "start_lo", id=extracts.police["incident_id"].gather(claims.filter("police")["row"])
    )
    own = claims.filter(~pl.col("police"))
    authority = own.select("away", "start_lo", id=extracts.missing["missing_id"].gather(own["row"]))
    joined = _listed(police, "police_incidents", "first_p")
    return joined.join(_listed(authority, "authority_rows", "first_a"), on="away", how="full", coalesce=True)


def _listed(rows: pl.DataFrame, name: str, first: str) -> pl.DataFrame:
    """Most times away have one row: only the others are worth a join of strings."""
    rows = rows.with_columns(alone=pl.len().over("away") == 1)
    several = (
        rows.filter(~pl.col("alone"))
        .sort("away", "start_lo", "id")
        .group_by("away", maintain_order=True)
        .agg(pl.col("id").str.join(";").alias(name), pl.col("id").first().alias(first))
    )
    single = rows.filter("alone").select("away", pl.col("id").alias(name), pl.col("id").alias(first))
    return pl.concat([single, several])
