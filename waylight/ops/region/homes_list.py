"""The third list: what homes and carers wrote down."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.random import Generator

from waylight.ops.region.authority import Records
from waylight.ops.region.aways import Aways
from waylight.ops.region.births import BLANK, dates
from waylight.ops.region.clocks import NONE, column
from waylight.ops.region.people import People
from waylight.ops.region.placements import Placements
from waylight.ops.region.rates import Rates


def homes_table(
    aways: Aways, placements: Placements, people: People, records: Records, rates: Rates, rng: Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The homes' reports (columns of `reconcile.tables.HOMES`) and the truth (report_id, person, away)."""
    at = np.flatnonzero(aways.by_homes)
    size = len(at)
    child = aways.child[at]
    record_of = records.main()
    by_name = rng.random(size) < 0.25
    left = aways.start[at] + rng.normal(0, 12, size).astype(np.int64)
    back = np.maximum(aways.end[at] + rng.exponential(10, size).astype(np.int64), left + 5)
    back = np.where(aways.open[at] | (rng.random(size) < 0.03), NONE, back)
    ids = np.array([f"HR{n:07d}" for n in rng.permutation(size * 2)[:size]], dtype=object)
    home = np.array([f"Home {n}" for n in placements.home[aways.placement[at]]], dtype=object)
    never = np.zeros(size, dtype=bool)
    frame = pl.DataFrame(
        {
            "report_id": ids,
            "home": home,
            "child_id": np.where(by_name, "", records.child_id[record_of[child]]),
            "forename": np.where(by_name, people.forename[child], ""),
            "surname": np.where(by_name, people.surname[child], ""),
            "date_of_birth": dates(np.where(by_name, people.born[child], BLANK)),
            "left_at": column(left),
            "left_day": never,
            "returned_at": column(back),
            "returned_day": never,
        }
    )
    order = np.argsort(left, kind="stable")
    texts = pl.col("child_id", "forename", "surname")
    frame = frame[order].with_columns(pl.when(texts != "").then(texts).name.keep())
    truth = pl.DataFrame({"report_id": ids, "person": child, "away": at})[order]
    return frame.select(pl.int_range(pl.len(), dtype=pl.Int32).alias("line") + 2, pl.all()), truth
