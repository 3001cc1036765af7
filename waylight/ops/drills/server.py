"""A server of its own for a drill: it keeps what it acknowledges, or is made not to, and can be killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import ADMIN, OWNER, WEB, WORKER
from waylight.ops.postgres.place import SOCKET_NAME, read_papers
from waylight.ops.postgres.roles import connect

KEEPS = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
# After a kill the server makes sure of its files before it opens: all at once where the system can, else one by one.
if sys.platform == "linux":
    KEEPS["recovery_init_sync_method"] = "syncfs"
# The control: the server says "done" before anything is on disk, and writes it down every ten seconds only.
LOSES = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "wal_writer_delay": "10s"}
PATIENCE = 30


@contextmanager
def drill_server(*, migrated: bool = True) -> Iterator[Cluster]:
    """A cluster in a folder of its own that keeps what it acknowledges, migrated; gone afterwards."""
    # The same name as that of the tests' clusters, so that what a killed drill leaves is swept away with theirs.
    folder = Path(tempfile.mkdtemp(prefix="waylight-test-"))
    folder.chmod(0o711)
    (folder / "pid").write_text(str(os.getpid()))
    cluster = Cluster(folder, "test")
    try:
        cluster.start()
        if migrated:
            command = [sys.executable, "-m", "waylight.ops.migrate", "--quiet"]
            subprocess.run(command, env=environment(cluster, "owner"), check=True)  # noqa: S603
        restart_with(cluster, KEEPS)
        yield cluster
    finally:
        cluster.destroy()
        shutil.rmtree(folder, ignore_errors=True)


def restart_with(cluster: Cluster, settings: Mapping[str, str]) -> None:
    """Stop the server in good order and start it with these settings over its own."""
    with connect(cluster.address(ADMIN)) as admin:
        admin.execute("ALTER SYSTEM RESET ALL")
        for name, value in settings.items():
            admin.execute(f"ALTER SYSTEM SET {name} = '{value}'")
    cluster.stop()
    cluster.start()


def environment(cluster: Cluster, role: str) -> dict[str, str]:
    """The variables of an installation on this server, for a process that signs in as `role`."""
    state = cluster.folder / "state"
    state.mkdir(mode=0o700, exist_ok=True)
    return {
        **{name: value for name, value in os.environ.items() if name != "WAYLIGHT_DEMO"},
        "DATABASE_URL": cluster.address(WEB).url,
        "DATABASE_OWNER_URL": cluster.address(OWNER).url,
        "DATABASE_WORKER_URL": cluster.address(WORKER).url,
        "WAYLIGHT_STATE": str(state),
        "WAYLIGHT_HOSTS": "localhost",
        "WAYLIGHT_ROLE": role,
        "DJANGO_SETTINGS_MODULE": "waylight.ops.settings",
    }


def rebuild(cluster: Cluster, *words: str) -> str:
    """Run `waylight rebuild` on this server; returns what it said where it did not end well, or ''."""
    command = [sys.executable, "-m", "waylight.ops.cli", "rebuild", *words]
    said = subprocess.run(  # noqa: S603
        command, env=environment(cluster, "owner"), capture_output=True, text=True, check=False
    )
    return f"{said.returncode}: {said.stdout}{said.stderr}" if said.returncode else ""


def kill(cluster: Cluster) -> int:
    """End every process of the server at once, as a power cut would; returns how many there were."""
    papers = read_papers(cluster.folder / "postgres.json")
    assert papers is not None
    doomed = processes(cluster)
    first = doomed[0]
    for process in doomed:
        _end(process)
    # Those that were started in between.
    for process in _children(first):
        _end(process)
    until = time.monotonic() + PATIENCE
    while any(map(_alive, doomed)) and time.monotonic() < until:
        time.sleep(0.005)
    # The next server would take a process that is not collected yet for a rival that still runs.
    for lock in (
        Path(papers.server) / "data" / "postmaster.pid",
        Path(papers.socket) / f"{SOCKET_NAME}.lock",
    ):
        lock.unlink(missing_ok=True)
    return len(doomed)


def processes(cluster: Cluster) -> list[int]:
    """All processes of the server that run now, the one that started the others first."""
    papers = read_papers(cluster.folder / "postgres.json")
    assert papers is not None
    first = int((Path(papers.server) / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
    return [first, *_children(first)]


def _children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True)  # noqa: S607
    rows = (line.split() for line in listed.stdout.splitlines())
    return [int(pid) for pid, ppid in rows if int(ppid) == parent]


def _end(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _alive(process: int) -> bool:
    state = subprocess.run(  # noqa: S603
        ["ps", "-o", "stat=", "-p", str(process)],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    # One that has ended and that nobody has collected yet holds nothing any more.
    return bool(state.stdout.strip()) and not state.stdout.strip().startswith("Z")
