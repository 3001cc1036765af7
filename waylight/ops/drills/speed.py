"""How fast a long trail is verified."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from waylight.audit import sequencer
from waylight.audit.anchors import Anchor
from waylight.audit.verify import verify
from waylight.ops.drills.server import processes
from waylight.ops.drills.trails import fill
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER, WORKER
from waylight.ops.postgres.roles import connect


@dataclass(frozen=True)
class Speed:
    """Entries in a second: by the clock, and by the processor's time of whichever took more of it, this process or the
    server's that reads for it: they work side by side. The two differ where the machine is busy with other things; the
    second is 0 where the system does not tell it."""

    clock: float
    processor: float


def verify_speed(cluster: Cluster, count: int, *, now: datetime) -> Speed:
    """Over an invented trail of `count` rows with one anchored head."""
    with connect(cluster.address(OWNER)) as owner:
        fill(owner, count, now=now)
    with connect(cluster.address(WORKER)) as worker:
        # One process of the server, whose time can be told.
        worker.execute("SET max_parallel_workers_per_gather = 0")
        anchor = Anchor(now, sequencer.link(worker))
        began, ours, theirs = time.perf_counter(), time.process_time(), _spent(worker.info.backend_pid)
        verdict = verify(worker, anchors=(anchor,), now=now)
        seconds, ours = time.perf_counter() - began, time.process_time() - ours
        theirs = _spent(worker.info.backend_pid) - theirs
    if not verdict.sound or verdict.rows != count:
        raise RuntimeError("A trail that nobody touched was not found sound.")
    return Speed(count / seconds, count / max(ours, theirs) if theirs else 0.0)


def served(cluster: Cluster) -> float:
    """Seconds of the processor's time that the whole server took so far; 0 where only Linux would know."""
    first, *others = processes(cluster)
    return _spent(first, ended=True) + sum(map(_spent, others))


def _spent(server: int, *, ended: bool = False) -> float:
    """Seconds of the processor's time that this process of the server took so far; 0 where only Linux would know.
    `ended`: with those that it started and that have ended."""
    told = Path(f"/proc/{server}/stat")
    if not told.exists():
        return 0.0
    # After the name in brackets: user and system time stand at places 12 and 13, of what ended at 14 and 15.
    fields = told.read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11 : 15 if ended else 13])) / os.sysconf("SC_CLK_TCK")
