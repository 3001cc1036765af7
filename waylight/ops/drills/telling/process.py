"""The keeper of the drill's workers: loaded once; every worker is a fork of it, so that a kill costs no start.

`python -m waylight.ops.drills.telling.process KIND`. Each line that it reads is "hearing 0", "hearing 1" or
"telling 0": that worker is killed where there is one, and started anew; then it says "done". A worker is the real one
from its first task on, or careless, as a control.

Careless, it says "handed over" before it asks the gateway, hears a fact when it is asked to and never looks back. Under
kills the first loses messages and the second notices: a drill that does not see it is no drill.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

import django

from waylight.engine.words import Clock, minutes
from waylight.ops import worker
from waylight.ops.drills.telling.workers import CARELESS


def main(kind: str) -> None:
    """The database is one of a drill, which no installation would work on: it is not looked at."""
    django.setup()
    _telling_alone()
    _never_quiet()
    _load()
    if kind == CARELESS:
        _careless()
    keep(sys.stdin)


def keep(lines: Iterable[str]) -> None:
    """Do what each line says; after the last one end every worker."""
    running: dict[str, int] = {}
    for line in lines:
        if line in running:
            _end(running[line])
        running[line] = _fork(line.split()[0])
        print("done", flush=True)
    for process in running.values():
        _end(process)


def _fork(group: str) -> int:
    process = os.fork()
    if process:
        return process
    # What the keeper says and hears is not the worker's.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    code = 1
    try:
        worker.serve(group)
        code = 0
    finally:
        os._exit(code)


def _end(process: int) -> None:
    """As a power cut would; one that has ended already is only collected."""
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def _load() -> None:
    """All that a worker imports before its first task and during it. No connection is opened before the fork."""
    from procrastinate.contrib.django import app

    from waylight.telling.gateways import mail  # noqa: F401
    from waylight.telling.services import deciding, noticing, sending, ticking  # noqa: F401

    app.perform_import_paths()


def _telling_alone() -> None:
    """What other rooms make of a fact is theirs to drill; here it would only take its time."""
    from waylight.facts import hearing

    for name in set(hearing.HEARERS) - {"telling"}:
        del hearing._HEARERS[name]


def _never_quiet() -> None:
    """What is gathered for a minute would be sent all the same, and fewer messages tried."""
    from waylight.telling.rules import QUIET

    cast(dict[str, Clock], QUIET).update(dict.fromkeys(QUIET, minutes(0)))


def _careless() -> None:
    from waylight.telling.services import sending, still, ticking

    begin = sending._begin

    def said_first(id: Any, now: datetime, handed: Any = sending.NOTHING) -> Any:
        message = begin(id, now, handed)
        if message is not None:
            sending._done(id, state="handed over", handed_at=now)
        return message

    def never(now: datetime) -> int:
        return 0

    # Replaced in the processes of the drill alone.
    sending._begin, ticking.sweep, ticking.LEFT_BY = said_first, never, ()
    still.became = lambda *_, **__: ""


if __name__ == "__main__":
    main(*sys.argv[1:])
