"""The worker's processes, started by the drill so that it can kill them, and started again as their keeper would."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping

GROUPS = ("hearing", "telling")
# How a group is started: as in an installation, or, for a control, one that is careless.
REAL, CARELESS = "real", "careless"


class Workers:
    """One process of each group. `kills` counts those that were killed at work."""

    def __init__(self, environment: Mapping[str, str], kind: str = REAL) -> None:
        self._environment, self._kind = dict(environment), kind
        self._lock = threading.Lock()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.kills = 0

    def start(self) -> None:
        """Start every group that does not run."""
        with self._lock:
            for group in GROUPS:
                if group not in self._running or self._running[group].poll() is not None:
                    self._running[group] = self._new(group)

    def kill(self, group: str) -> None:
        """As a power cut would, and start it again at once."""
        with self._lock:
            process = self._running[group]
            process.kill()
            process.wait()
            self.kills += 1
            self._running[group] = self._new(group)

    def stop(self) -> None:
        with self._lock:
            for process in self._running.values():
                process.kill()
                process.wait()
            self._running.clear()

    def _new(self, group: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "waylight.ops.drills.telling.process", group, self._kind]
        return subprocess.Popen(command, env=self._environment)  # noqa: S603
