"""The engine alone, from tables in memory to tables in memory, and what that took (seconds.json)."""

from __future__ import annotations

import argparse
import json
import time
from datetime import UTC, datetime
from pathlib import Path

from waylight.exchange.reading import read_inputs
from waylight.reconcile import reconcile


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("police", "authority", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    now = datetime.now(UTC)
    started = time.perf_counter()
    reading = read_inputs(options.police, options.authority, None, None, now=now)
    loaded = time.perf_counter()
    reconcile(reading.extracts, now=now)
    seconds = {"read": loaded - started, "in_memory": time.perf_counter() - loaded}
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "seconds.json").write_text(json.dumps(seconds), "utf-8")


if __name__ == "__main__":
    main()
