"""python -m benchmarks.record [children]: fills a throw-away database and asks the hottest questions as each role."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

RESULTS = Path(__file__).parent / "results" / "asking.json"


def main(children: int) -> int:
    """Returns 1 where a question took too long or read a large table whole."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waylight.ops.settings_test")
    import django

    django.setup()
    from benchmarks.record.asking import AT_MOST, as_json, ask_all
    from benchmarks.record.population import make_population
    from tests.support.throwaway import migrate
    from waylight.ops.postgres import Cluster
    from waylight.ops.postgres.connection import OWNER, WEB
    from waylight.ops.postgres.roles import connect

    folder = Path(tempfile.mkdtemp(prefix="waylight-bench-"))
    folder.chmod(0o711)
    cluster = Cluster(folder, "test")
    cluster.start()
    try:
        migrate(cluster)
        began = perf_counter()
        with connect(cluster.address(OWNER)) as owner:
            make_population(owner, children=children)
        print(f"{children:,} children, {children * 10:,} times away, in {perf_counter() - began:.0f} s")
        with connect(cluster.address(WEB)) as web:
            answers = list(ask_all(web))
    finally:
        cluster.destroy()
    bad = [a for a in answers if a.milliseconds > AT_MOST or a.read_whole]
    for answer in sorted(answers, key=lambda a: -a.milliseconds)[:12]:
        print(f"{answer.milliseconds:8.1f} ms  {answer.rows:5} rows  {answer.role}: {answer.question}")
    for answer in bad:
        print(
            f"TOO SLOW {answer.role}: {answer.question}: {answer.milliseconds} ms, whole: {answer.read_whole}"
        )
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(as_json(answers), "utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
