"""The third list: what homes and carers reported, placed with the authorities' children."""

from __future__ import annotations

import polars as pl

from waylight.reconcile.people import link_people
from waylight.reconcile.prepare.tables import spans_of
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settings import CERTAIN
from waylight.reconcile.tables import Extracts


def with_homes(ready: Prepared, extracts: Extracts) -> Prepared:
    """The same tables with the homes' reports: by child id where given, else by names and date of birth."""
    if extracts.homes is None:
        return ready
    reports = extracts.homes.with_row_index("row")
    child = pl.DataFrame(
        {
            "child_id": extracts.children["child_id"],
            "child": pl.Series(range(len(extracts.children)), dtype=pl.UInt32),
        }
    )
    placed = reports.join(child, on="child_id", how="left", maintain_order="left")
    unnamed = placed.filter(pl.col("child").is_null())
    if len(unnamed):
        found = link_people(unnamed, extracts.children)
        best = found.filter(pl.col("probability") >= CERTAIN).sort("probability", descending=True)
        best = best.unique("left", keep="first")
        by_name = pl.DataFrame({"row": unnamed["row"].gather(best["left"]), "named": best["right"]})
        placed = placed.join(by_name, on="row", how="left", maintain_order="left")
        placed = placed.with_columns(pl.coalesce("child", "named").alias("child"))
    homes = placed.select("row", "child").with_columns(spans_of(placed, "left", "returned"))
    return Prepared(ready.police, ready.children, ready.placements, ready.missing, homes, ready.notes)
