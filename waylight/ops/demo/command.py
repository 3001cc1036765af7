"""`waylight demo`: from nothing to a page in the browser, then in the foreground until it is stopped."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn
from urllib.request import urlopen

from waylight.ops.demo.steps import Steps
from waylight.ops.postgres import Cluster, PostgresError
from waylight.ops.postgres.place import only_one
from waylight.ops.processes import environment, filing, manage, migrate, pages, worker
from waylight.ops.state import demo_cluster_folder, state_folder

# Only this machine is served. The page is called localhost: a security key refuses an address in numbers.
HERE = "127.0.0.1"
DEMO = {"WAYLIGHT_DEMO": "1"}
READY_SECONDS = 60
STOP_SECONDS = 10
SEED = 2026


class DemoFailed(Exception):
    """A step did not work; the message says which and what to look at."""


def demo_command(options: argparse.Namespace) -> int:
    """Make what is missing, start everything, say where to look, and stay until stopped."""
    if "DATABASE_URL" in os.environ:
        print("A demonstration has its own database: unset DATABASE_URL.", file=sys.stderr)
        return 1
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, _stop)
    with only_one(state_folder() / "demo.lock", wait=False) as alone:
        if not alone:
            print("A demonstration is running here already. Stop it first, with Ctrl-C.", file=sys.stderr)
            return 1
        return _run_and_stop(options, Cluster(demo_cluster_folder()))


def _run_and_stop(options: argparse.Namespace, cluster: Cluster) -> int:
    running: list[subprocess.Popen[bytes]] = []
    try:
        _run(options, cluster, running)
    except (DemoFailed, PostgresError) as failed:
        print(f"\n{failed}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        _end(running)
        cluster.stop()
    return 0


def _run(options: argparse.Namespace, cluster: Cluster, running: list[subprocess.Popen[bytes]]) -> None:
    steps = Steps(7)
    if options.fresh:
        cluster.destroy()
    with steps.step("Starting PostgreSQL"):
        cluster.start()
    with steps.step("Making the tables"):
        _must(migrate("--quiet", extra=DEMO), "The tables could not be made.")
        officers = [sys.executable, "-m", "waylight.ops.demo.people"]
        _must(subprocess.call(officers, env=environment("owner", DEMO)), "The people could not be made.")  # noqa: S603
    with steps.step("Gathering style sheets and scripts"):
        words = ("collectstatic", "--no-input", "--clear", "-v", "0")
        _must(manage("web", *words, extra=DEMO), "The style sheets could not be gathered.")
    with steps.step(f"Inventing a region of {options.children:,} looked-after children"):
        region = _region(options.children)
    with steps.step("Writing the record of one authority, as its people would"):
        record = [sys.executable, "-m", "waylight.ops.demo.record", str(region)]
        _must(subprocess.call(record, env=environment("owner", DEMO)), "The record could not be written.")  # noqa: S603
    port = _free_port(options.port)
    with steps.step("Starting the pages and the worker"):
        running += [_start(worker(), "worker"), _start(pages(HERE, port), "web"), _start(filing(), "web")]
        _wait_until_served(port, running)
    with steps.step("Reading and reconciling what police and authorities recorded"):
        loader = [sys.executable, "-m", "waylight.ops.demo.load", str(region)]
        _must(subprocess.call(loader, env=environment("web", DEMO)), "The region could not be reconciled.")  # noqa: S603
    _say_where(port, time.monotonic() - steps.began)
    _stay(running)


def _region(children: int) -> Path:
    from waylight.ops.region import make_region, write_region

    folder = demo_cluster_folder() / f"region-{children}"
    if not folder.exists():
        half = folder.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        write_region(make_region(children, seed=SEED), half)
        half.rename(folder)
    return folder


def _free_port(wanted: int) -> int:
    for port in range(wanted, wanted + 50):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((HERE, port))
            except OSError:
                continue
            return port
    raise DemoFailed(
        f"No port from {wanted} to {wanted + 49} is free here. Name another: waylight demo --port"
    )


def _start(command: list[str], role: str) -> subprocess.Popen[bytes]:
    # In a session of its own, so that Ctrl-C reaches this process alone, which then ends the others in order.
    return subprocess.Popen(command, env=environment(role, DEMO), start_new_session=True)  # noqa: S603


def _wait_until_served(port: int, running: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if any(process.poll() is not None for process in running):
            break
        try:
            with urlopen(f"http://{HERE}:{port}/", timeout=5):
                return
        # Not there yet, or too busy to answer.
        except OSError:
            time.sleep(0.1)
    raise DemoFailed("The pages did not come up; what went wrong stands above.")


def _say_where(port: int, seconds: float) -> None:
    print(
        f"Ready after {seconds:.0f} s. Everyone in it is invented; put nothing real in. Ctrl-C stops it.\n"
        f"Look at http://localhost:{port}/ and choose who you want to be.",
        flush=True,
    )


def _stay(running: list[subprocess.Popen[bytes]]) -> None:
    while all(process.poll() is None for process in running):
        time.sleep(0.5)
    raise DemoFailed("A process of the demonstration ended; what went wrong stands above.")


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    """Ask each to end; what a process started itself ends with it, whether it was asked or not."""
    for process in running:
        process.terminate()
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _must(code: int, otherwise: str) -> None:
    if code:
        raise DemoFailed(otherwise)


def _stop(_: int, __: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
