"""What the worker does for episodes by the clock."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


@app.task(name="episodes.erase", queue="record")
def erase_asked(asked: str, decided: str) -> None:
    """Erases what one person asked for and a second agreed to, in the name of the second."""
    from waylight.episodes.services.erasing import carry_out

    carry_out(asked_id=UUID(asked), decided_id=UUID(decided), now=datetime.now(UTC))


@app.periodic(cron="*/5 * * * *")
@app.task(name="episodes.birthdays", queue="record", queueing_lock="episodes.birthdays", pass_context=False)
def birthdays(timestamp: int) -> None:
    """Closes the counted episode of a child who turned 18 while away; the search goes on."""
    from waylight.episodes.services.birthdays import close_at_18

    # The worker is a door: it reads the clock.
    closed = close_at_18(now=datetime.now(UTC))
    if closed:
        log.warning("episodes closed by an eighteenth birthday: %d", closed)
