"""Which times away enter the estimate, and what is known of each that bears on being noticed.

Only category M, only where and when both lists could have had it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from waylight.reconcile.prepared import Prepared

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Edges of the bands of length, in minutes: close together where the chance of being noticed changes fastest.
EDGES = np.array(
    [0, 45, 70, 105, 150, 210, 300, 420, 600, 840, 1200, 1680, 2400, 3600, 5400, 8640, 17280, 10**9]
)
MIDDLE = np.sqrt(np.maximum(EDGES[:-1], 20.0) * np.minimum(EDGES[1:], 40_000.0))
BANDS = len(MIDDLE)
BOTH, POLICE, AUTHORITY = range(3)
# What one side says of the length: a band's number where both ends are known to the minute; DATED + days
# where a date is involved; UNKNOWN where no end is recorded; SILENT where the side has no row.
DATED, UNKNOWN, SILENT = 100, -1, -2
# Kinds of placement (SSDA903 PLACE codes, first letter), because carers differ in whom they tell.
KINDS = {"U": "foster care", "K": "home", "H": "supported", "R": "other", "P": "with parents"}
# An authority with fewer times away than this is taken together with the other small ones; so are all
# beyond the MOST largest.
LARGE, MOST = 400, 12


@dataclass(frozen=True)
class Cells:
    """Expected counts of times away (groups x bands x 3 patterns), a group being a kind of placement and an
    authority."""

    count: Floats
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
    """Adds to countable times away each side's `length_p`, `length_a`, the `kind` of placement and `area`
    (the authority, small ones together)."""
    codes = prepared.placements["placement_type"].str.head(1)
    kinds = codes.replace_strict(KINDS, default="other", return_dtype=pl.String)
    sizes = aways["authority"].value_counts(sort=True).head(MOST).filter(pl.col("count") >= LARGE)
    return aways.with_columns(
        pl.Series("length_p", _length(aways, "p")),
        pl.Series("length_a", _length(aways, "a")),
        kinds.gather(aways["placement"]).fill_null("other").alias("kind"),
        pl.when(pl.col("authority").is_in(sizes["authority"].implode()))
        .then(pl.col("authority").cast(pl.String))
        .otherwise(pl.lit("smaller authorities"))
        .alias("area"),
    )


def _length(aways: pl.DataFrame, side: str) -> Ints:
    """What that side says of the length (see DATED)."""
    known = ~aways[f"end_day_{side}"].is_null().to_numpy()
    exact = ~(aways[f"start_{side}"].is_null() | aways[f"end_{side}"].is_null()).to_numpy()
    start, end = (_numbers(aways[f"{name}_day_{side}"]) for name in ("start", "end"))
    minutes = _numbers(aways[f"end_{side}"]) - _numbers(aways[f"start_{side}"])
    band = np.searchsorted(EDGES, np.maximum(minutes, 0), side="right") - 1
    # An hour is added because London's midnight is 23:00 UTC in summer.
    days = DATED + np.clip((end + 60) // 1440 - (start + 60) // 1440, 0, 40)
    said = np.where(exact, band, np.where(known, days, UNKNOWN))
    length: Ints = np.where(aways[f"rows_{side}"].to_numpy() > 0, said, SILENT)
    return length


def _numbers(column: pl.Series) -> Ints:
    return column.cast(pl.Int64).fill_null(0).to_numpy()


def grouped(rows: pl.DataFrame, names: tuple[str, ...], counts: Floats) -> tuple[pl.DataFrame, Ints, Floats]:
    """Distinct values of `names`, each row's place among them, and the counts (rows x 3) added up by it."""
    distinct = rows.select(names).unique().sort(names).with_row_index("at")
    at = rows.select(names).join(distinct, on=names, how="left", maintain_order="left")["at"].to_numpy()
    added = [np.bincount(at, one, minlength=distinct.height).astype(float) for one in counts.T]
    return distinct, at.astype(np.int64), np.stack(added, axis=1)
