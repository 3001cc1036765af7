"""What the worker does by the clock for what nobody answered."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="decisions.climb", queue="record", queueing_lock="decisions.climb", pass_context=False)
def climb(timestamp: int) -> None:
    """Puts requests for a plan review that nobody answered to the next person."""
    from waylight.decisions.services.climbing import climb as put

    climbed = put(now=datetime.fromtimestamp(timestamp, UTC))
    if climbed:
        log.info("requests put to the next person", extra={"count": climbed})
