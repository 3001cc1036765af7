"""Run a program as a whole process and say what it took: seconds, processor seconds, peak memory."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

KIB = 1024
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Took:
    """`seconds` on the wall; `processor` seconds of user and system; `peak_mib` resident, children added."""

    seconds: float
    processor: float
    peak_mib: float
    status: int


def run(command: Sequence[str], *, log: Path, folder: Path) -> Took:
    """Start `command` in `folder`, wait for it, measure it. Its output goes to the file `log`."""
    with log.open("wb") as out:
        started = time.perf_counter()
        pid = os.posix_spawn(
            "/usr/bin/env",
            ["env", "-C", str(folder), *command],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)],
        )
        watch = _Watch(pid)
        watch.start()
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - started
    watch.stop()
    # The kernel's figure is exact for one process; the sampled one adds processes that run side by side.
    peak = max(usage.ru_maxrss * KIB, watch.peak)
    return Took(seconds, usage.ru_utime + usage.ru_stime, peak / 2**20, os.waitstatus_to_exitcode(status))


class _Watch(threading.Thread):
    """Samples the resident memory of a process and all its descendants, twenty times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self._done = pid, 0, threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.05):
            self.peak = max(self.peak, sum(_resident(p) for p in _family(self.pid)))

    def stop(self) -> None:
        self._done.set()
        self.join()


def _family(pid: int) -> list[int]:
    found, new = [pid], [pid]
    while new:
        lists = [_read(Path(f"/proc/{p}/task/{p}/children")).split() for p in new]
        new = [int(p) for of in lists for p in of]
        found += new
    return found


def _resident(pid: int) -> int:
    fields = _read(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * PAGE if fields else 0


def _read(path: Path) -> str:
    """Empty where the process has gone meanwhile, or where there is no /proc (the kernel's figure stays)."""
    try:
        return path.read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return ""
