"""One new incident against 100,000 children: how long, and how often the likeliest child is the right one.

    python -m benchmarks.reconcile index

Weights are learned from some of the police rows; those scored are others, one at a time.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import polars as pl

from benchmarks.reconcile import judged, machine
from benchmarks.reconcile.run import RESULTS, extract_of
from waylight.exchange.reading import read_inputs
from waylight.reconcile.index import ChildIndex, Incident

TEXTS = ("forename", "surname", "sex", "ethnicity", "postcode", "aliases")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", default="1M", help="of the extract: 10k, 100k or 1M police rows")
    parser.add_argument("--learn", type=int, default=100_000, help="police rows the weights are learned from")
    parser.add_argument("--score", type=int, default=5_000, help="incidents scored")


def run(options: argparse.Namespace) -> None:
    folder = extract_of("region", options.size)
    reading = read_inputs(
        folder / "police.csv", folder / "authority", None, None, now=datetime.now(UTC)
    ).extracts
    mixed = reading.police.sample(fraction=1.0, shuffle=True, seed=1)
    some = replace(reading, police=mixed.head(options.learn))
    started = time.perf_counter()
    index = ChildIndex(some)
    built = time.perf_counter() - started
    result = {"children": reading.children.height, "build_seconds": round(built, 2)}
    result |= _scored(index, mixed.tail(options.score), judged.truth_in(folder).incidents)
    RESULTS.mkdir(exist_ok=True)
    told = {"machine": machine.described(), **result}
    (RESULTS / "index.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(result)


def _scored(index: ChildIndex, police: pl.DataFrame, incidents: pl.DataFrame) -> dict[str, Any]:
    truly = dict(incidents.select("incident_id", pl.col("child_id").str.split(";")).iter_rows())
    took, worked, right, ours = [], [], 0, 0
    for row in police.iter_rows(named=True):
        incident = _incident(row)
        started, work = time.perf_counter(), time.process_time()
        found = index.score(incident)
        took.append(1000 * (time.perf_counter() - started))
        worked.append(1000 * (time.process_time() - work))
        meant = [child for child in truly[row["incident_id"]] if child]
        ours += bool(meant)
        right += bool(found) and found[0].child_id in meant
    return {
        "incidents": len(took),
        "median_ms": round(float(np.median(took)), 2),
        "p99_ms": round(float(np.quantile(took, 0.99)), 2),
        "processor_p99_ms": round(float(np.quantile(worked, 0.99)), 2),
        "most_ms": round(max(took), 2),
        "first_right": round(right / max(ours, 1), 4),
    }


def _incident(row: dict[str, Any]) -> Incident:
    return Incident(
        **{name: row[name] or "" for name in TEXTS}, date_of_birth=row["date_of_birth"],
        last_seen_at=row["last_seen_at"], day_only=bool(row["last_seen_day"]), reported_at=row["reported_at"],
    )  # fmt: skip
