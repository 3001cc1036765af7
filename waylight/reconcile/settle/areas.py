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
# The same for a child whom the police have elsewhere.
LINKED = 1e-4
# The chance that the police are thought to have one from such a place: a wrong link, a wrong placement date.
STRAYED = 0.03
# Some children's absences are missed oftener than the mean (short ones): by this factor.
UNEVEN = 1.3
# Where no placement is known, fewer than this many in a row without the police say nothing.
RUN = 4
# A sector is thought to be like the whole until so many postcodes say otherwise.
PRIOR = 2.0
ROUNDS = 25


def unpoliced(aways: pl.DataFrame, prepared: Prepared) -> np.ndarray:
    """Per time away, the chance that no given force takes reports where the child lived.

    `aways`: placement (row or null), person, start, category, rows_a, rows_p. 0 where the police have it.
    """
    rows = aways.select(
        "person", (pl.col("rows_p") > 0).alias("known"), place=_place(aways, prepared),
        unknown=(pl.col("rows_p") == 0) & (pl.col("category") == "M"),
    )  # fmt: skip
    counted = rows.filter(aways["rows_a"] > 0)
    both, alone = int(counted["known"].sum()), int(counted["unknown"].sum())
    if both == 0 or alone == 0:
        return np.zeros(aways.height)
    places = _evidence(rows, prepared, min(UNEVEN * alone / (both + alone), 0.6))
    places = places.with_columns(pl.Series("chance", _mixture(places)))
    found = rows.join(places, on="place", how="left", maintain_order="left")
    return np.where(rows["known"].to_numpy(), 0.0, found["chance"].to_numpy())


def _place(aways: pl.DataFrame, prepared: Prepared) -> pl.Series:
    """The postcode the child lived at. Where it is not known, times away in a row without the police are one
    place: a child who moves is at first known to no force, or from then on."""
    postcode = prepared.placements["postcode"].gather(aways["placement"])
    lost = postcode.is_null().arg_true()
    if not len(lost):
        return postcode
    seen = (pl.col("rows_p") > 0).cast(pl.Int32)
    runs = (
        aways[lost]
        .select("person", "start", "rows_p", lost=lost)
        .sort("person", "start", "lost")
        .with_columns(run=2 * seen.cum_sum().over("person") - seen)
        .select("lost", place=pl.format("of {} {}", "person", "run"))
        .sort("lost")
    )
    return postcode.scatter(runs["lost"], runs["place"])


def _evidence(rows: pl.DataFrame, prepared: Prepared, missed: float) -> pl.DataFrame:
    """Per place: sector, and the log odds for "no given force" that its own times away give."""
    linked = rows.filter("known")["person"].unique()
    each = pl.col("unknown") * -float(np.log(missed))
    limit = pl.when(pl.col("person").is_in(linked.implode())).then(LINKED).otherwise(NEVER_LINKED)
    children = rows.group_by("place", "person").agg(pl.col("unknown", "known").sum())
    against = pl.col("known") * float(np.log((1.0 - missed) / STRAYED))
    places = children.group_by("place").agg(
        (pl.min_horizontal(each, -limit.log()) - against).sum().clip(-50.0, 50.0).alias("odds"),
        pl.col("unknown").sum(),
    )
    reported = prepared.police["postcode"].drop_nulls().unique()
    elsewhere = pl.col("place").is_in(reported.implode())
    alone = pl.col("place").str.starts_with("of ")
    sector = pl.col("place").str.replace_all(" ", "", literal=True).str.head(-2)
    short = alone & (pl.col("unknown") < RUN)
    odds = pl.when(elsewhere | short).then(pl.col("odds").clip(upper_bound=2.0) - 4.0).otherwise("odds")
    return places.select(
        "place", pl.when(alone).then(pl.lit("")).otherwise(sector).alias("sector"), odds.alias("odds")
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
