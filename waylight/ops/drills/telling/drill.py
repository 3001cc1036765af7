"""The drill of the promise that everybody is told: once in the inbox, at their time, and by mail sooner or later."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import psycopg
from psycopg import Connection

from waylight.ops.drills.server import environment
from waylight.ops.drills.telling import counting
from waylight.ops.drills.telling.gateway import HOST, Gateway
from waylight.ops.drills.telling.seeding import Night, make_night
from waylight.ops.drills.telling.workers import HEARING, REAL, TELLING, Workers
from waylight.ops.postgres import Cluster
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

# Seconds until the drill gives up: as long, without anything getting on, as no worker ever stands still. A control may
# never get on: it is given up sooner.
PATIENCE, CONTROL = 120, 45
# The gateway takes its time, so that a killed worker has something in hand.
PAUSE = 0.005
# The team manager is told half an hour after the report: some reports are as old as that.
MANAGER = timedelta(minutes=30)
TICK = """
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('hearing', 'telling.tick', 10, NULL, 'telling.tick',
       '{"timestamp": 0}', NULL)::procrastinate_job_to_defer_v1])
"""
HEARD = "SELECT count(*) FROM telling_heard WHERE notice_id IS NOT NULL"
STEPS_TAKEN = "SELECT count(*) FROM telling_step WHERE role = 'team manager'"
UNSENT = "SELECT count(*) FROM telling_delivery WHERE state = 'queued'"


@dataclass(frozen=True)
class Outcome:
    """What was counted. Everything must be nought but mails that were repeated and counted, and how late a step was."""

    alerts: int
    kills: int
    untold: int
    twice: int
    mail: counting.Messages
    steps_missing: int
    steps_early: int
    step_late: float
    seconds: float
    back: int
    stale: int

    @property
    def kept(self) -> bool:
        """Whether the promise held."""
        wrong = (self.untold, self.twice, self.mail.lost, self.mail.unmarked, self.mail.wrong, self.stale)
        return not any(wrong) and not self.steps_missing and not self.steps_early

    def __str__(self) -> str:
        mail = self.mail
        return (
            f"{self.alerts:,} alerts, {self.kills} workers killed: {self.untold:,} not told, {self.twice:,} told twice "
            f"in the inbox; {mail.taken:,} mails, {mail.lost:,} lost, {mail.repeats:,} repeated under the same id, "
            f"{mail.unmarked:,} of them not counted, {mail.wrong:,} wrong; {self.back:,} children came back while the "
            f"gateway was away, {self.stale:,} mails said of one of them that they are away; steps: "
            f"{self.steps_missing:,} not taken, {self.steps_early:,} too early, the latest {self.step_late:.1f} s "
            f"after it was due; {self.seconds:.0f} s"
        )


def tell_under_kills(
    cluster: Cluster, *, alerts: int, homes: int, kills: int, rng: Random, kind: str = REAL
) -> Outcome:
    """Report `alerts` children missing while the gateway is away, kill workers `kills` times, then count.

    `kind`: the workers as they are, or careless ones.
    """
    began, old, back = time.monotonic(), alerts // 10, alerts // 20
    # Where it comes before they were heard, the steps are caught up: that is part of the promise too.
    due = _whole_minute(datetime.now(UTC))
    gateway = Gateway(pause=PAUSE)
    gateway.close()
    night = make_night(
        cluster, alerts=alerts, homes=homes, quiet=0, told=datetime.now(UTC), old=old,
        told_before=due - MANAGER - timedelta(seconds=30),
    )  # fmt: skip
    workers = Workers(variables(cluster, gateway), kind)
    with connect(cluster.address(OWNER)) as session, ticking(cluster):
        drill = Drill(session, gateway, workers, PATIENCE if kind == REAL else CONTROL)
        try:
            workers.start()
            drill.kill_while_hearing(alerts, kills // 2, rng)
            come_back(cluster, night, back)
            drill.kill_while_sending(homes, kills - workers.kills)
            time.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
            drill.until(STEPS_TAKEN, old)
            drill.until_sent()
        finally:
            workers.stop()
            gateway.close()
        return _count(session, gateway, night, old, back, workers.kills, began)


@dataclass(frozen=True)
class Drill:
    """What goes on in one. `patience`: seconds without anything getting on, after which it is counted as it stands."""

    session: Connection[Any]
    gateway: Gateway
    workers: Workers
    patience: float

    def kill_while_hearing(self, alerts: int, kills: int, rng: Random) -> None:
        """At a random moment of each part of the work."""
        for done in range(1, kills + 1):
            self.until(HEARD, int(alerts * (done - rng.random()) / (kills + 1)))
            self.workers.kill(HEARING)
        self.until(HEARD, alerts)

    def kill_while_sending(self, homes: int, kills: int) -> None:
        """The gateway is back. Each kill comes right before it says yes to one, or right after: the worst moments."""
        moments = [max(1, homes * n // (kills + 1)) for n in range(1, kills + 1)]
        before, after = set(moments[::2]), set(moments[1::2])

        def kill_at(some: set[int], count: int) -> bool:
            hit = count in some
            if hit:
                some.discard(count)
                self.workers.kill(TELLING)
            return hit

        self.gateway.before = lambda count: kill_at(before, count)
        self.gateway.watched = lambda count: kill_at(after, count)
        self.gateway.open()
        self.until_sent()
        self.gateway.before, self.gateway.watched, self.gateway.pause = (
            (lambda _: False),
            (lambda _: None),
            0.0,
        )

    def until_sent(self) -> None:
        self._until(UNSENT, lambda count: not count)

    def until(self, query: str, enough: int) -> None:
        self._until(query, lambda count: count >= enough)

    def _until(self, query: str, enough: Callable[[int], bool]) -> None:
        last, since = -1, time.monotonic()
        while True:
            (count,) = counting.one(self.session, query)
            if count != last:
                last, since = count, time.monotonic()
            if enough(count) or time.monotonic() - since > self.patience:
                return
            time.sleep(0.05)


def come_back(cluster: Cluster, night: Night, count: int) -> None:
    """The last so many of the children are back, said from the page, while no message has gone yet."""
    if not count:
        return
    command = [sys.executable, "-m", "waylight.ops.drills.telling.filing", "0", "returned"]
    said = json.dumps([[str(child), str(worker)] for child, worker in night.last(count)])
    subprocess.run(command, env=environment(cluster, "web"), input=said, text=True, check=True)  # noqa: S603


def _whole_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0) + timedelta(minutes=1)


def variables(cluster: Cluster, gateway: Gateway) -> dict[str, str]:
    mail = {"HOST": HOST, "PORT": str(gateway.port), "TLS": "0", "FROM": "waylight@drill.example"}
    return {
        **environment(cluster, "worker"),
        **{f"WAYLIGHT_MAIL_{name}": value for name, value in mail.items()},
        "WAYLIGHT_RETRY_SECONDS": "0.5 2",
    }


@contextmanager
def ticking(cluster: Cluster) -> Iterator[None]:
    """The minute's tick each second, so that the drill need not take hours; put into the queue as the clock does."""
    stop = threading.Event()

    def tick() -> None:
        with connect(cluster.address(OWNER)) as session:
            while not stop.wait(1):
                # One that waits already is enough.
                with suppress(psycopg.errors.UniqueViolation):
                    session.execute(TICK)

    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _count(
    session: Connection[Any], gateway: Gateway, night: Night, old: int, back: int, kills: int, began: float
) -> Outcome:
    missing, early, late = counting.one(session, counting.STEPS, list(night.children[:old]))
    returned = [child for child, _ in night.last(back)]
    return Outcome(
        len(night.facts), kills, counting.one(session, counting.UNTOLD)[0],
        counting.one(session, counting.TWICE)[0], counting.messages(session, gateway.taken), missing, early, late,
        time.monotonic() - began, back, counting.stale(session, gateway.taken, returned),
    )  # fmt: skip
