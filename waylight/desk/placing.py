"""Authority, force, year and category of every row and every time away, as the bridge counts them. Pure.

The lists behind the bridge's figures are narrowed by these, so they must be the engine's own: the year is
that of the start after faults of clocks were mended, the force of an authority's row that of the time away.
"""

from __future__ import annotations

import polars as pl

from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle.places import NO_AUTHORITY, NO_FORCE, NOT_KNOWN
from waylight.reconcile.tables import Extracts

DIMENSIONS = ("force", "authority", "year", "category")


def placed_rows(
    rows: pl.DataFrame, links: pl.DataFrame, aways: pl.DataFrame, extracts: Extracts, ready: Prepared
) -> pl.DataFrame:
    """`rows` (side, row_id, ...) in their order, with the four dimensions as text. `aways`: placed already."""
    placed = pl.concat([_police(links, aways, extracts, ready), _authority(aways, extracts, ready)])
    joined = rows.join(placed, on=["side", "row_id"], how="left", maintain_order="left")
    return joined.with_columns(pl.col(DIMENSIONS).fill_null(NOT_KNOWN))


def placed_episodes(episodes: pl.DataFrame, extracts: Extracts, ready: Prepared) -> pl.DataFrame:
    """The times away with authority, force and year; their category they have."""
    owner = extracts.children.select("child_id", "authority")
    joined = episodes.join(owner, on="child_id", how="left", maintain_order="left").join(
        _forces(episodes, extracts, ready), on="episode_id", how="left", maintain_order="left"
    )
    year = pl.col("started_at").cast(pl.String).str.head(4)
    return joined.with_columns(
        year.replace("", None).fill_null(NOT_KNOWN).alias("year"),
        pl.col("force").fill_null(NO_FORCE),
        pl.col("authority", "category").fill_null(NOT_KNOWN),
    )


def _forces(episodes: pl.DataFrame, extracts: Extracts, ready: Prepared) -> pl.DataFrame:
    """The force of each time away: that of its earliest report, the first in the file among equals."""
    reports = ready.police.select("row", "start_lo", pl.col("force").cast(pl.String))
    reports = reports.with_columns(extracts.police["incident_id"].gather(reports["row"]).alias("id"))
    listed = episodes.select("episode_id", pl.col("police_incidents").str.split(";").alias("id")).explode(
        "id"
    )
    found = listed.join(reports, on="id", how="inner").sort("start_lo", "row")
    return found.unique("episode_id", keep="first", maintain_order=True).select("episode_id", "force")


def _police(links: pl.DataFrame, aways: pl.DataFrame, extracts: Extracts, ready: Prepared) -> pl.DataFrame:
    child = links.select("incident_id", "child_id").join(
        extracts.children.select("child_id", "authority"), on="child_id", how="left"
    )
    category = _exploded(aways, "police_incidents", "incident_id").select("incident_id", "category")
    police = ready.police
    rows = pl.DataFrame(
        {
            "incident_id": extracts.police["incident_id"].gather(police["row"]),
            "force": police["force"].cast(pl.String),
            "year": _year(police["start_lo"]),
        }
    )
    rows = rows.join(child, on="incident_id", how="left").join(category, on="incident_id", how="left")
    return rows.select(
        pl.lit("police").alias("side"),
        pl.col("incident_id").alias("row_id"),
        "force",
        pl.col("authority").fill_null(NO_AUTHORITY),
        "year",
        pl.col("category").fill_null("M"),
    )


def _authority(aways: pl.DataFrame, extracts: Extracts, ready: Prepared) -> pl.DataFrame:
    force = _exploded(aways, "authority_rows", "missing_id").select("missing_id", "force")
    missing = extracts.missing[ready.missing["row"]]
    rows = missing.select("missing_id", "child_id", "category").with_columns(
        _year(ready.missing["start_lo"]).alias("year")
    )
    rows = rows.join(extracts.children.select("child_id", "authority"), on="child_id", how="left")
    rows = rows.join(force, on="missing_id", how="left")
    return rows.select(
        pl.lit("authority").alias("side"),
        pl.col("missing_id").alias("row_id"),
        pl.col("force").fill_null(NO_FORCE),
        "authority",
        "year",
        "category",
    )


def _exploded(episodes: pl.DataFrame, column: str, name: str) -> pl.DataFrame:
    """A row per id in the column; the earliest time away where an id is in several."""
    ids = episodes.with_columns(pl.col(column).str.split(";").alias(name)).explode(name)
    named = ids.filter(pl.col(name).is_not_null() & (pl.col(name) != ""))
    return named.sort("started_at", maintain_order=True).unique(name, keep="first", maintain_order=True)


def _year(minutes: pl.Series) -> pl.Series:
    at = (minutes.cast(pl.Int64) * 60_000).cast(pl.Datetime("ms", "UTC"))
    return at.dt.convert_time_zone("Europe/London").dt.year().cast(pl.String)
