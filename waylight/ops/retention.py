"""`waylight retention`: says what is past its time, then carries it out. Counts and rules, never a person."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Protocol

from waylight.engine.when import LONDON
from waylight.ops.processes import environment

if TYPE_CHECKING:
    from collections.abc import Mapping


class Plan(Protocol):
    """What a room would let go on a day."""

    @property
    def today(self) -> date: ...
    @property
    def held(self) -> Mapping[str, int]: ...
    @property
    def next(self) -> date | None: ...
    def counts(self) -> dict[tuple[str, str], int]:
        """How many by act and rule."""
        ...


def retention_command(options: argparse.Namespace) -> int:
    """Returns 0; 2 where it is to do what only a later day allows. With `--check` nothing is changed."""
    if options.as_of is not None and not options.check:
        print(
            "Nothing goes before its day: give --as-of with --check, to see what will be due then.",
            file=sys.stderr,
        )
        return 2
    os.environ |= environment("worker")
    import django

    django.setup()
    from django.conf import settings

    from waylight.episodes.letting_go import hand_out
    from waylight.episodes.selectors.due import plan
    from waylight.episodes.services.retention import run
    from waylight.homes import going
    from waylight.signin import unused

    now = _noon(options.as_of) if options.as_of else options.now
    today = now.astimezone(LONDON).date()
    found, register, accounts = plan(now=now), going.plan(today=today), unused.plan(today=today)
    print("\n".join(said(found, register, accounts)))
    if options.check:
        print("Nothing was changed.")
        return 0
    done = run(plan=found, now=options.now) | {
        "of the register let go": going.run(plan=register),
        "accounts emptied": unused.run(plan=accounts),
    }
    hand_out(settings.LET_GO, options.now)
    print("Done: " + ", ".join(f"{count:,} {act}" for act, count in done.items()) + ".")
    return 0


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON)


def said(*plans: Plan) -> list[str]:
    """The plans in lines: what would happen to how many by which rule, what stays and why, when the next is due."""
    lines = [f"Past their time on {plans[0].today}:"]
    lines += [
        f"{count:>7,}  to be {act}: {rule}" for plan in plans for (act, rule), count in plan.counts().items()
    ] or ["      0  records"]
    held = {why: count for plan in plans for why, count in plan.held.items()}
    if held:
        lines.append("Stays:")
        lines += [f"{count:>7,}  {why}" for why, count in held.items()]
    later = [plan.next for plan in plans if plan.next]
    lines.append(f"The next is due on {min(later)}." if later else "No other is due at any time.")
    return lines
