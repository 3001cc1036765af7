"""Pairs that did not reach even odds: what was decided against, kept so that the estimate allows for it."""

from __future__ import annotations

import polars as pl

from waylight.reconcile.settle import words


def near_pairs(matches: pl.DataFrame, claims: pl.DataFrame, aways: pl.DataFrame) -> pl.DataFrame:
    """Pairs of a time away that only the police have and one that only the authority has, which may be one.

    Columns police, authority (numbers of times away), probability (below even odds).
    """
    doubtful = matches.filter((pl.col("probability") < words.EVEN) & (pl.col("probability") > 0))
    alone = claims.join(aways.filter(pl.col("seen_by") != "both").select("away"), on="away", how="semi")
    police = alone.filter("police").select("row", police="away")
    authority = alone.filter(~pl.col("police")).select(missing="row", authority="away")
    return (
        doubtful.select(pl.col("row", "missing").cast(pl.UInt32), "probability")
        .join(police, on="row", how="inner")
        .join(authority, on="missing", how="inner")
        .group_by("police", "authority")
        .agg(pl.col("probability").max())
        .sort("police", "authority")
    )
