"""The drill of the trail: it is tampered with many times, and each time it must be found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from psycopg import Connection

from waylight.audit import sequencer
from waylight.audit.anchors import Anchor
from waylight.audit.verify import verify
from waylight.ops.drills.harm import HARMS
from waylight.ops.drills.trails import fill, unguarded

# Long enough for every harm to have a beginning, a middle and an end; short enough to read ten thousand times.
SIZE = 120


@dataclass
class Found:
    """For each kind of harm: how often it was done, found with the head kept outside, and found without it."""

    tried: dict[str, int] = field(default_factory=lambda: dict.fromkeys(HARMS, 0))
    with_head: dict[str, int] = field(default_factory=lambda: dict.fromkeys(HARMS, 0))
    without: dict[str, int] = field(default_factory=lambda: dict.fromkeys(HARMS, 0))

    def lines(self) -> list[str]:
        """As a table in words."""
        return [
            f"{kind:17} {self.tried[kind]:6,} done  {self.with_head[kind]:6,} found  "
            f"{self.without[kind]:6,} found without the head"
            for kind in HARMS
        ]


def tamper(session: Connection[Any], *, count: int, seed: int, now: datetime) -> Found:
    """Do `count` harms to an invented trail, each undone before the next. `session` is the owner's.

    Must run in a database of its own: it takes triggers away. Everything is rolled back.
    """
    found, kinds = Found(), list(HARMS)
    rng = Random(seed)  # noqa: S311 - which harm is done is no secret
    with session.transaction(force_rollback=True):
        unguarded(session)
        fill(session, SIZE, now=now)
        anchor = Anchor(now, sequencer.link(session))
        if not verify(session, anchors=(anchor,), now=now).sound:
            raise RuntimeError("The trail is not sound before anything was done to it.")
        for number in range(count):
            kind = kinds[number % len(kinds)]
            with session.transaction(force_rollback=True):
                HARMS[kind](session, rng, SIZE, now)
                found.tried[kind] += 1
                found.with_head[kind] += not verify(session, anchors=(anchor,), now=now).sound
                found.without[kind] += not verify(session, anchors=(), now=now).sound
    return found
