"""Clocks that are wrong for a whole force: one that keeps UTC all year round is an hour slow in summer.

It shows where an incident surely is a child's and begins beside one of the child's rows: in summer the starts of
such a force are an hour early, in winter they are right. The fault is put right and said, never guessed from one
row: at least twenty pairs must show it, and four times as many as show no fault.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from waylight.reconcile.prepare.times import HOUR, summer
from waylight.reconcile.prepared import Prepared

_LEAST, _RATIO, _SLACK = 20, 4.0, 12  # pairs; how many show it against not; minutes around the hour


def find(ready: Prepared, person: np.ndarray, links: pl.DataFrame) -> list[dict[str, Any]]:
    """Forces whose summer times are UTC: [{"force", "fault": "UTC", "rows", "pairs"}].

    `person` is the person of each child record; `links` (row, person) are sure.
    """
    gaps = _gaps(ready, person, links)
    if gaps.is_empty():
        return []
    slow, right = (pl.col("gap") + HOUR).abs() <= _SLACK, pl.col("gap").abs() <= _SLACK
    by_force = gaps.filter("summer").group_by("force").agg(slow=slow.sum(), right=right.sum())
    winter = gaps.filter(~pl.col("summer")).group_by("force").agg(slow_in_winter=slow.sum())
    by_force = by_force.join(winter, on="force", how="left").fill_null(0)
    faulty = by_force.filter(
        (pl.col("slow") >= _LEAST)
        & (pl.col("slow") >= _RATIO * pl.col("right"))
        & (pl.col("slow") >= _RATIO * pl.col("slow_in_winter"))
    )
    if faulty.is_empty():
        return []
    rows = ready.police.filter(_in_summer(ready.police["start_lo"])).group_by("force").len("rows")
    found = faulty.join(rows, on="force", how="left").sort("force")
    return [
        {"force": f, "fault": "UTC", "pairs": int(n), "rows": int(r)}
        for f, n, r in zip(found["force"], found["slow"], found["rows"], strict=True)
    ]


def mend(ready: Prepared, faults: list[dict[str, Any]]) -> Prepared:
    """The same tables with the summer times of those forces put forward by an hour, and the faults noted."""
    forces = [fault["force"] for fault in faults if fault["fault"] == "UTC"]
    police = ready.police
    if forces:
        theirs = police["force"].is_in(forces)
        columns = []
        for name in ("start_lo", "start_hi", "end_lo", "end_hi", "reported"):
            exact = pl.Series([True] * len(police)) if name == "reported" else _exact(police, name)
            late = theirs & _in_summer(police[name]) & exact
            columns.append((police[name] + HOUR * late.cast(pl.Int32)).alias(name))
        police = police.with_columns(columns)
    notes = {**ready.notes, "clocks": faults}
    return Prepared(police, ready.children, ready.placements, ready.missing, ready.homes, notes)


def _exact(police: pl.DataFrame, name: str) -> pl.Series:
    side = name.removesuffix("_lo").removesuffix("_hi")
    return (police[f"{side}_lo"] == police[f"{side}_hi"]).fill_null(False)


def _in_summer(minutes: pl.Series) -> pl.Series:
    return pl.Series(summer(minutes.fill_null(0).to_numpy().astype(np.int64)))


def _gaps(ready: Prepared, person: np.ndarray, links: pl.DataFrame) -> pl.DataFrame:
    """Minutes from the nearest row of the child to the incident, where both are known to the minute."""
    exact = pl.col("start_lo") == pl.col("start_hi")
    listed = ready.missing.filter(exact)
    rows = pl.DataFrame({"person": person[listed["child"].to_numpy()], "row_start": listed["start_lo"]})
    incidents = ready.police.select("force", "start_lo", "start_hi")[links["row"]].with_columns(
        links["person"]
    )
    incidents = incidents.filter(exact).sort("start_lo")
    near = incidents.join_asof(
        rows.sort("row_start"), left_on="start_lo", right_on="row_start", by="person", strategy="nearest",
        tolerance=2 * HOUR, check_sortedness=False,
    ).drop_nulls("row_start")  # fmt: skip
    near = near.with_columns(gap=pl.col("start_lo") - pl.col("row_start"))
    return near.select("force", "gap", _in_summer(near["start_lo"]).alias("summer"))
