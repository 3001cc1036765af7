"""The processes of an installation: the pages, the worker, the migrations, the embedded database."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from waylight.ops.postgres import Cluster
from waylight.ops.state import demo_cluster_folder

SETTINGS = "waylight.ops.settings"
THREADS = "4"
# Seconds between one look at what the door kept and the next.
FILE_EVERY = 10


def serve_command(options: argparse.Namespace) -> int:
    """Serve the pages from the server that DATABASE_URL names."""
    if "DATABASE_URL" not in os.environ:
        print(
            "Set DATABASE_URL to a PostgreSQL server (15 or newer) of your own. "
            "To look at invented records, run `waylight demo`.",
            file=sys.stderr,
        )
        return 1
    return become(pages(options.host, options.port), environment("web"))


def worker_command(_: argparse.Namespace) -> int:
    """Carry out queued tasks until told to stop."""
    return become(worker(), environment("worker"))


def migrate_command(_: argparse.Namespace) -> int:
    """Bring the tables up to this version, as their owner."""
    return migrate()


def database_command(options: argparse.Namespace) -> int:
    """Start, stop or describe the demonstration's database."""
    cluster = Cluster(demo_cluster_folder())
    if options.action == "start":
        cluster.start()
    elif options.action == "stop":
        cluster.stop()
    status = cluster.status()
    made = f"PostgreSQL {status.version} in {cluster.folder}" if status.made else "not made yet"
    print(f"{made}, {'running' if status.running else 'stopped'}")
    return 0


def migrate(*words: str, extra: Mapping[str, str] | None = None) -> int:
    """Bring the tables up to this version, in a process of its own that signs in as their owner."""
    command = [sys.executable, "-m", "waylight.ops.migrate", *words]
    return subprocess.call(command, env=environment("owner", extra))  # noqa: S603 - our own program


def manage(role: str, *words: str, extra: Mapping[str, str] | None = None) -> int:
    """Run one of Django's own commands as one of the database's roles, in a process of its own."""
    return subprocess.call(  # noqa: S603 - our own program
        [sys.executable, "-m", "django", *words], env=environment(role, extra)
    )


def pages(host: str, port: int) -> list[str]:
    """The command that serves the pages."""
    return [
        *program("granian"), "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws",
        "--workers", "1", "--blocking-threads", THREADS, "--log-level", "warning",
        "waylight.ops.wsgi:application",
    ]  # fmt: skip


def worker() -> list[str]:
    """The command that carries out tasks."""
    return [sys.executable, "-m", "waylight.ops.worker"]


def filing() -> list[str]:
    """The command that files what the door kept while the database was away."""
    return [sys.executable, "-m", "waylight.ops.cli", "door", "file", "--every", str(FILE_EVERY)]


def environment(role: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment, for a child that signs in to the database as `role`."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS, "WAYLIGHT_ROLE": role, **(extra or {})}


def become(command: list[str], environment: Mapping[str, str]) -> NoReturn:
    """Go on as that program, so that whoever supervises this process supervises it."""
    os.execve(command[0], command, environment)  # noqa: S606 - our own program


def program(name: str) -> Sequence[str]:
    return [str(Path(sys.executable).with_name(name))]
