"""What the worker does for counts. The worker is a door: it reads the clock and hands the time on."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from waylight.counts.refreshing import refresh


@app.periodic(cron="20 * * * *")
@app.task(name="counts.refresh", queue="counts", queueing_lock="counts.refresh", pass_context=False)
def refresh_counts(timestamp: int) -> None:
    """Makes the numbers of the hour."""
    refresh(datetime.now(UTC))
