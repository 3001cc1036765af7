"""Makes a nation of facts in a throw-away database by COPY, rebuilds all that follows from them, asks the hottest
questions as each role, files reports, and keeps what it took in `results/`, all from one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from benchmarks.rebuild import Took, measure, owner_of, server, timed
from benchmarks.record.asking import AT_MOST, Answer, as_json, ask_all
from benchmarks.record.filing import AT_MOST as FILED_WITHIN
from benchmarks.record.filing import Filed, file_all
from benchmarks.record.population import make_population

RESULTS = Path(__file__).parent / "results"
# Fewer leave whom these questions are about out.
LEAST = 1000
# A limit that was settled, in seconds, for a million episodes.
REBUILT_WITHIN = 300


def main(arguments: list[str] | None = None) -> int:
    """Returns 1 where something took too long or read a large table whole."""
    from waylight.ops.postgres.connection import WEB
    from waylight.ops.postgres.roles import connect

    options = _options(arguments)
    machine = f"{os.cpu_count()} processors ({platform.machine()}), load before {os.getloadavg()[0]:.1f}"
    _progress(f"Starting a server on {machine}.")
    with server() as cluster:
        with owner_of(cluster) as owner:
            _progress(f"Making {options.children:,} children and what was said of them.")
            copied = timed(owner, "facts by COPY", lambda: _made(owner, options.children))
            _progress("Rebuilding, then checking.")
            took = [copied, *measure(owner, whole=False)]
            owner.execute("VACUUM ANALYZE")
        _progress("Asking as each role.")
        with connect(cluster.address(WEB)) as web:
            answers = list(ask_all(web))
        _progress("Filing reports and returns.")
        filed = list(file_all())
    summary = {"children": options.children, "facts": copied.said, "machine": machine}
    summary |= _summary(took, answers, filed)
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / "asking.json").write_text(as_json(answers), "utf-8")
    (options.results / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", "utf-8")
    return _say(took[1], answers, filed)


def _made(owner: psycopg.Connection[Any], children: int) -> str:
    return f"{make_population(owner, children=children):,} facts"


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record", description=__doc__)
    parser.add_argument(
        "children", type=_several, nargs="?", default=100_000, help="how many; ten times away each"
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="the folder to keep the figures in")
    return parser.parse_args(arguments)


def _several(text: str) -> int:
    if not text.isdecimal() or int(text) < LEAST:
        raise argparse.ArgumentTypeError(f"{text!r}: write a whole number from {LEAST:,} on, as 100000.")
    return int(text)


def _progress(words: str) -> None:
    print(words, flush=True)


def _say(rebuilt: Took, answers: list[Answer], filed: list[Filed]) -> int:
    for answer in sorted(answers, key=lambda a: -a.milliseconds)[:12]:
        print(f"{answer.milliseconds:8.1f} ms  {answer.rows:5} rows  {answer.role}: {answer.question}")
    for filing in filed:
        print(filing)
    bad = [
        f"{a.role}: {a.question}: {a.milliseconds} ms, whole: {a.read_whole}"
        for a in answers
        if a.milliseconds > AT_MOST or a.read_whole
    ]
    bad += [str(filing) for filing in filed if filing.late > FILED_WITHIN]
    bad += [f"rebuild took {rebuilt.clock:.0f} s"] if rebuilt.clock > REBUILT_WITHIN else []
    for line in bad:
        print("TOO SLOW", line)
    return 1 if bad else 0


def _summary(took: list[Took], answers: list[Answer], filed: list[Filed]) -> dict[str, Any]:
    slowest = max(answers, key=lambda a: a.milliseconds)
    return {
        "seconds": {
            one.what: {
                "clock": round(one.clock),
                "own processes": round(one.own),
                "server's processes": round(one.server),
            }
            for one in took
        },
        "questions": len(answers),
        "slowest in the median": f"{slowest.role}: {slowest.question}: {slowest.milliseconds} ms",
        "slowest of all": max(a.worst for a in answers),
        "read whole": [f"{a.role}: {a.question}" for a in answers if a.read_whole],
        "filing": {
            f.what: {
                "median": round(sorted(f.database)[len(f.database) // 2], 1),
                "95th of a hundred": round(f.late, 1),
                "worst": round(max(f.database), 1),
                "on the processor, median and worst": [
                    round(median(f.processor), 1),
                    round(max(f.processor), 1),
                ],
                "longest statement of the worst": f.slowest[0],
            }
            for f in filed
        },
    }


if __name__ == "__main__":
    sys.exit(main())
