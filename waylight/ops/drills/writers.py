"""Four writers who file report after report, and try again with the same key until they are told "received".

Run as `python -m waylight.ops.drills.writers FOLDER SEEDED`, where SEEDED is JSON: the workers and the children.
Ends when its standard input does, each writer after its last report was acknowledged. `FOLDER/acknowledged.N` holds a
line for each: the key, and the fact's id.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import django

# Seconds between one try and the next while the server is away, and after which a writer who is to stop gives up.
PAUSE, GIVE_UP = 0.05, 20

# Files one report with this key, as one transaction; gives the id of what was kept.
File = Callable[[str], UUID]


def write(number: int, file: File, acknowledged: Path, stop: threading.Event) -> None:
    """File reports until told to stop. A report is given up by nobody: it is sent until it is acknowledged."""
    from django.db import InterfaceError, OperationalError, connection

    with acknowledged.open("a") as kept:
        while not stop.is_set():
            key = f"{number}-{uuid4()}"
            while True:
                try:
                    fact = file(key)
                except (OperationalError, InterfaceError):
                    connection.close()
                    time.sleep(PAUSE)
                    continue
                break
            kept.write(f"{key} {fact}\n")
            kept.flush()
    connection.close()


def main(folder: Path, workers: list[UUID], children: list[UUID]) -> int:
    """Start the writers and wait for the end of standard input. Returns 1 where one of them could not finish."""
    # The pool says each time that the server is away, which is the point of the drill.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    django.setup()
    from waylight.ops.drills.reporting import reporter

    stop = threading.Event()
    threads = [
        threading.Thread(
            target=write,
            args=(n, reporter(worker, children), folder / f"acknowledged.{n}", stop),
            daemon=True,
        )
        for n, worker in enumerate(workers)
    ]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stop.set()
    until = time.monotonic() + GIVE_UP
    for thread in threads:
        thread.join(max(0, until - time.monotonic()))
    return int(any(thread.is_alive() for thread in threads))


if __name__ == "__main__":
    given = json.loads(sys.argv[2])
    ids = {name: [UUID(text) for text in given[name]] for name in ("workers", "children")}
    sys.exit(main(Path(sys.argv[1]), **ids))
