"""A throw-away PostgreSQL for one run of the tests, a copy of one that is migrated."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.support import template
from waylight.ops.drills.server import restart_with
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import ADMIN, WEB
from waylight.ops.postgres.roles import connect

PREFIX = "waylight-test-"
# Bytes of a table from which on emptying all files is quicker than deleting rows.
EMPTIED_AT_ONCE = 1_000_000


def throwaway_cluster(settings: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """Start a cluster in a folder of its own, with `settings` over its own; delete both afterwards."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)
    (folder / "pid").write_text(str(os.getpid()))
    cluster = Cluster(folder, "test")
    try:
        template.lay_out(folder)
        cluster.start()
        if settings:
            restart_with(cluster, settings)
        yield cluster
    finally:
        cluster.destroy()


def sign_in(cluster: Cluster) -> None:
    """Leave Django signed in as the web pages' role."""
    from django.db import connections

    from waylight.ops.database import from_address

    settings = connections.settings["default"]
    settings |= {**from_address(cluster.address(WEB)), "OPTIONS": settings["OPTIONS"]}
    connections["default"].settings_dict |= settings


def empty_tables(cluster: Cluster) -> None:
    """Empty every table that a test may have written to, as the maker of the cluster and past every trigger.

    The pages' role keeps exactly the rights it has in earnest, so a test may show what it cannot do.
    """
    with connect(cluster.address(ADMIN)) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("SET lock_timeout = '10s'")
        sizes = admin.execute(
            "SELECT quote_ident(c.relname), pg_relation_size(c.oid) FROM pg_class c "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL (%s)",
            [["django_migrations", "django_content_type", "auth_permission", "access_cell"]],
        ).fetchall()
        if any(size > EMPTIED_AT_ONCE for _, size in sizes):
            admin.execute(f"TRUNCATE {', '.join(name for name, _ in sizes)}")
        elif used := [name for name, size in sizes if size]:
            # A few rows in a few tables: taking them out is quicker than making every file anew.
            admin.execute("; ".join(f"DELETE FROM {name}" for name in used))


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
