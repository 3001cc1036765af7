"""A server of one's own: prepared as `docs/server.md` says, then migrated and looked at as in earnest."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import ADMIN, OWNER, WEB, WORKER
from waylight.ops.postgres.roles import connect

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """A durable server with a database `records` that carries no marker."""
    folder = Path(tempfile.mkdtemp(prefix="waylight-test-"))
    folder.chmod(0o711)
    made = Cluster(folder, "test")
    made.start()
    with connect(made.address(ADMIN)) as admin:
        for name in DURABLE:
            admin.execute(f"ALTER SYSTEM SET {name} = on")
        admin.execute("SELECT pg_reload_conf()")
        for statement in documented():
            admin.execute(statement)
    yield made
    made.destroy()


def documented() -> list[str]:
    """The statements of docs/server.md that make the database; the roles are there already."""
    text = (ROOT / "docs" / "server.md").read_text("utf-8")
    block = re.search(r"```sql\n(.*?)```", text, re.DOTALL)
    assert block
    statements = [part.strip() for part in block.group(1).split(";") if part.strip()]
    return [statement for statement in statements if not statement.startswith("CREATE ROLE")]


def in_earnest(server: Cluster, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the variables of a real installation."""
    urls = {
        name: replace(server.address(role), database="records").url
        for name, role in (
            ("DATABASE_URL", WEB), ("DATABASE_OWNER_URL", OWNER), ("DATABASE_WORKER_URL", WORKER),
        )
    }  # fmt: skip
    environment = {
        **os.environ, **urls, "WAYLIGHT_STATE": str(server.folder / "state"), "WAYLIGHT_HOSTS": "waylight.example",
        "DJANGO_SETTINGS_MODULE": "waylight.ops.settings",
    }  # fmt: skip
    for ours in ("WAYLIGHT_DEMO", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        environment.pop(ours, None)
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )


def test_the_tables_are_made_and_the_pages_role_may_use_them_and_no_more(server: Cluster) -> None:
    made = in_earnest(server, "-m", "waylight.ops.cli", "migrate")
    assert made.returncode == 0, made.stderr
    with connect(replace(server.address(WEB), database="records")) as web:
        assert web.execute("SELECT count(*) FROM agencies_person").fetchone() == (0,)
        owned = web.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user").fetchone()
    assert owned == (0,)


def test_a_safe_server_is_served_and_one_that_is_not_is_refused(server: Cluster) -> None:
    enter = ("-c", "import waylight.ops.wsgi; print('served')")
    served = in_earnest(server, *enter)
    assert served.stdout == "served\n", served.stderr
    with connect(server.address(ADMIN)) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")
        admin.execute("SELECT pg_reload_conf(), pg_sleep(0.3)")
    refused = in_earnest(server, *enter)
    assert refused.returncode == 1
    assert "fsync = off" in refused.stderr
