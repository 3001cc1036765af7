"""`waylight drill`: the drills at full counts, each with its control. CI runs the same ones at small counts."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from random import Random

from waylight.ops.drills.coming_back import come_back
from waylight.ops.drills.killing import kill_under_writers
from waylight.ops.drills.seeding import seed
from waylight.ops.drills.server import LOSES, drill_server, restart_with
from waylight.ops.drills.speed import verify_speed
from waylight.ops.drills.tampering import tamper
from waylight.ops.drills.telling.drill import tell_under_kills
from waylight.ops.drills.telling.steady import SLOW, tell_steadily
from waylight.ops.drills.telling.workers import CARELESS
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.roles import connect

# As many as a release does.
FULL = {"tamper": 10_000, "kill": 500, "verify": 1_000_000, "tell": 200, "flow": 200, "restore": 1_000_000}
# Kills of the control: enough to lose some.
CONTROL = 15
# Alerts of which people are told while workers are killed.
ALERTS = 1_000
# Children of the record that is backed up and restored.
RESTORED = 10_000
# Entries in a second that `waylight audit verify` must read.
FAST_ENOUGH = 100_000


def drill_command(options: argparse.Namespace) -> int:
    """Run one drill. Returns 0 where the promise held and the control failed, as it must; 3 where not."""
    drills: dict[str, Callable[[argparse.Namespace, int], bool]] = {
        "tamper": _tamper, "kill": _kill, "verify": _verify, "tell": _tell, "flow": _flow, "restore": _restore,
    }  # fmt: skip
    held = drills[options.drill](options, options.count or FULL[options.drill])
    print("The promise held, and the control failed as it must." if held else "NOT HELD.")
    return 0 if held else 3


def _tamper(options: argparse.Namespace, count: int) -> bool:
    with drill_server() as cluster, connect(cluster.address(OWNER)) as owner:
        found = tamper(owner, count=count, seed=options.seed, now=options.now)
    print("\n".join(found.lines()))
    needs_head = ("cut the end", "rewrite the rest")
    return found.with_head == found.tried and all(found.without[kind] == 0 for kind in needs_head)


def _kill(options: argparse.Namespace, count: int) -> bool:
    with drill_server() as cluster:
        seeded = seed(cluster)
        kept = kill_under_writers(cluster, seeded, kills=count, rng=Random(options.seed))  # noqa: S311
        print(kept, flush=True)
        restart_with(cluster, LOSES)
        lost = kill_under_writers(cluster, seeded, kills=CONTROL, rng=Random(options.seed))  # noqa: S311
        print(f"Control, a server that says done too soon: {lost}")
    return kept.kept and lost.lost > 0


def _tell(options: argparse.Namespace, count: int) -> bool:
    rng = Random(options.seed)  # noqa: S311
    with drill_server() as cluster:
        kept = tell_under_kills(cluster, alerts=ALERTS, homes=400, kills=count, rng=rng)
        print(kept, flush=True)
    with drill_server() as cluster:
        lost = tell_under_kills(cluster, alerts=100, homes=60, kills=CONTROL, rng=rng, kind=CARELESS)
        print(f"Control, workers that say sent too soon and never look back: {lost}")
    return kept.kept and not lost.kept


def _restore(options: argparse.Namespace, count: int) -> bool:
    found = come_back(children=RESTORED, trail=count)
    print(found)
    return found.kept and found.seen


def _flow(options: argparse.Namespace, count: int) -> bool:
    with drill_server() as cluster:
        kept = tell_steadily(cluster, reports=count, every=1.0)
        print(kept, flush=True)
    with drill_server() as cluster:
        lost = tell_steadily(cluster, reports=10, every=1.0, pause=SLOW)
        print(f"Control, a gateway that cannot keep up: {lost}")
    return kept.kept and not lost.kept


def _verify(options: argparse.Namespace, count: int) -> bool:
    with drill_server() as cluster:
        speed = verify_speed(cluster, count, now=options.now)
    print(
        f"{count:,} entries a second: {speed.clock:,.0f} by the clock, {speed.processor:,.0f} by the processor."
    )
    # Of a machine that is busy with other things the clock tells nothing.
    return max(speed.clock, speed.processor) >= FAST_ENOUGH
