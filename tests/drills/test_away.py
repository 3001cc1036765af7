"""With the database stopped a report can still be filed; when it is back, each is there once."""

from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest

from waylight.door import passes, spool
from waylight.door.app import application_for
from waylight.door.keeping import Door, keep
from waylight.door.sealing import new_pair
from waylight.ops.drills.seeding import Seeded, seed
from waylight.ops.drills.server import environment
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

pytestmark = pytest.mark.slow
REPORTS = 50
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def seeded(server: Cluster) -> Seeded:
    return seed(server, children=REPORTS, workers=10)


def state(cluster: Cluster) -> Path:
    return Path(environment(cluster, "web")["WAYLIGHT_STATE"]) / "door"


def a_door(cluster: Cluster) -> Door:
    folder = state(cluster)
    folder.mkdir(mode=0o700, exist_ok=True)
    private, public = new_pair()
    (folder / "private").write_text(private.hex())
    (folder / "public").write_text(public.hex())
    (folder / "signing").write_text("a drill")
    return Door(b"a drill", public, folder / "spool")


def form(number: int) -> dict[str, str]:
    return {
        "key": f"report {number}", "child": f"Child {number} of Drill House", "known": "no", "since": "other",
        "since_day": f"{NOW - timedelta(days=1):%Y-%m-%d}", "since_time": "21:40", "clothes": "blue coat",
    }  # fmt: skip


def cookie(door: Door, worker: UUID) -> str:
    return passes.written(passes.fresh(worker, None, NOW + timedelta(hours=8)), door.signing)


def post(door: Door, number: int, held: str) -> str:
    body = urlencode(form(number)).encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST", "HTTP_COOKIE": f"door={held}", "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body), "HTTP_HOST": "here",
    }  # fmt: skip
    told: list[str] = []
    b"".join(application_for(door, lambda: NOW)(environ, lambda status, _: told.append(status)))
    return told[0][:3]


def filed(cluster: Cluster) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "waylight.ops.cli", "door", "file"]
    return subprocess.run(
        command, env=environment(cluster, "web"), capture_output=True, text=True, check=False
    )


def counted(cluster: Cluster, query: str) -> Any:
    with connect(cluster.address(OWNER)) as owner:
        row = owner.execute(query).fetchone()
    assert row is not None
    return row[0]


def test_fifty_filed_while_the_database_is_stopped_are_stored_once_when_it_is_back(
    server: Cluster, seeded: Seeded
) -> None:
    door = a_door(server)
    held = [cookie(door, worker) for worker in seeded.workers]
    server.stop()
    # Each twice, at once: a page that was sent and sent again.
    sent = [(number, held[number % len(held)]) for number in range(REPORTS) for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda one: post(door, *one), sent))
    assert told == ["202"] * len(sent)
    assert len(spool.waiting(door.folder)) == 2 * REPORTS

    away = filed(server)
    assert away.returncode != 0
    assert len(spool.waiting(door.folder)) == 2 * REPORTS

    server.start()
    assert filed(server).stdout == "50 filed, 50 filed before, 0 laid aside.\n"
    assert (
        counted(server, "SELECT count(*) FROM facts_fact WHERE kind = 'absent' AND door = 'door'") == REPORTS
    )
    once = "SELECT count(DISTINCT source_key) FROM facts_fact WHERE kind = 'absent' AND door = 'door'"
    assert counted(server, once) == REPORTS
    on_the_trail = (
        "SELECT count(*) FROM audit_trail WHERE route = 'door' AND act = 'wrote' AND basis = 'absent'"
    )
    assert counted(server, on_the_trail) == REPORTS
    assert spool.waiting(door.folder) == []
    assert filed(server).stdout == "0 filed, 0 filed before, 0 laid aside.\n"


def test_a_page_that_was_open_is_filed_about_its_child_at_the_time_it_was_sent(
    server: Cluster, seeded: Seeded
) -> None:
    door = a_door(server)
    sent = {name: [value] for name, value in form(1000).items()}
    child = seeded.children[0]
    for _ in range(3):
        keep(
            door, cookie=cookie(door, seeded.workers[0]), sent=sent, child=child, route="report",
            now=NOW - timedelta(minutes=30),
        )  # fmt: skip
    assert filed(server).stdout == "1 filed, 2 filed before, 0 laid aside.\n"
    told = counted(server, f"SELECT told FROM facts_fact WHERE child = '{child}' AND kind = 'absent'")
    assert told == NOW - timedelta(minutes=30)
    assert counted(server, f"SELECT count(*) FROM episodes_episode WHERE child_id = '{child}'") == 1


def test_what_cannot_be_filed_is_laid_aside_and_never_thrown_away(server: Cluster) -> None:
    door = a_door(server)
    nobody = cookie(door, UUID(int=1))
    assert post(door, 2000, nobody) == "202"
    spool.put(door.folder, b"not sealed by us")
    said = filed(server)
    assert (said.returncode, said.stdout) == (3, "0 filed, 0 filed before, 2 laid aside.\n")
    assert len(list((door.folder / "aside").iterdir())) == 2
