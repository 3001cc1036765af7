"""Authority, force, year and category of every row and every time away, for the bridge's breakdowns."""

from __future__ import annotations

import polars as pl

from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle.bridge import NOT_KNOWN
from waylight.reconcile.tables import Extracts

NO_AUTHORITY = "no child of these authorities"
NO_FORCE = "no police report"
NO_CATEGORY = "police only (M)"


def with_dimensions(
    prepared: Prepared,
    extracts: Extracts,
    claims: pl.DataFrame,
    police: pl.DataFrame,
    authority: pl.DataFrame,
    unread: pl.DataFrame,
    aways: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All rows of both sides, and the times away, each with the four breakdown columns filled."""
    owner = prepared.children["authority"]
    forces = _force_of(claims, prepared)
    aways = aways.join(forces, on="away", how="left").with_columns(
        owner.gather(aways["child"]).fill_null(NOT_KNOWN).alias("authority"),
        pl.col("force").fill_null(NO_FORCE),
        _year(pl.col("start")),
    )
    kinds = aways.select("away", "category", "force")
    police = police.join(kinds.select("away", "category"), on="away", how="left", maintain_order="left")
    police = police.with_columns(
        owner.gather(police["child"]).fill_null(NO_AUTHORITY).alias("authority"),
        prepared.police["force"].gather(police["row"]).fill_null(NOT_KNOWN).alias("force"),
        pl.col("category").fill_null("M"),
        _year(prepared.police["start_lo"].gather(police["row"])),
    )
    authority = authority.join(kinds.select("away", "force"), on="away", how="left", maintain_order="left")
    children = prepared.missing["child"].gather(authority["row"])
    authority = authority.with_columns(
        owner.gather(children).fill_null(NOT_KNOWN).alias("authority"),
        pl.col("force").fill_null(NO_FORCE),
        prepared.missing["category"].gather(authority["row"]).fill_null(NOT_KNOWN).alias("category"),
        _year(prepared.missing["start_lo"].gather(authority["row"])),
    )
    unread = unread.with_columns(
        pl.lit(NOT_KNOWN).alias(name) for name in ("authority", "force", "year", "category")
    )
    wanted = ("side", "id", "class", "reason", "authority", "force", "year", "category")
    return pl.concat([part.select(wanted) for part in (police, authority, unread)]), aways


def _force_of(claims: pl.DataFrame, prepared: Prepared) -> pl.DataFrame:
    reports = claims.filter("police").unique("away", keep="first", maintain_order=True)
    return reports.select("away", force=prepared.police["force"].gather(reports["row"]))


def _year(minutes: pl.Expr | pl.Series) -> pl.Expr:
    """The year in London, as text."""
    at = minutes if isinstance(minutes, pl.Expr) else pl.lit(minutes)
    london = (at.cast(pl.Int64) * 60_000).cast(pl.Datetime("ms", "UTC")).dt.convert_time_zone("Europe/London")
    return london.dt.year().cast(pl.String).fill_null(NOT_KNOWN).alias("year")
