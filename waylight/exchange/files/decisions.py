"""Decisions made at the desk, as the desk writes them out: a CSV that a later run respects."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from waylight.exchange.files.faults import Faults
from waylight.exchange.files.source import read_file
from waylight.reconcile.tables import DECISIONS

NEEDED = ("incident_id", "child_id", "missing_id", "verdict", "by", "at")
VERDICTS = ("yes", "no", "unsure")


def read_decisions(path: Path) -> pl.DataFrame:
    """Decisions in the shape `DECISIONS`; `at` is read as UTC. Raises `Refused`."""
    faults = Faults()
    raw = read_file(path.name, path, set(NEEDED), faults)
    faults.refuse_if_any()
    assert raw is not None  # or a fault would have been noted
    for name in NEEDED:
        if name not in raw.frame.columns:
            faults.add(path.name, 1, name, "the required column is missing", "export the decisions again")
    faults.refuse_if_any()
    text = raw.frame.select("line", *(_text(name) for name in NEEDED))
    frame = text.with_columns(
        pl.col("verdict").str.to_lowercase(),
        pl.col("at")
        .str.replace("Z$", "+00:00")
        .str.to_datetime(time_unit="ms", time_zone="UTC", strict=False),
    )
    for name, bad, what in (
        (
            "verdict",
            ~pl.col("verdict").is_in(VERDICTS).fill_null(False),
            "the verdict is not yes, no or unsure",
        ),
        ("at", pl.col("at").is_null(), "the time is not in ISO form"),
        ("incident_id", pl.col("incident_id").is_null(), "the cell is blank"),
    ):
        for line in frame.filter(bad)["line"].head(50):
            faults.add(path.name, line, name, what, "export the decisions again")
    faults.refuse_if_any()
    return frame.select(pl.col(name).cast(kind) for name, kind in DECISIONS.items())


def _text(name: str) -> pl.Expr:
    cell = pl.col(name).cast(pl.String).str.strip_chars()
    return pl.when(cell != "").then(cell).alias(name)
