"""Pairs with probabilities against the true pairs: F1 at fixed thresholds, and the best of any threshold."""

from __future__ import annotations

import polars as pl

Figures = dict[str, float]
FIXED = (0.5, 0.9, 0.99)


def score(pairs: pl.DataFrame, true: pl.DataFrame) -> Figures:
    """`pairs` holds `l`, `r`, `probability`, each pair once; `true` holds `l`, `r`."""
    marked = pairs.join(true.with_columns(right=pl.lit(1)), on=["l", "r"], how="left")
    ranked = (
        marked.with_columns(pl.col("right").fill_null(0))
        .group_by("probability")
        .agg(pl.col("right").sum(), said=pl.len())
        .sort("probability", descending=True)
        .with_columns(pl.col("right").cum_sum(), pl.col("said").cum_sum())
        .with_columns(f1=2 * pl.col("right") / (pl.col("said") + true.height))
    )
    figures: Figures = {"true": true.height}
    for threshold in FIXED:
        figures |= _at(ranked.filter(pl.col("probability") >= threshold).tail(1), true.height, threshold)
    best = ranked.sort("f1", descending=True).head(1)
    if best.height:
        figures |= {"best_f1": best["f1"][0], "best_at": best["probability"][0]}
    return figures


def _at(row: pl.DataFrame, true: int, threshold: float) -> Figures:
    if row.is_empty():
        return {f"f1@{threshold}": 0.0, f"precision@{threshold}": 1.0, f"recall@{threshold}": 0.0}
    right, said = int(row["right"][0]), int(row["said"][0])
    return {
        f"f1@{threshold}": 2 * right / (said + true),
        f"precision@{threshold}": right / said,
        f"recall@{threshold}": right / true,
    }
