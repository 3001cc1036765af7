"""The worker's processes, started by the drill so that it can kill them, and started again as their keeper would."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence

# Two that hear, as an installation starts where one does not keep up: what one does, the other must not do again.
HEARING, TELLING = ("hearing 0", "hearing 1"), ("telling 0",)
# How they are started: as in an installation, or, for a control, careless ones.
REAL, CARELESS = "real", "careless"
PATIENCE = 10


class Workers:
    """Processes forked from one keeper. `kills` counts those that were killed at work."""

    def __init__(self, environment: Mapping[str, str], kind: str = REAL) -> None:
        self._lock = threading.Lock()
        command = [sys.executable, "-m", "waylight.ops.drills.telling.process", kind]
        self._keeper = subprocess.Popen(  # noqa: S603 - our own program
            command, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.kills = 0

    def start(self) -> None:
        """Start all of them."""
        for name in (*HEARING, *TELLING):
            self._anew(name)

    def kill(self, group: Sequence[str]) -> None:
        """One of the group after the other: as a power cut would, and it is started again at once."""
        self._anew(group[self.kills % len(group)])
        self.kills += 1

    def stop(self) -> None:
        """End all of them, and the keeper."""
        self._keeper.communicate(timeout=PATIENCE)

    def _anew(self, name: str) -> None:
        with self._lock:
            assert self._keeper.stdin is not None and self._keeper.stdout is not None
            print(name, file=self._keeper.stdin, flush=True)
            if self._keeper.stdout.readline().strip() != "done":
                raise RuntimeError("the keeper of the drill's workers ended")
