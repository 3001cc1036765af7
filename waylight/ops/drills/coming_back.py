"""The drill of "we can come back, and nobody comes back with us who was erased": backup, erasure, restore."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

from waylight.audit import sequencer
from waylight.ops.backup.proof import TABLES
from waylight.ops.door_keys import make_pair
from waylight.ops.drills.seeding import Seeded, seed
from waylight.ops.drills.server import drill_server, environment
from waylight.ops.drills.trails import fill
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import ADMIN, OWNER, WORKER
from waylight.ops.postgres.roles import connect

# A word that stands nowhere but in what is to be erased.
CANARY = "zircon canary"
GOES = 5
NAMED = "UPDATE children_child SET given_names = %s, name_key = %s, called_key = %s WHERE id = ANY (%s)"
# Away for two hours the day before yesterday, as an imported row says it: both ends at once.
REPORTS = """
INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, told, child,
                        by_node_id, door, source_key, body)
SELECT gen_random_uuid(), 'absent', 1, 'episode core', began, began, to_char(began, 'YYYY-MM-DD"T"HH24:MI'), now(),
       child, %(home)s, 'web', gen_random_uuid()::text, jsonb_build_object(
           'whereabouts', 'unknown', 'concern', true, 'reported', true, 'until', jsonb_build_object(
               'earliest', to_jsonb(ended), 'latest', to_jsonb(ended), 'said', to_char(ended, 'YYYY-MM-DD"T"HH24:MI')))
FROM unnest(%(children)s::uuid[]) child,
     LATERAL (SELECT now() - interval '2 days' AS began, now() - interval '46 hours' AS ended) times
"""
SAID = """
INSERT INTO facts_words (id, fact_id, child, by_node_id, record, field, text)
SELECT gen_random_uuid(), f.id, f.child, f.by_node_id, 'episode', 'notes', %s FROM facts_fact f WHERE f.child = ANY (%s)
"""
OLD = "UPDATE children_child SET born = '1930-01-01' WHERE given_names = %s"
SERVE = "import waylight.ops.wsgi"


@dataclass(frozen=True)
class CameBack:
    """`back`: rows in which a name or word of somebody who was erased stands after the restore; `refused`: whether
    the pages refused to open. Once as `waylight restore` does it, once (the control) with an empty list."""

    rows: int
    erased: int
    backup: float
    restore: float
    proved: bool
    back: int
    refused: bool
    control_back: int
    control_refused: bool
    # Of the control, after the list was carried out on the record as it stood.
    then_back: int
    then_refused: bool

    @property
    def kept(self) -> bool:
        """Whether the promise held."""
        return self.proved and not (self.back or self.refused or self.then_back or self.then_refused)

    @property
    def seen(self) -> bool:
        """Whether the drill can see: without the list they come back, and the pages refuse to open."""
        return self.control_back > 0 and self.control_refused

    def __str__(self) -> str:
        return (
            f"{self.rows:,} rows: backup {self.backup:.1f} s, restore {self.restore:.1f} s, "
            f"{'every count and sum equal' if self.proved else 'NOT PROVED'}; of {self.erased} erased since "
            f"{self.back} rows came back, pages {'REFUSED' if self.refused else 'opened'}. "
            f"Control, an empty list: {self.control_back} rows came back, pages "
            f"{'refused' if self.control_refused else 'OPENED'}; with the list afterwards {self.then_back}, pages "
            f"{'REFUSED' if self.then_refused else 'opened'}."
        )


def come_back(*, children: int, trail: int) -> CameBack:
    """Back up a record of so many children and rows of the trail, erase some, and restore it twice."""
    with tempfile.TemporaryDirectory(prefix="waylight-drill-") as name, drill_server() as before:
        folder = Path(name)
        rows = _write(before, seed(before, children=children), trail)
        private, public = folder / "private", folder / "public"
        make_pair(private, public)
        backup, _ = _timed(before, "backup", "--to", str(folder / "backup"), "--seal-to", str(public))
        listed = _erase(before, folder)
        empty = folder / "empty"
        empty.touch()
        source = ("restore", "--from", str(folder / "backup"), "--open-with", str(private), "--let-go")
        with drill_server(migrated=False) as after:
            restore, proved = _timed(after, *source, str(listed))
            whole = (_canaries(after), _refuses(after, listed))
        with drill_server(migrated=False) as control:
            _timed(control, *source, str(empty))
            without = (_canaries(control), _refuses(control, listed))
            _timed(control, "restore", "--let-go", str(listed))
            then = (_canaries(control), _refuses(control, listed))
    return CameBack(rows, GOES, backup, restore, proved, *whole, *without, *then)


def _write(cluster: Cluster, seeded: Seeded, trail: int) -> int:
    """Reports of everybody with words, a long trail, and the canary for those who will go. Returns the rows."""
    going = list(seeded.children[:GOES])
    values = {"home": seeded.home, "children": list(seeded.children)}
    with connect(cluster.address(OWNER)) as owner:
        owner.execute(REPORTS, values)
        owner.execute(NAMED, [CANARY, CANARY, CANARY, going])
        owner.execute(SAID, [CANARY, going])
        fill(owner, trail, now=datetime.now(UTC))
        owner.execute("ANALYZE")
        rows = sum(_count(owner, "SELECT count(*) FROM {} t", name) for name in _tables(owner))
    _timed(cluster, "rebuild")
    with connect(cluster.address(WORKER)) as worker:
        sequencer.link(worker)
    return rows


def _erase(cluster: Cluster, folder: Path) -> Path:
    """Some become so old that their records go, by the command that does it each night; returns the list outside."""
    with connect(cluster.address(OWNER)) as owner:
        owner.execute(OLD, [CANARY])
    listed = folder / "let-go.jsonl"
    _timed(cluster, "retention", listed=listed)
    if len(listed.read_text().splitlines()) != GOES:
        raise RuntimeError("Not everybody was erased who should be.")
    return listed


def _timed(cluster: Cluster, *words: str, listed: Path | None = None) -> tuple[float, bool]:
    """Run a command of Waylight on this server; returns its seconds and whether it ended well."""
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "waylight.ops.cli", *words], env=_environment(cluster, listed),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        print(f"{words[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return time.monotonic() - began, done.returncode == 0


def _refuses(cluster: Cluster, listed: Path) -> bool:
    """Whether the pages refuse to open on this server, for what came back; anything else is a fault of the drill."""
    with connect(cluster.address(ADMIN)) as admin:
        # As a server of one's own is, which carries no marker.
        admin.execute("DELETE FROM made.database")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", SERVE], env=_environment(cluster, listed), capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode and "older than what was let go" not in done.stderr:
        raise RuntimeError(done.stderr)
    return done.returncode != 0


def _environment(cluster: Cluster, listed: Path | None) -> dict[str, str]:
    named = {} if listed is None else {"WAYLIGHT_LET_GO": str(listed)}
    return {**environment(cluster, "web"), **named}


def _canaries(cluster: Cluster) -> int:
    """Rows of any table in which the canary stands."""
    with connect(cluster.address(ADMIN)) as admin:
        found = "SELECT count(*) FROM {} t WHERE t::text ILIKE %s"
        return sum(_count(admin, found, name, f"%{CANARY}%") for name in _tables(admin))


def _tables(session: Connection[Any]) -> list[str]:
    return [name for (name,) in session.execute(TABLES).fetchall()]


def _count(session: Connection[Any], query: str, table: str, *values: str) -> int:
    row = session.execute(sql.SQL(query).format(sql.Identifier(table)), values or None).fetchone()
    assert row is not None
    return int(row[0])
