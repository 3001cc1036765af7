"""What the engine gave back, laid out as the desk's tables. Pure: tables in, tables out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from waylight.desk.counting import counted
from waylight.desk.doubts import weighed
from waylight.desk.placing import placed_episodes, placed_rows
from waylight.desk.queue import queue_of
from waylight.reconcile import Reconciled
from waylight.reconcile.prepare.tables import prepared
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.tables import Extracts

# What lies in a reason between its start and what differs from row to row.
_VARIES = r"\s*\(\d+ %\)|:.*\d.*$"


@dataclass(frozen=True)
class Results:
    """Tables with the columns of the models of a run, and its three dicts."""

    rows: pl.DataFrame
    links: pl.DataFrame
    matches: pl.DataFrame
    episodes: pl.DataFrame
    evidence: pl.DataFrame
    pairs: pl.DataFrame
    bridge: dict[str, Any]
    estimate: dict[str, Any]
    quality: dict[str, Any]
    decisions_used: int
    report: str = ""


def results_of(found: Reconciled, extracts: Extracts, *, today: date, report: str = "") -> Results:
    """The engine's answer over these extracts; `today` decides who is under 13 now."""
    ready = prepared(extracts)
    aways = placed_episodes(found.episodes, extracts, ready)
    rows = _rows(found, aways, extracts, ready)
    return Results(
        rows=rows,
        links=found.links.select("incident_id", "child_id", "probability"),
        matches=found.matches.select("incident_id", "missing_id", "probability"),
        episodes=aways.with_columns(pl.all().cast(pl.String)),
        evidence=evidence_of(found.evidence),
        pairs=weighed(
            queue_of(found.links, found.matches, extracts, today=today),
            found.matches,
            found.rows,
            found.evidence,
            extracts,
        ),
        bridge=counted(found.bridge, rows, aways),
        estimate=found.estimate,
        quality=found.quality,
        decisions_used=len(extracts.decisions),
        report=report,
    )


def _rows(found: Reconciled, aways: pl.DataFrame, extracts: Extracts, ready: Prepared) -> pl.DataFrame:
    rows = found.rows.select(
        "side", pl.col("id").alias("row_id"), pl.col("class").alias("row_class"), "reason"
    )
    kind = pl.col("reason").str.replace_all(_VARIES, "").str.replace_all(r"\d+", "…").str.strip_chars_end(".")
    rows = rows.with_columns(pl.col("reason").fill_null(""), kind.fill_null("").alias("reason_kind"))
    return placed_rows(rows, found.links, aways, extracts, ready).with_row_index("n")


def evidence_of(evidence: pl.DataFrame) -> pl.DataFrame:
    """The engine's levels and weights, as one JSON object for each incident and child."""
    fields = [name for name in evidence.columns if name not in ("incident_id", "child_id", "share")]
    if not fields:
        return evidence.with_columns(pl.lit("{}").alias("body"))
    rounded = evidence.with_columns(pl.selectors.float().cast(pl.Float64).round(3))
    return rounded.select(
        "incident_id", "child_id", "share", pl.struct(fields).struct.json_encode().alias("body")
    )
