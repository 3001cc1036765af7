"""What every peer gets after its linkage: one child per incident, then a plain episode step.

Splink and the toolkit stop at pairs of persons. So that episodes can be compared at all, each peer's links go
through the same simple step: a report and an authority row of its child are one time away where their times
overlap, give or take a tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from benchmarks.reconcile.peers.tables import DAY, Extract

TOLERANCE = 30  # minutes; best of 0 to 180 on three sets
OPEN = 720  # minutes that a time away without an end is taken to last
LISTED = 0.5


@dataclass(frozen=True)
class Result:
    """links: incident_id, child_id, probability. matches: incident_id, missing_id, probability. episodes."""

    links: pl.DataFrame
    matches: pl.DataFrame
    episodes: pl.DataFrame


def assign(pairs: pl.DataFrame, identities: pl.DataFrame, extract: Extract) -> Result:
    """`pairs` holds identity, child_id, probability, any number of children to an identity."""
    best = pairs.sort("probability", "child_id", descending=[True, False]).unique("identity", keep="first")
    links = (
        best.filter(pl.col("probability") >= LISTED)
        .join(identities.select("identity", "incident_id").explode("incident_id"), on="identity")
        .select("incident_id", "child_id", "probability")
    )
    matches = overlapping(links, extract)
    return Result(links, matches, episodes(links, matches, extract.missing))


def overlapping(links: pl.DataFrame, extract: Extract) -> pl.DataFrame:
    """Pairs of a report and a row of its child that overlap; the probability is that of the link."""
    reports = links.join(_spans(extract.police, "incident_id"), on="incident_id")
    rows = _spans(extract.missing, "missing_id", "child_id")
    both = reports.join(rows, on="child_id", suffix="_row")
    near = (pl.col("lo") <= pl.col("hi_row") + TOLERANCE) & (pl.col("lo_row") <= pl.col("hi") + TOLERANCE)
    return both.filter(near).select("incident_id", "missing_id", "probability")


def _spans(frame: pl.DataFrame, *ids: str) -> pl.DataFrame:
    """First and last minute of each row; a date stands for its whole day."""
    last = pl.col("end") + pl.when("end_day").then(DAY).otherwise(0)
    open_end = pl.col("start") + pl.when("start_day").then(DAY).otherwise(OPEN)
    return frame.filter(pl.col("start").is_not_null()).select(
        *ids, lo="start", hi=pl.coalesce(last, open_end)
    )


def episodes(links: pl.DataFrame, matches: pl.DataFrame, missing: pl.DataFrame) -> pl.DataFrame:
    """What hangs together, and who saw it: episode_id, police_incidents, authority_rows, seen_by."""
    reports, rows = links["incident_id"], missing["missing_id"]
    place = dict(zip(reports, range(reports.len()), strict=True))
    row_place = dict(zip(rows, range(reports.len(), reports.len() + rows.len()), strict=True))
    a = [place[i] for i in matches["incident_id"]]
    b = [row_place[i] for i in matches["missing_id"]]
    size = reports.len() + rows.len()
    graph = coo_matrix((np.ones(len(a), np.int8), (a, b)), shape=(size, size))
    label = connected_components(graph, directed=False)[1]
    nodes = pl.DataFrame({"episode_id": label, "id": pl.concat([reports, rows])}).with_row_index()
    police = pl.col("index") < reports.len()
    joined = nodes.group_by("episode_id").agg(
        police_incidents=pl.col("id").filter(police).str.join(";"),
        authority_rows=pl.col("id").filter(~police).str.join(";"),
    )
    seen = (
        pl.when(pl.col("authority_rows") == "").then(pl.lit("police"))
        .when(pl.col("police_incidents") == "").then(pl.lit("authority"))
        .otherwise(pl.lit("both"))
    )  # fmt: skip
    return joined.with_columns(pl.col("episode_id").cast(pl.String), seen_by=seen)
