"""What the worker does for duties by the clock. The worker is a door: it reads the clock and hands the time on."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="duties.sweep", queue="record", queueing_lock="duties.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Finds what no worker heard, and what was planned and has come."""
    from waylight.duties import reckoning

    reckoning.sweep(datetime.now(UTC))
