"""`waylight retention`: says what is past its time, then carries it out. Counts and rules, never a person."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from waylight.ops.processes import environment

if TYPE_CHECKING:
    from waylight.episodes.selectors.due import Plan


def retention_command(options: argparse.Namespace) -> int:
    """Returns 0. With `--check` nothing is changed."""
    os.environ |= environment("worker")
    import django

    django.setup()
    from waylight.episodes.selectors.due import plan
    from waylight.episodes.services.retention import run

    found = plan(now=options.now)
    print("\n".join(said(found)))
    if options.check:
        print("Nothing was changed.")
        return 0
    done = run(plan=found, now=options.now)
    print("Done: " + ", ".join(f"{count:,} {act}" for act, count in done.items()) + ".")
    return 0


def said(plan: Plan) -> list[str]:
    """The plan in lines: what would happen to how many by which rule, what stays and why, when the next is due."""
    lines = [f"Past their time on {plan.today}:"]
    lines += [f"{count:>7,}  to be {act}: {rule}" for (act, rule), count in plan.counts().items()] or [
        "      0  records"
    ]
    if plan.held:
        lines.append("Stays:")
        lines += [f"{count:>7,}  {why}" for why, count in plan.held.items()]
    lines.append(f"The next is due on {plan.next}." if plan.next else "No other is due at any time.")
    return lines
