"""Heads of the chain in somebody else's keeping: one line each, in a file that the database cannot reach."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from waylight.audit.sequencer import Head

# Where lines are printed instead of kept, for a pipe to somewhere else.
PRINTED = "-"


class BadAnchor(Exception):
    """A line of a file of heads cannot be read; the message names file, line and remedy."""


@dataclass(frozen=True)
class Anchor:
    """That the chain had this end at this time (UTC)."""

    at: datetime
    head: Head

    def line(self) -> str:
        """As it is written: JSON, with a line's end. It holds nothing about a person."""
        body = {
            "at": self.at.astimezone(UTC).isoformat(timespec="seconds"),
            "position": self.head.position,
            "head": self.head.hash.hex(),
        }
        return json.dumps(body) + "\n"


def write(anchor: Anchor, to: str) -> None:
    """Add the anchor's line to the file `to`, on disk before this returns, or print it where `to` is "-"."""
    if to == PRINTED:
        sys.stdout.write(anchor.line())
        sys.stdout.flush()
        return
    path = Path(to)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(descriptor, anchor.line().encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(path: Path) -> tuple[Anchor, ...]:
    """Every anchor in a file of heads, in its order. Raises BadAnchor where a line is none."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            body = json.loads(line)
            head = Head(int(body["position"]), bytes.fromhex(body["head"]))
            anchor = Anchor(datetime.fromisoformat(body["at"]), head)
        except (ValueError, KeyError, TypeError):
            raise _bad(path, number) from None
        if len(head.hash) != 32 or head.position < 0 or anchor.at.tzinfo is None:
            raise _bad(path, number)
        found.append(anchor)
    return tuple(found)


def _bad(path: Path, number: int) -> BadAnchor:
    return BadAnchor(
        f"{path}: line {number} is no head as `waylight audit anchor` writes it. "
        "Fetch the file anew from whoever keeps it; do not mend it by hand."
    )
