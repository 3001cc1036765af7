"""What the worker does for the door: it takes away what is over. The worker is a door: it reads the clock."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from waylight.engine.when import LONDON
from waylight.signin import tidying, unused

log = logging.getLogger(__name__)


@app.periodic(cron="*/15 * * * *")
@app.task(name="signin.tidy", queue="desk", queueing_lock="signin.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Deletes sessions and counts of tries that are over."""
    sessions, tries = tidying.tidy(datetime.now(UTC))
    log.info("Sessions over: %d. Counts of tries over: %d.", sessions, tries)


# After the children's records and the register, before the first shift of the day.
@app.periodic(cron="50 3 * * *")
@app.task(name="signin.retention", queue="record", queueing_lock="signin.retention", pass_context=False)
def retention(timestamp: int) -> None:
    """Says how many accounts nobody uses any more, then empties them."""
    found = unused.plan(today=datetime.now(UTC).astimezone(LONDON).date())
    for (act, rule), count in found.counts().items():
        log.warning("retention will be %s: %d (%s)", act, count, rule)
    log.warning("retention done: %d accounts", unused.run(plan=found))
