"""What the worker does for the door: it takes away what is over. The worker is a door: it reads the clock."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from waylight.signin import tidying

log = logging.getLogger(__name__)


@app.periodic(cron="*/15 * * * *")
@app.task(name="signin.tidy", queue="desk", queueing_lock="signin.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Deletes sessions and counts of tries that are over."""
    sessions, tries = tidying.tidy(datetime.now(UTC))
    log.info("Sessions over: %d. Counts of tries over: %d.", sessions, tries)
