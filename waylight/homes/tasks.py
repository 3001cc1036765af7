"""What the worker does for the register by the clock."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


# After the children's records, before the first shift of the day.
@app.periodic(cron="40 3 * * *")
@app.task(name="homes.retention", queue="record", queueing_lock="homes.retention", pass_context=False)
def retention(timestamp: int) -> None:
    """Says what of the register is past its time, then lets it go."""
    from waylight.engine.when import LONDON
    from waylight.homes.going import plan, run

    # The worker is a door: it reads the clock.
    found = plan(today=datetime.now(UTC).astimezone(LONDON).date())
    for (act, rule), count in found.counts().items():
        log.warning("retention will be %s: %d (%s)", act, count, rule)
    log.warning("retention done: %d of the register", run(plan=found))
