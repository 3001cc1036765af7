"""One group of the worker on the database of a drill: as it is, or careless, as a control.

Careless, it says "handed over" before it asks the gateway, hears a fact when it is asked to and never looks back. Under
kills the first loses messages and the second notices: a drill that does not see it is no drill.
"""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

import django

from waylight.ops import worker
from waylight.ops.drills.telling.workers import CARELESS


def main(group: str, kind: str) -> None:
    """The database is one of a drill, which no installation would work on: it is not looked at."""
    django.setup()
    _telling_alone()
    if kind == CARELESS:
        _careless()
    worker.serve(group)


def _telling_alone() -> None:
    """What other rooms make of a fact is theirs to drill; here it would only take its time."""
    from waylight.facts import hearing

    for name in set(hearing.HEARERS) - {"telling"}:
        del hearing._HEARERS[name]


def _careless() -> None:
    from waylight.telling.services import sending, ticking

    begin = sending._begin

    def said_first(id: Any, now: datetime) -> Any:
        message = begin(id, now)
        if message is not None:
            sending._done(id, state="handed over", handed_at=now)
        return message

    def never(now: datetime) -> int:
        return 0

    # Replaced for the length of this process alone.
    sending._begin, ticking.sweep, ticking.LEFT_BY = said_first, never, ()


if __name__ == "__main__":
    main(*sys.argv[1:])
