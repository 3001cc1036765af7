"""python -m benchmarks.owed [children]: what a year of an invented nation owes, judged anew from its facts in two
processes. Results beside this file."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

RESULTS = Path(__file__).parent / "results" / "nation.json"
SECONDS, MILLISECONDS, PROCESSES = 60, 20, 2
# So many children are made, and then judged, at a time: the making is not counted.
AT_A_TIME = 2_000


def main(children: int) -> int:
    """Returns 1 where the year took too long."""
    with ProcessPoolExecutor(PROCESSES, initializer=_ready) as pool:
        parts = list(pool.map(judged, [(n, children) for n in range(PROCESSES)]))
    result: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "children": children,
        "times away": sum(part["times away"] for part in parts),
        "owed": sum(part["owed"] for part in parts),
        "processes": PROCESSES,
        "seconds by the clock": round(max(part["clock"] for part in parts), 1),
        "seconds of the processor, the slower process": round(max(part["processor"] for part in parts), 1),
        "one child who was away, ms, median": round(median(part["one"] for part in parts) * 1000, 2),
        "standing at the end of the year": dict(sum((Counter(part["words"]) for part in parts), Counter())),
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))
    return int(result["seconds of the processor, the slower process"] > SECONDS)


def judged(part: tuple[int, int]) -> dict[str, Any]:
    """Every child of one process: facts to happenings, to duties, to rows, to how each stands."""
    from benchmarks.owed.year import NEW_YEAR, YEAR, child
    from waylight.duties.projecting import judged_of, rows_from
    from waylight.engine.owing import standing

    first, children = part
    now, words, spent_on = NEW_YEAR + YEAR, Counter[str](), []
    clock = processor = 0.0
    owed = away = 0
    numbers = range(first, children, PROCESSES)
    for start in range(0, len(numbers), AT_A_TIME):
        made = [child(n) for n in numbers[start : start + AT_A_TIME]]
        away += sum(1 for some in made for said in some.said if said.fact.kind == "absent")
        began, spent = perf_counter(), process_time()
        for some in made:
            before = process_time()
            line, found = judged_of(some, now)
            owed += len(rows_from(some, line, found))
            words.update(str(standing(one, now).word) for one in found)
            if len(some.said) > 40:
                spent_on.append(process_time() - before)
        clock, processor = clock + perf_counter() - began, processor + process_time() - spent
    return {"clock": clock, "processor": processor, "owed": owed, "times away": away, "one": median(spent_on or [0.0]),
            "words": words}  # fmt: skip


def _ready() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "waylight.ops.settings_test"
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
