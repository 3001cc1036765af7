"""Reports filed as from the page, one after the other, while all is well. Run as the pages' role.

`python -m waylight.ops.drills.telling.filing JSON`: a list of pairs of a child and a worker of the child's home.
"""

from __future__ import annotations

import json
import sys
import time
from uuid import UUID, uuid4

import django

PAUSE = 0.1


def main(pairs: list[tuple[str, str]]) -> int:
    django.setup()
    from waylight.ops.drills.reporting import reporter

    for child, worker in pairs:
        reporter(UUID(worker), [UUID(child)])(str(uuid4()))
        time.sleep(PAUSE)
    return 0


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
