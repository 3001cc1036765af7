"""What the worker does for alerts by the clock. The worker is a door: it reads the clock and hands the time on."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic
from uuid import UUID

from procrastinate.contrib.django import app

# The next tick goes on where this one stops.
SECONDS = 45


@app.periodic(cron="* * * * *")
@app.task(name="alerts.tick", queue="record", queueing_lock="alerts.tick", pass_context=False)
def tick(timestamp: int) -> None:
    """Looks at whatever nobody heard, and at what the clock alone makes true."""
    from waylight.alerts.noticing import sweeping

    began = monotonic()
    sweeping.tick(datetime.now(UTC), lambda: monotonic() - began < SECONDS)


@app.task(name="alerts.look", queue="record")
def look(fact: str) -> None:
    """Looks at the child whom one fact is about."""
    from waylight.alerts.noticing.hearing import look_after

    look_after(UUID(fact), datetime.now(UTC))
