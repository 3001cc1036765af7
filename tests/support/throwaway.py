"""A throw-away PostgreSQL for one run of the tests, and the migrated database in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER, WEB, WORKER

PREFIX = "waylight-test-"


def throwaway_cluster() -> Iterator[Cluster]:
    """Start a cluster in a folder of its own; delete both afterwards."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)
    (folder / "pid").write_text(str(os.getpid()))
    cluster = Cluster(folder, "test")
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.destroy()


def migrate(cluster: Cluster) -> None:
    """Make the tables as their owner, then leave Django signed in as the web pages' role."""
    from django.core.management import call_command
    from django.db import connections

    from waylight.ops.database import from_address
    from waylight.ops.postgres.roles import connect

    settings = connections.settings["default"]
    settings |= {**from_address(cluster.address(OWNER)), "OPTIONS": settings["OPTIONS"]}
    connections["default"].settings_dict |= settings
    call_command("migrate", verbosity=0, interactive=False)
    connections["default"].close()
    with connect(cluster.address(OWNER)) as owner:
        # Between tests every table is emptied. Nowhere but here may the pages' role do that.
        owner.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {WEB}, {WORKER}")
    settings |= {**from_address(cluster.address(WEB)), "OPTIONS": settings["OPTIONS"]}
    connections["default"].settings_dict |= settings


def _sweep() -> None:
    """Delete what test runs that were killed left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = folder / "pid"
        if not pid.exists() or _alive(int(pid.read_text())):
            continue
        if (folder / "postgres.json").exists():
            Cluster(folder, "test").destroy()
        shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
