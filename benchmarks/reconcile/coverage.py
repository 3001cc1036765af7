"""How often does the 95 % interval hold the true number? Over many seeds of the invented region.

    python -m benchmarks.reconcile.coverage [--children 2000] [--seeds 100] [--shape published]

The truth is the number of times away of category M, of listed children, in the area of a given force.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import polars as pl

from waylight.ops.region.region import make_region
from waylight.reconcile import reconcile

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def one(children: int, seed: int, shape: str) -> dict[str, float | bool]:
    """Error and interval of one seed, in per cent of the truth."""
    region = make_region(children, seed, shape)
    there = region.aways.filter(pl.col("in_area") & (pl.col("category") == "M"))
    said = reconcile(region.extracts, now=NOW).estimate
    row: dict[str, float | bool] = {"seed": seed}
    for name, truth in (("episodes", there.height), ("children", there["person"].n_unique())):
        figures = said[name]
        row[f"{name} held"] = figures["low"] <= truth <= figures["high"]
        row[f"{name} error %"] = 100 * (figures["estimate"] / truth - 1)
        row[f"{name} half-width %"] = 50 * (figures["high"] - figures["low"]) / figures["estimate"]
    return row


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--children", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--shape", choices=("published", "dense"), default="published")
    options = parser.parse_args(arguments)
    seeds = range(options.first, options.first + options.seeds)
    rows = pl.DataFrame([one(options.children, seed, options.shape) for seed in seeds])
    for name in ("episodes", "children"):
        error, half = rows[f"{name} error %"].to_numpy(), rows[f"{name} half-width %"].to_numpy()
        print(
            f"{name}: held in {int(rows[f'{name} held'].sum())} of {rows.height}; error {error.mean():+.2f} % in "
            f"the mean, {error.std():.2f} standard deviation; half-width {np.median(half):.2f} % in the median"
        )


if __name__ == "__main__":
    main()
