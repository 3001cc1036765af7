"""`python -m benchmarks.check_return`: an invented return of 100,000 missing rows through `waylight check-return`.

With `--public PYTHON`, a Python that has the sector's public checking program, also through that, and what differs.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.check_return.invented import write_return
from waylight.rulebook.statutory_return import CHECKS

Found = set[tuple[str, str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check_return", description=__doc__)
    parser.add_argument("--children", type=int, default=40_000)
    parser.add_argument("--slips", type=float, default=0.3, help="from 0 to 1: how often cells are spoilt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--public", help="a Python that has csc-validator-be-903")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "return"
        told: dict[str, Any] = {
            "rows": write_return(folder, children=options.children, slips=options.slips, seed=options.seed)
        }
        found, told["seconds"] = _ours(folder)
        told["faults"] = len(found)
        if options.public:
            theirs, told["public_seconds"] = _theirs(folder, options.public)
            told["only_ours"] = Counter(sorted(rule for rule, _, _ in found - theirs))
            told["only_public"] = Counter(sorted(rule for rule, _, _ in theirs - found))
    print(json.dumps(told, indent=1))


def _ours(folder: Path) -> tuple[Found, float]:
    """What the command flags, and the processor seconds of the whole command."""
    out = folder.parent / "faults.csv"
    start = "from waylight.ops.cli import main; raise SystemExit(main())"
    arguments = ["check-return", folder, "--last-year", folder / "last", "--year", "2026", "--out", out]
    command = [sys.executable, "-c", start, *map(str, arguments)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with out.open(newline="", encoding="utf-8") as file:
        return {(row["rule"], row["table"], row["row"]) for row in csv.DictReader(file)}, round(seconds, 1)


def _theirs(folder: Path, python: str) -> tuple[Found, float]:
    script = Path(__file__).with_name("public_program.py")
    rules = ",".join(check.code for check in CHECKS)
    done = subprocess.run(
        [python, str(script), str(folder), rules], check=True, capture_output=True, text=True
    )
    lines = [tuple(line.split(",")) for line in done.stdout.splitlines()]
    found = {(rule, table, row) for rule, table, row in lines if rule != "seconds"}
    return found, next(float(row) for rule, _, row in lines if rule == "seconds")


if __name__ == "__main__":
    main()
