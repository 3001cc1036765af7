"""What the worker does for episodes by the clock."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(name="episodes.birthdays", queue="record", queueing_lock="episodes.birthdays", pass_context=False)
def birthdays(timestamp: int) -> None:
    """Closes the counted episode of a child who turned 18 while away; the search goes on."""
    from waylight.episodes.services.birthdays import close_at_18

    # The worker is a door: it reads the clock.
    closed = close_at_18(now=datetime.now(UTC))
    if closed:
        log.warning("episodes closed by an eighteenth birthday: %d", closed)
