"""What every peer's program does: read the files, link, assign, write; and say how long the middle took."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from benchmarks.reconcile.peers import assign, tables

Link = Callable[[tables.Extract], tuple[pl.DataFrame, pl.DataFrame]]


def main(link: Link, *, thorough: bool) -> None:
    """`link` takes the prepared extract; gives pairs (identity, child_id, probability) and the identities."""
    parser = argparse.ArgumentParser()
    for name in ("police", "authority", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options, _ = parser.parse_known_args()
    started = time.perf_counter()
    extract = tables.read(options.police, options.authority)
    loaded = time.perf_counter()
    ready = tables.prepared(extract, thorough=thorough)
    result = assign.assign(*link(ready), ready)
    done = time.perf_counter()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in ("links", "matches", "episodes"):
        getattr(result, name).write_csv(options.out / f"{name}.csv")
    seconds = {"read": loaded - started, "in_memory": done - loaded, "write": time.perf_counter() - done}
    (options.out / "seconds.json").write_text(json.dumps(seconds), "utf-8")
