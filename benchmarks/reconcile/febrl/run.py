"""Waylight's person linkage and Splink's documented settings on the four FEBRL sets.

    python -m benchmarks.reconcile febrl

Writes results/febrl.json. Best F1 is over all thresholds, as public comparisons on these sets give it; nobody
has labels to find that threshold in practice, so F1 at two fixed ones stands beside it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.reconcile import machine
from benchmarks.reconcile.febrl import ours, score, sets, splink_side

RESULTS = Path(__file__).parent.parent / "results"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--febrl", nargs="+", type=int, choices=sets.LOADERS, default=list(sets.LOADERS))


def run(options: argparse.Namespace) -> None:
    rows = [row for number in options.febrl for row in _compared(sets.load(number))]
    RESULTS.mkdir(exist_ok=True)
    told = {"machine": machine.described(), "rows": rows}
    (RESULTS / "febrl.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def _compared(public: sets.PublicSet) -> list[dict[str, Any]]:
    rows = [_row(public, "Waylight, names, birth date and address", lambda: ours.link(public))]
    for model in splink_side.models(public):
        for with_number in (True, False):
            number = "with" if with_number else "without"
            who = f"Splink 5, {model}, {number} soc_sec_id"

            def link(model: str = model, with_number: bool = with_number) -> pl.DataFrame:
                return splink_side.link(public, model, with_number=with_number)

            rows.append(_row(public, who, link))
    return rows


def _row(public: sets.PublicSet, who: str, link: Callable[[], pl.DataFrame]) -> dict[str, Any]:
    started = time.perf_counter()
    pairs = link()
    seconds = round(time.perf_counter() - started, 2)
    figures = {k: round(v, 5) for k, v in score.score(pairs, public.true).items()}
    print(f"{public.name}  {who:55s} {figures.get('best_f1', 0):.4f} {figures['f1@0.5']:.4f}", flush=True)
    return {"set": public.name, "who": who, "seconds": seconds, **figures}
