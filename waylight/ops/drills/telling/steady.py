"""The measure of the promise that, when all is well, 99 of 100 messages are handed over within ten seconds.

Reports are filed as from the page, one after the other by the clock; the workers hear them and the gateway answers.
Each is from another home, of which all the managers are told, so that few reports make a steady flow of messages.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from psycopg import Connection

from waylight.ops.drills.server import environment
from waylight.ops.drills.speed import served
from waylight.ops.drills.telling import counting
from waylight.ops.drills.telling.drill import (
    HEARD,
    PATIENCE,
    Drill,
    ticking,
    variables,
)
from waylight.ops.drills.telling.gateway import Gateway
from waylight.ops.drills.telling.seeding import Night, make_night
from waylight.ops.drills.telling.workers import Workers
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

# Managers of each home; the inspector and the out-of-hours team are told besides, of several reports by one message
# where they come close together.
MANAGERS = 25
TOLD = MANAGERS + 2
# Seconds that the gateway takes over each message: a mail server near by; as a control, one that cannot keep up.
PROMPT, SLOW = 0.005, 0.2
PROMISED = 0.99


@dataclass(frozen=True)
class Steady:
    """`notices` of `wanted` went out with `messages`, `in_time` of which were handed over within ten seconds of falling
    due, over `seconds`.

    `worked`: seconds of the processor that the workers took, their start included, and the server, for all that was
    done meanwhile, filing the reports included; nought where the system does not tell it.
    `middle`, `nearly_all`, `slowest`: seconds from falling due to the gateway's yes of half, of 99 of 100, of all.
    """

    wanted: int
    notices: int
    messages: int
    in_time: int
    seconds: float
    middle: float
    nearly_all: float
    slowest: float
    worked: tuple[float, float]

    @property
    def share(self) -> float:
        return self.in_time / self.messages if self.messages else 0.0

    @property
    def kept(self) -> bool:
        return self.notices == self.wanted and self.share >= PROMISED

    def __str__(self) -> str:
        return (
            f"{self.notices:,} of {self.wanted:,} told by {self.messages:,} messages in {self.seconds:.0f} s, "
            f"{self.messages / self.seconds:.1f} a second: {self.in_time:,} handed over within 10 s "
            f"({self.share:.2%}); half within {self.middle:.2f} s, 99 of 100 within {self.nearly_all:.2f} s, the "
            f"slowest {self.slowest:.1f} s; {self._worked()}"
        )

    def _worked(self) -> str:
        workers, server = self.worked
        if not server:
            return "what the processor did is not known here"
        return (
            f"{self.messages / (workers + server):.1f} messages a second of the processor "
            f"(workers {workers:.1f} s, server {server:.1f} s)"
        )


def tell_steadily(cluster: Cluster, *, reports: int, every: float, pause: float = PROMPT) -> Steady:
    """File `reports`, one each `every` seconds, and count what became of the messages."""
    now = datetime.now(UTC)
    night = make_night(
        cluster, alerts=0, homes=reports, quiet=reports, told=now, old=0, told_before=now, managers=MANAGERS
    )
    gateway = Gateway(pause=pause)
    workers = Workers(variables(cluster, gateway))
    with connect(cluster.address(OWNER)) as session, ticking(cluster):
        drill = Drill(session, gateway, workers, PATIENCE)
        ours, theirs = _children(), served(cluster)
        try:
            workers.start()
            _file(cluster, night, every)
            # What filing took is not the workers', who have not ended yet.
            ours = _children()
            drill.until(HEARD, reports)
            drill.until_sent()
        finally:
            workers.stop()
            gateway.close()
        return _count(session, gateway, reports, (_children() - ours, served(cluster) - theirs))


def _children() -> float:
    """Seconds of the processor's time of the processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _file(cluster: Cluster, night: Night, every: float) -> None:
    """Report the quiet children, one each `every` seconds, as from the page."""
    pairs = json.dumps([[str(child), str(worker)] for child, worker in night.quiet])
    command = [sys.executable, "-m", "waylight.ops.drills.telling.filing", str(every)]
    subprocess.run(command, env=environment(cluster, "web"), input=pairs, text=True, check=True)  # noqa: S603


def _count(session: Connection[Any], gateway: Gateway, reports: int, worked: tuple[float, float]) -> Steady:
    """By the record; that the gateway took each message is by its own list."""
    handed, in_time, seconds, (middle, nearly_all, slowest) = counting.one(session, counting.HANDED)
    taken = [message.id.strip("<>").partition("@")[0] for message in gateway.taken]
    (notices,) = counting.one(session, counting.NOTICES, taken)
    return Steady(
        reports * TOLD, notices, handed, in_time, seconds, middle, nearly_all, slowest, worked
    )  # fmt: skip
