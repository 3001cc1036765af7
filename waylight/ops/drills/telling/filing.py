"""Reports and returns filed as from the page, one after the other. Run as the pages' role.

`python -m waylight.ops.drills.telling.filing SECONDS [returned]`: so long from one to the next, by the clock. Its input
is a list of pairs of a child and a worker of the child's home, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from uuid import UUID, uuid4

import django

RETURNED = "returned"


def main(pairs: list[tuple[str, str]], every: float, what: str = "") -> int:
    django.setup()
    from waylight.ops.drills.reporting import comes_back, reporter

    began = time.monotonic()
    for n, (child, worker) in enumerate(pairs):
        # By the clock: one that took long does not hold up those after it.
        time.sleep(max(0.0, began + n * every - time.monotonic()))
        if what == RETURNED:
            comes_back(UUID(worker), UUID(child))
        else:
            reporter(UUID(worker), [UUID(child)])(str(uuid4()))
    return 0


if __name__ == "__main__":
    sys.exit(main(json.load(sys.stdin), float(sys.argv[1]), *sys.argv[2:]))
