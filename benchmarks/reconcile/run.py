"""Waylight and its peers on the same extracts, in one run, each as a whole process, in alternating order.

    python -m benchmarks.reconcile peers --sizes 10k 100k --sets region usual harsh --rounds 2

Writes one JSON a set and size into results/. A process reads its files, links, matches and writes; what the
middle alone took, from tables in memory, is stated beside it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
from pathlib import Path
from typing import Any

from benchmarks.reconcile import entrants, judged, machine, measure

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RESULTS = HERE / "results"
WORK = ROOT / "build" / "bench"
IN_MEMORY = "in memory"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sizes", nargs="+", choices=entrants.SIZES, default=["10k", "100k"])
    parser.add_argument("--sets", nargs="+", choices=entrants.SETS, default=list(entrants.SETS))
    parser.add_argument("--entrants", nargs="+", metavar="NAME", help="names, or beginnings of names")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=2, help="how often each runs; the best time counts")
    parser.add_argument("--work", type=Path, default=WORK, help="where extracts and outputs lie")


def run(options: argparse.Namespace) -> None:
    for size in options.sizes:
        for kind in options.sets:
            data = extract_of(kind, size, options.seed, options.work)
            result = _compared(kind, size, data, options)
            RESULTS.mkdir(exist_ok=True)
            path = RESULTS / f"{kind}-{size}.json"
            path.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
            print(f"{path.name} written", flush=True)


def extract_of(kind: str, size: str, seed: int = 1, work: Path = WORK) -> Path:
    """The folder of an extract, which is made where it is not there yet."""
    data = work / f"{kind}-{size}-{seed}"
    if not (data / "truth").is_dir():
        data.parent.mkdir(parents=True, exist_ok=True)
        command = entrants.made_by(kind, entrants.SIZES[size], seed, data)
        _checked(command, work / "extract.log", "the extract")
    return data


def _checked(command: list[str], log: Path, what: str) -> measure.Took:
    took = measure.run(command, log=log, folder=ROOT)
    if took.status:
        said = log.read_text("utf-8", "replace")[-2000:]
        raise SystemExit(f"{what} failed with {took.status}: {' '.join(command)}\n{said}")
    return took


def _compared(kind: str, size: str, data: Path, options: argparse.Namespace) -> dict[str, Any]:
    names = [n for n in entrants.named(options.entrants) if entrants.runs(n, size)]
    order = [*names, IN_MEMORY] if entrants.WAYLIGHT in names else names
    measured: dict[str, list[measure.Took]] = {n: [] for n in order}
    inner: dict[str, list[float]] = {n: [] for n in order}
    for turn in range(options.rounds):
        for name in order if turn % 2 == 0 else order[::-1]:
            measured[name].append(_one(name, data, options.work))
            inner[name] += judged.in_memory(_folder(name, options.work))
    inner[entrants.WAYLIGHT] = inner.pop(IN_MEMORY, [])
    truth = judged.truth_in(data)
    told = {name: _told(name, truth, measured[name], inner[name], options.work) for name in names}
    rows = {n: _rows(data / f) for n, f in _FILES.items()}
    return {"set": kind, "size": size, "seed": options.seed, "rows": rows, "machine": machine.described(),
            "entrants": told}  # fmt: skip


_FILES = {"police": "police.csv", "children": "authority/children.csv", "missing": "authority/missing.csv"}


def _rows(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(1 for _ in lines) - 1


def _folder(name: str, work: Path) -> Path:
    return work / "out" / "".join(c if c.isalnum() else "-" for c in name)


def _one(name: str, data: Path, work: Path) -> measure.Took:
    out = _folder(name, work)
    shutil.rmtree(out, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    took = _checked(entrants.command(name, data, out), work / "run.log", name)
    print(f"{data.name}  {name:35s} {took.seconds:7.2f} s  {took.peak_mib:7.0f} MiB", flush=True)
    return took


def _told(name: str, truth: Any, took: list[measure.Took], inner: list[float], work: Path) -> dict[str, Any]:
    return {
        "seconds": [round(t.seconds, 2) for t in took],
        "best_seconds": round(min(t.seconds for t in took), 2),
        "middle_seconds": round(statistics.median(t.seconds for t in took), 2),
        "processor_seconds": round(min(t.processor for t in took), 2),
        "peak_mib": round(max(t.peak_mib for t in took)),
        "in_memory_seconds": round(min(inner), 2),
        **judged.figures(truth, _folder(name, work)),
    }
