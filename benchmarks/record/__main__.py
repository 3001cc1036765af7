"""python -m benchmarks.record [children]: fills a throw-away database with facts, rebuilds all that follows from them,
asks the hottest questions as each role, files reports, and keeps what it took in `results/`."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.rebuild import measure, owner_of, server
from benchmarks.record.asking import AT_MOST, Answer, as_json, ask_all
from benchmarks.record.filing import AT_MOST as FILED_WITHIN
from benchmarks.record.filing import Filed, file_all
from benchmarks.record.population import make_population

RESULTS = Path(__file__).parent / "results"
# A limit that was settled, in seconds, for a million episodes.
REBUILT_WITHIN = 300


def main(children: int) -> int:
    """Returns 1 where something took too long or read a large table whole."""
    from waylight.ops.postgres.connection import WEB
    from waylight.ops.postgres.roles import connect

    with server() as cluster:
        with owner_of(cluster) as owner:
            began = perf_counter()
            facts = make_population(owner, children=children)
            print(f"{children:,} children, {facts:,} facts, in {perf_counter() - began:.0f} s", flush=True)
            rebuilt = list(measure(owner, whole=False))
            owner.execute("VACUUM ANALYZE")
        with connect(cluster.address(WEB)) as web:
            answers = list(ask_all(web))
        filed = list(file_all())
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "asking.json").write_text(as_json(answers), "utf-8")
    summary = _summary(children, facts, rebuilt, answers, filed)
    (RESULTS / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", "utf-8")
    return _say(rebuilt[0][1], answers, filed)


def _say(seconds: float, answers: list[Answer], filed: list[Filed]) -> int:
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
    bad += [f"rebuild took {seconds:.0f} s"] if seconds > REBUILT_WITHIN else []
    for line in bad:
        print("TOO SLOW", line)
    return 1 if bad else 0


def _summary(
    children: int,
    facts: int,
    rebuilt: list[tuple[str, float, float]],
    answers: list[Answer],
    filed: list[Filed],
) -> dict[str, Any]:
    slowest = max(answers, key=lambda a: a.milliseconds)
    return {
        "children": children,
        "facts": facts,
        "processors": platform.machine(),
        "seconds": {
            what: {"clock": round(clock), "own processes": round(own)} for what, clock, own in rebuilt
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
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
