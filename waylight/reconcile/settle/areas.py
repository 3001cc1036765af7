"""Where no force that was given takes reports: learned from which times away the police have.

A home where several children's absences are all unknown to the police lies outside the forces' areas, or
else its children were never linked. The chance of the first is a mixture fitted per postcode, with the
neighbouring postcodes of the same sector as its prior; what one child can add is bounded, so that a child
whose identity was never found does not take a home off the map.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile.prepared import Prepared

# The chance that all of one child's absences stay unmatched although the force has them (never linked).
NEVER_LINKED = 0.02
# A sector is thought to be like the whole until so many postcodes say otherwise.
PRIOR = 2.0
ROUNDS = 25


def unpoliced(aways: pl.DataFrame, prepared: Prepared) -> np.ndarray:
    """Per time away, the chance that no given force takes reports where the child lived.

    `aways`: placement (row or null), person, category, rows_a, rows_p. 0 wherever the police have anything.
    """
    rows = aways.select("person", "rows_a", "rows_p", "category", place=_place(aways, prepared))
    seen = (rows["rows_p"] > 0).to_numpy()
    counted = rows.filter((pl.col("rows_a") > 0) & (pl.col("category") == "M"))
    both = int((counted["rows_p"] > 0).sum())
    if both == 0 or counted.height == both:
        return np.zeros(aways.height)
    missed = 1.0 - both / counted.height
    places = _evidence(rows, prepared, min(missed, 0.5))
    chance = _mixture(places)
    found = rows.join(
        places.with_columns(chance=pl.Series(chance)), on="place", how="left", maintain_order="left"
    )
    return np.where(seen, 0.0, found["chance"].fill_null(0.0).to_numpy())


def _place(aways: pl.DataFrame, prepared: Prepared) -> pl.Series:
    """The postcode the child lived at; a child without one is a place of its own."""
    postcode = prepared.placements["postcode"].gather(aways["placement"])
    return pl.DataFrame({"postcode": postcode, "person": aways["person"]}).select(
        pl.coalesce("postcode", pl.format("of {}", "person")).alias("place")
    )["place"]


def _evidence(rows: pl.DataFrame, prepared: Prepared, missed: float) -> pl.DataFrame:
    """Per place: sector, and the log odds for "no given force" that its own times away give."""
    limit = -float(np.log(NEVER_LINKED))
    unknown = (pl.col("rows_p") == 0) & (pl.col("category") == "M")
    children = rows.group_by("place", "person").agg(
        unknown.sum().alias("unknown"), (pl.col("rows_p") > 0).any().alias("known")
    )
    odds = pl.min_horizontal(pl.col("unknown") * -float(np.log(missed)), pl.lit(limit))
    places = children.group_by("place").agg(odds.sum().alias("odds"), pl.col("known").any())
    reported = prepared.police["postcode"].drop_nulls().unique()
    elsewhere = pl.col("place").is_in(reported.implode())
    sector = pl.col("place").str.replace_all(" ", "").str.head(-2)
    return places.select(
        "place",
        pl.when(pl.col("place").str.starts_with("of ")).then(pl.lit("")).otherwise(sector).alias("sector"),
        pl.when("known")
        .then(-50.0)
        .when(elsewhere)
        .then(pl.col("odds") - 4.0)
        .otherwise("odds")
        .alias("odds"),
    )


def _mixture(places: pl.DataFrame) -> np.ndarray:
    """Chance per place, the share of each sector and of the whole fitted by turns."""
    _, sector = np.unique(places["sector"].to_numpy(), return_inverse=True)
    size = np.bincount(sector)
    lifted = np.exp(np.clip(places["odds"].to_numpy(), -50, 50))
    whole, share = 0.02, np.full(len(size), 0.02)
    chance = np.zeros(len(sector))
    for _ in range(ROUNDS):
        prior = share[sector]
        chance = prior * lifted / (prior * lifted + 1.0 - prior)
        whole = float(np.clip(chance.mean(), 1e-4, 0.5))
        share = (np.bincount(sector, chance) + PRIOR * whole) / (size + PRIOR)
    return chance
