"""How fast a long trail is verified."""

from __future__ import annotations

import time
from datetime import datetime

from waylight.audit import sequencer
from waylight.audit.anchors import Anchor
from waylight.audit.verify import verify
from waylight.ops.drills.trails import fill
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER, WORKER
from waylight.ops.postgres.roles import connect


def verify_speed(cluster: Cluster, count: int, *, now: datetime) -> tuple[float, float]:
    """Entries in a second by the clock, and by this process's own processor time, over an invented trail of `count`
    rows with one anchored head. The two differ where the machine is busy with other things."""
    with connect(cluster.address(OWNER)) as owner:
        fill(owner, count, now=now)
    with connect(cluster.address(WORKER)) as worker:
        anchor = Anchor(now, sequencer.link(worker))
        began, busy = time.perf_counter(), time.process_time()
        verdict = verify(worker, anchors=(anchor,), now=now)
        seconds, busy = time.perf_counter() - began, time.process_time() - busy
    if not verdict.sound or verdict.rows != count:
        raise RuntimeError("A trail that nobody touched was not found sound.")
    return count / seconds, count / busy
