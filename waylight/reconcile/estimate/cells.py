"""Which times away enter the estimate, and what is known of each that bears on being noticed.

Only category M, only where and when both lists could have had it. The length of an absence decides more
than anything else whether it is noticed, so it is kept fine; where only dates or no end are known, the length
is one of several, with the chance of each learned from the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from waylight.reconcile.prepared import Prepared

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Edges of the bands of length, in minutes: evenly spaced in the logarithm, from half an hour to a month.
EDGES = np.array(
    [0, 45, 70, 105, 150, 210, 300, 420, 600, 840, 1200, 1680, 2400, 3600, 5400, 8640, 17280, 10**9]
)
MIDDLE = np.sqrt(np.maximum(EDGES[:-1], 20.0) * np.minimum(EDGES[1:], 40_000.0))
BANDS = len(MIDDLE)
BOTH, POLICE, AUTHORITY = range(3)
# Kinds of placement (SSDA903 PLACE codes, first letter), because carers differ in whom they tell.
KINDS = {"U": "foster care", "K": "home", "H": "supported", "R": "other", "P": "with parents"}
# An authority with fewer times away than this is taken together with the other small ones.
LARGE = 400


@dataclass(frozen=True)
class Cells:
    """Times away by what is known: arrays of one length.

    `count` (rows x 3): seen by both, by police only, by the authority only; `length` (rows x BANDS): how well
    each band fits what was recorded, 1 in one band where both ends are known to the minute; `kind`,
    `authority`: numbers into the lists of names.
    """

    count: Floats
    length: Floats
    kind: Ints
    authority: Ints
    kinds: list[str]
    authorities: list[str]


def countable(aways: pl.DataFrame) -> pl.DataFrame:
    """Times away of category M that both lists could have held."""
    return aways.filter(
        (pl.col("category") == "M") & (pl.col("no_police") == 0) & (pl.col("no_authority") == 0)
    )


def described(aways: pl.DataFrame, prepared: Prepared) -> pl.DataFrame:
    """Adds to countable times away `signature` (what is known of the length), `kind` of placement and `area`
    (the authority, small ones together)."""
    codes = prepared.placements["placement_type"].str.head(1)
    kind = codes.gather(aways["placement"]).replace_strict(KINDS, default="other", return_dtype=pl.String)
    large = aways["authority"].value_counts().filter(pl.col("count") >= LARGE)["authority"]
    return aways.with_columns(
        pl.Series("signature", _signature(aways)),
        kind.fill_null("other").alias("kind"),
        pl.when(pl.col("authority").is_in(large.implode()))
        .then(pl.col("authority").cast(pl.String))
        .otherwise(pl.lit("smaller authorities"))
        .alias("area"),
    )


def _signature(aways: pl.DataFrame) -> Ints:
    """A band's number where both ends are known to the minute; 100 + days where dates are; -1 if nothing."""
    start, end = (aways[name].cast(pl.Int64).to_numpy() for name in ("start", "end"))
    ended = aways["end"].is_not_null().to_numpy()
    exact = ended & aways["start_known"].to_numpy() & aways["end_known"].to_numpy()
    length = np.where(ended, np.nan_to_num(end) - np.nan_to_num(start), 0).astype(np.int64)
    band = np.searchsorted(EDGES, np.maximum(length, 0), side="right") - 1
    days = (np.nan_to_num(end).astype(np.int64) + 60) // 1440 - (
        np.nan_to_num(start).astype(np.int64) + 60
    ) // 1440
    days = 100 + np.clip(days, 0, 40)
    known: Ints = np.where(exact, band, np.where(ended, days, -1))
    return known


def fits(signature: Ints) -> Floats:
    """For each signature, how probable it is under each band (rows x BANDS)."""
    table = np.ones((len(signature), BANDS))
    exact = (signature >= 0) & (signature < 100)
    table[exact] = np.eye(BANDS)[signature[exact]]
    dated = signature >= 100
    # Leaving at a moment evenly spread over the day: the chance that so many midnights are crossed.
    away = np.abs(MIDDLE[None, :] / 1440.0 - (signature[dated] - 100.0)[:, None])
    fit = np.maximum(1.0 - away, 0.0)
    # Very long absences lie between the middles of the widest bands: the nearest band fits them.
    table[dated] = np.where(fit.max(axis=1, keepdims=True) > 0, fit, away == away.min(axis=1, keepdims=True))
    return table


def gathered(rows: pl.DataFrame, counts: Floats) -> tuple[Cells, Ints]:
    """The cells of described times away with their expected counts (rows x 3), and each row's cell."""
    known = ("area", "kind", "signature")
    distinct = rows.select(known).unique().sort(known).with_row_index("cell")
    cell = rows.select(known).join(distinct, on=known, how="left", maintain_order="left")["cell"].to_numpy()
    kinds, kind = np.unique(distinct["kind"].to_numpy(), return_inverse=True)
    areas, area = np.unique(distinct["area"].to_numpy(), return_inverse=True)
    count = np.stack([np.bincount(cell, one, minlength=distinct.height) for one in counts.T], axis=1)
    names = [str(name) for name in kinds], [str(name) for name in areas]
    return Cells(count, fits(distinct["signature"].to_numpy()), kind, area, *names), cell.astype(np.int64)
