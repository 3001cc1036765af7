"""What the engine gave back, laid out as the desk's tables. Pure: tables in, tables out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import polars as pl

from waylight.desk.queue import queue_of
from waylight.reconcile.tables import Extracts

NO_AUTHORITY = "no child of these authorities"
NO_FORCE = "no police report"
# What lies in a reason between its start and what differs from row to row.
_VARIES = r"\s*\(\d+ %\)|:.*\d.*$"


class Reconciled(Protocol):
    """The fields of the engine's answer that the desk keeps."""

    links: pl.DataFrame
    matches: pl.DataFrame
    episodes: pl.DataFrame
    rows: pl.DataFrame
    evidence: pl.DataFrame
    bridge: dict[str, Any]
    estimate: dict[str, Any]
    quality: dict[str, Any]


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


def results_of(found: Reconciled, extracts: Extracts, *, today: date) -> Results:
    """The engine's answer over these extracts; `today` decides who is under 13 now."""
    return Results(
        rows=_rows(found, extracts),
        links=found.links.select("incident_id", "child_id", "probability"),
        matches=found.matches.select("incident_id", "missing_id", "probability"),
        episodes=_episodes(found.episodes),
        evidence=evidence_of(found.evidence),
        pairs=queue_of(found.links, found.matches, extracts, today=today),
        bridge=found.bridge,
        estimate=found.estimate,
        quality=found.quality,
        decisions_used=len(extracts.decisions),
    )


def _episodes(episodes: pl.DataFrame) -> pl.DataFrame:
    return episodes.with_columns(pl.all().cast(pl.String))


def _rows(found: Reconciled, extracts: Extracts) -> pl.DataFrame:
    rows = found.rows.rename({"class": "row_class", "id": "row_id"})
    wanted = [name for name in ("force", "authority", "year", "category") if name not in rows.columns]
    if wanted:
        sides = [_police(found, extracts), _authority(found, extracts)]
        rows = rows.join(
            pl.concat(sides).select("side", "row_id", *wanted),
            on=["side", "row_id"],
            how="left",
            maintain_order="left",
        )
    kind = pl.col("reason").str.replace_all(_VARIES, "").str.replace_all(r"\d+", "…").str.strip_chars_end(".")
    return rows.with_columns(
        pl.col("reason").fill_null(""), kind.fill_null("").alias("reason_kind")
    ).with_row_index("n")


def _police(found: Reconciled, extracts: Extracts) -> pl.DataFrame:
    child = found.links.select("incident_id", "child_id").join(
        extracts.children.select("child_id", "authority"), on="child_id", how="left"
    )
    rows = extracts.police.select(
        "incident_id", "force", _year(pl.coalesce("last_seen_at", "reported_at")).alias("year")
    )
    return rows.join(child, on="incident_id", how="left").select(
        pl.lit("police").alias("side"),
        pl.col("incident_id").alias("row_id"),
        "force",
        pl.col("authority").fill_null(NO_AUTHORITY),
        "year",
        pl.lit(None, pl.String).alias("category"),
    )


def _authority(found: Reconciled, extracts: Extracts) -> pl.DataFrame:
    forces = (
        found.matches.join(extracts.police.select("incident_id", "force"), on="incident_id", how="left")
        .sort("probability", descending=True)
        .unique("missing_id", keep="first")
    )
    rows = extracts.missing.select(
        "missing_id", "child_id", "category", _year(pl.col("started_at")).alias("year")
    )
    rows = rows.join(extracts.children.select("child_id", "authority"), on="child_id", how="left")
    rows = rows.join(forces.select("missing_id", "force"), on="missing_id", how="left")
    return rows.select(
        pl.lit("authority").alias("side"),
        pl.col("missing_id").alias("row_id"),
        pl.col("force").fill_null(NO_FORCE),
        "authority",
        "year",
        "category",
    )


def _year(when: pl.Expr) -> pl.Expr:
    return when.dt.year().cast(pl.String).fill_null("not known")


def evidence_of(evidence: pl.DataFrame) -> pl.DataFrame:
    """The engine's levels and weights, as one JSON object for each incident and child."""
    fields = [name for name in evidence.columns if name not in ("incident_id", "child_id", "share")]
    if not fields:
        return evidence.with_columns(pl.lit("{}").alias("body"))
    rounded = evidence.with_columns(pl.selectors.float().cast(pl.Float64).round(3))
    return rounded.select(
        "incident_id", "child_id", "share", pl.struct(fields).struct.json_encode().alias("body")
    )
