"""What the demonstration says while it gets ready: each step as it begins, and how long it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Steps:
    """Numbered lines on the terminal. `now` measures seconds; a test gives its own."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.began = time.monotonic()

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Say what begins; afterwards, on the same line, how long it took."""
        self.done += 1
        began = time.monotonic()
        self._write(f"[{self.done}/{self.total}] {what} ... ")
        yield
        self._write(f"{time.monotonic() - began:.1f} s\n")

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()
