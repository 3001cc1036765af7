"""Many invented extracts through `waylight reconcile`; every figure asked of the engine in one table.

    python -m benchmarks.reconcile.sweep --children 1000 --seeds 1-10 --kinds region harsh --work DIR

Kinds: `region`, `region-mild`, `region-dates`, `region-rough`: the product's own invented region; `usual`,
`dates`, `harsh`, `cruel` from the second, independent generator (rates vary with the seed). Extracts and
outputs stay in DIR and are used again unless `--fresh` is given; results go to DIR/sweep.csv too.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.reconcile import score
from benchmarks.reconcile.harsh import extract

WAYLIGHT = Path(sys.executable).with_name("waylight")
REGIONS = {"region": "usual", "region-mild": "mild", "region-dates": "dates", "region-rough": "rough"}
SECOND = {"usual": "usual", "dates": "usual", "harsh": "harsh", "cruel": "cruel"}


@dataclass(frozen=True)
class Case:
    """One extract: what kind, how many children, which seed."""

    kind: str
    children: int
    seed: int

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.children}-{self.seed}"


def make(case: Case, folder: Path) -> None:
    """Write the extract and its truth to `folder`."""
    if case.kind in REGIONS:
        command = [WAYLIGHT, "region", "--out", folder, "--children", case.children, "--seed", case.seed]
        command += ["--shape", "dense", "--rates", REGIONS[case.kind]]
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
        return
    dates = case.kind == "dates"
    rates = extract.drawn(SECOND[case.kind], seed=case.seed, vary=True, dates_only=dates)
    extract.write(extract.make(children=case.children, seed=case.seed, rates=rates), folder)


def reconcile(extracts: Path, out: Path) -> tuple[float, float]:
    """Run the command as anyone would. Returns seconds, and the highest memory of a child so far in GiB."""
    shutil.rmtree(out, ignore_errors=True)
    command = [
        WAYLIGHT,
        "reconcile",
        "--police",
        extracts / "police.csv",
        "--authority",
        extracts / "authority",
    ]
    began = time.perf_counter()
    subprocess.run([str(part) for part in [*command, "--out", out]], check=True, env={**os.environ})
    seconds = time.perf_counter() - began
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20


def one(case: Case, work: Path, fresh: bool) -> score.Figures:
    """Make the extract where it is not there yet, reconcile it, and score the output."""
    folder, out = work / case.name, work / f"{case.name}-out"
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        make(case, folder)
    seconds, peak = reconcile(folder, out)
    figures = score.score(score.Truth.read(folder), score.Output.read(out))
    return {**figures, "seconds": seconds, "peak": peak}


# What is asked: name, what it holds for, how the figures of the cases become one number, and the limit.
def demands(kind: str, children: int) -> list[tuple[str, str, str, float]]:
    """(column of the table, mean / worst, at least or at most, limit) for cases of this kind and size."""
    person, episode = "person F1", "episode F1"
    always = [
        ("ECE", "mean", "<", 0.004),
        ("worst bin", "max", "<", 0.03),
        ("false %", "mean", "<", 0.5),
        ("faults", "max", "<", 0.5),
    ]
    if kind in ("harsh", "cruel", "region-rough"):
        return (
            [(person, "mean", ">", 0.985), (episode, "mean", ">", 0.93), *always] if kind != "cruel" else []
        )
    counts = [(column, "|mean|", "<", 1.5) for column in ("both %", "police %", "auth %")]
    if children < 5000:
        return [(person, "mean", ">", 0.985), *counts, *always]
    if "dates" in kind:
        return [(person, "mean", ">", 0.995), (episode, "mean", ">", 0.98), *counts, *always]
    least = [(person, "mean", ">", 0.995), (person, "min", ">", 0.992), (episode, "mean", ">", 0.985)]
    if children >= 50_000:
        least = [(person, "mean", ">", 0.993), (episode, "mean", ">", 0.986)]
    return [*least, *counts, *always]


def judged(table: pl.DataFrame) -> list[str]:
    """One line per demand: met or not, and the figure."""
    lines = []
    for kind, children in table.select("kind", "children").unique(maintain_order=True).iter_rows():
        rows = table.filter((pl.col("kind") == kind) & (pl.col("children") == children))
        for column, how, side, limit in demands(kind, children):
            values = [v for v in rows[column].to_list() if v is not None]
            mean = sum(values) / len(values)
            value = {"mean": mean, "|mean|": abs(mean), "min": min(values), "max": max(values)}[how]
            met = value >= limit if side == ">" else value <= limit
            mark = "met " if met else "MISS"
            lines.append(f"{mark} {kind} {children}: {column} {how} {value:.4f} {side} {limit}")
        lines += _intervals(f"{kind} {children}", rows)
    return lines


def _intervals(name: str, rows: pl.DataFrame) -> list[str]:
    """How many intervals of the estimate hold the true number, and how wide they are; none without estimates."""
    if "covers" not in rows.columns or rows["covers"].null_count() == rows.height:
        return []
    given = rows.filter(pl.col("covers").is_not_null())
    half = sorted(given["half %"].to_list())[len(given) // 2]
    held = int(given["covers"].sum())
    mark = "met " if half < 3 else "MISS"
    return [
        f"{mark} {name}: intervals hold the truth in {held} of {len(given)}, median half {half:.2f} % < 3"
    ]


def seeds(text: str) -> list[int]:
    """`1-4,9` as 1, 2, 3, 4, 9."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--children", type=int, nargs="+", default=[1000])
    parser.add_argument("--seeds", type=seeds, default=[1])
    parser.add_argument(
        "--kinds", nargs="+", choices=[*REGIONS, *SECOND], default=["region", "usual", "harsh"]
    )
    parser.add_argument("--work", type=Path, required=True, metavar="DIR")
    parser.add_argument("--fresh", action="store_true", help="make every extract anew")
    return parser


def main(given: Sequence[str] | None = None) -> None:
    options = arguments().parse_args(given)
    options.work.mkdir(parents=True, exist_ok=True)
    lines: list[score.Figures] = []
    groups: list[pl.DataFrame] = []
    broken: list[str] = []
    for children, kind, seed in itertools.product(options.children, options.kinds, options.seeds):
        case = Case(kind, children, seed)
        try:
            figures = one(case, options.work, options.fresh)
        except subprocess.CalledProcessError as error:
            broken.append(f"MISS {case.name}: ended with {error.returncode}")
            continue
        groups.append(figures["groups"])
        flat = score.line(case.name, figures)
        lines.append({**flat, "seconds": figures["seconds"], "GiB": figures["peak"]})
        print(f"{case.name} done in {figures['seconds']:.1f} s", file=sys.stderr, flush=True)
    pooled = score.by_group(groups)
    print(score.show(lines, pooled))
    parts = pl.col("set").str.extract_groups(r"^(?<kind>.*)-(?<children>\d+)-(?<seed>\d+)$")
    table = pl.DataFrame(lines).with_columns(parts.alias("case")).unnest("case").cast({"children": pl.Int64})
    table.write_csv(options.work / "sweep.csv")
    print(*broken, *judged(table), sep="\n")
    gap = score.widest_gap(pooled)
    print(f"{'met ' if gap <= 0.015 else 'MISS'} all: widest gap between groups {gap:.4f} < 0.015")


if __name__ == "__main__":
    main()
