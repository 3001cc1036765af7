"""The drill of the promise "received": the server is killed again and again under four writers."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID

from waylight.audit import sequencer
from waylight.audit.verify import verify
from waylight.ops.drills.seeding import Seeded
from waylight.ops.drills.server import environment, kill, rebuild
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import ADMIN, WORKER
from waylight.ops.postgres.roles import connect

# As many acknowledgements between one kill and the next, so that each hits writers at work.
AT_WORK = 12
PATIENCE = 60


@dataclass(frozen=True)
class Outcome:
    """What was counted after the last restart. All but the first two must be nought."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    # Facts without their row on the trail in the same transaction, and such rows without their fact.
    half: int
    # Faults that `waylight audit verify` finds in the trail afterwards.
    broken: int
    # What `waylight rebuild --check` said where a projection is not as the facts say, or ''.
    differs: str
    seconds: float

    @property
    def kept(self) -> bool:
        """Whether the promise held."""
        return self.lost == self.doubled == self.half == self.broken == 0 and not self.differs

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.acknowledged:,} acknowledged: {self.lost:,} lost, {self.doubled:,} doubled, "
            f"{self.half:,} without their row on the trail; {self.broken:,} faults of the trail; "
            f"{self.seconds:.0f} s; "
            f"projections {f'are NOT as the facts say: {self.differs[-1500:]}' if self.differs else 'as the facts say'}"
        )


def kill_under_writers(cluster: Cluster, seeded: Seeded, *, kills: int, rng: Random) -> Outcome:
    """Kill the server `kills` times while four writers file reports, then count. The server is started again."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="waylight-drill-") as name:
        folder = Path(name)
        writers = _writers(cluster, seeded, folder)
        try:
            for _ in range(kills):
                _until_at_work(folder, writers)
                time.sleep(rng.uniform(0, 0.2))
                kill(cluster)
                cluster.start()
            _until_at_work(folder, writers)
            writers.communicate(timeout=PATIENCE)
        finally:
            writers.kill()
        if writers.returncode:
            raise RuntimeError("A writer was left waiting although the server is back.")
        return _count(cluster, folder, kills, began)


def _writers(cluster: Cluster, seeded: Seeded, folder: Path) -> subprocess.Popen[bytes]:
    ids = {"workers": list(map(str, seeded.workers)), "children": list(map(str, seeded.children))}
    command = [sys.executable, "-m", "waylight.ops.drills.writers", str(folder), json.dumps(ids)]
    return subprocess.Popen(command, env=environment(cluster, "web"), stdin=subprocess.PIPE)  # noqa: S603


def _lines(folder: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in folder.iterdir())


def _until_at_work(folder: Path, writers: subprocess.Popen[bytes]) -> None:
    enough = _lines(folder) + AT_WORK
    until = time.monotonic() + PATIENCE
    while _lines(folder) < enough:
        if writers.poll() is not None or time.monotonic() > until:
            raise RuntimeError("The writers stopped; what went wrong stands above.")
        time.sleep(0.01)


def _count(cluster: Cluster, folder: Path, kills: int, began: float) -> Outcome:
    told = [line.split() for path in folder.iterdir() for line in path.read_text().splitlines()]
    with connect(cluster.address(ADMIN)) as admin:
        admin.execute("CREATE TEMP TABLE told (key text, fact uuid)")
        with admin.cursor() as cursor, cursor.copy("COPY told FROM STDIN") as copy:
            for key, fact in told:
                copy.write_row((key, UUID(fact)))
        counted = [admin.execute(query).fetchone() for query in (LOST, DOUBLED, HALF)]
    lost, doubled, half = (row[0] if row else -1 for row in counted)
    with connect(cluster.address(WORKER)) as worker:
        sequencer.link(worker)
        broken = verify(worker, anchors=(), now=datetime.now(UTC)).count
    differs = rebuild(cluster, "--check")
    return Outcome(kills, len(told), lost, doubled, half, broken, differs, time.monotonic() - began)


LOST = """
SELECT count(*) FROM told LEFT JOIN facts_fact f ON f.id = told.fact AND f.source_key = told.key
WHERE f.id IS NULL
"""
DOUBLED = """
SELECT (SELECT count(*) FROM (SELECT FROM facts_fact GROUP BY by_node_id, source_key HAVING count(*) > 1) twice)
     + (SELECT count(*) FROM (SELECT FROM audit_trail WHERE act = 'wrote' AND subject IN (SELECT id FROM facts_fact)
                              GROUP BY subject HAVING count(*) > 1) twice)
     + (SELECT count(*) FROM (SELECT FROM told GROUP BY fact HAVING count(*) > 1) twice)
"""
HALF = """
SELECT (SELECT count(*) FROM facts_fact f WHERE NOT EXISTS (
            SELECT FROM audit_trail t WHERE t.subject = f.id AND t.act = 'wrote' AND t.tx = f.tx))
     + (SELECT count(*) FROM audit_trail t WHERE t.act = 'wrote' AND t.route = 'drill' AND NOT EXISTS (
            SELECT FROM facts_fact f WHERE f.id = t.subject AND f.tx = t.tx))
"""
