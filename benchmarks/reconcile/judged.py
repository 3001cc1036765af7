"""The figures of any entrant's output folder: links, matches and episodes, ours or a peer's."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.reconcile import score, unified

Figures = dict[str, Any]


def truth_in(folder: Path) -> score.Truth:
    """The truth of an invented extract, whichever name it has for the children of an incident."""
    truth = score.Truth.read(folder)
    if "child_ids" in truth.incidents.columns:
        truth = replace(truth, incidents=truth.incidents.rename({"child_ids": "child_id"}))
    return truth


def figures(truth: score.Truth, out: Path) -> Figures:
    """Persons and episodes at p >= 0.9, calibration, strangers linked, counts against the truth, in %."""
    links, matches = (_probable(out / f"{name}.csv") for name in ("links", "matches"))
    judged = score.judged_links(truth, links)
    persons, pairs = score.people_figures(truth, judged), score.episode_figures(truth, matches)
    calibrated = score.calibration(judged["probability"], judged["right"])
    rows = truth.missing.select(side=pl.lit("authority"), id="missing_id")
    said = score.Output(links, matches, score._text(out / "episodes.csv"), rows, {})
    counts = unified.compare(truth, said)
    return {
        "person": persons["person"],
        "episode": pairs["episode"],
        "strangers_linked": persons["false_strangers"],
        "ece": calibrated["ece"],
        "worst_bin": calibrated["worst_bin"],
        "bins": calibrated["bins"],
        "counts_off": {k: counts["times"][k] for k in ("both", "police", "authority")},
    }


def in_memory(out: Path) -> list[float]:
    """Seconds from tables in memory to tables in memory, where the entrant wrote them down."""
    path = out / "seconds.json"
    return [json.loads(path.read_text("utf-8"))["in_memory"]] if path.exists() else []


def _probable(path: Path) -> pl.DataFrame:
    return score._text(path).with_columns(pl.col("probability").cast(pl.Float64))
