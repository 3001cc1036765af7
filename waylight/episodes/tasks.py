"""What the worker does for episodes by the clock."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from waylight.episodes.letting_go import hand_out

log = logging.getLogger(__name__)


# When the fewest people are at work; before the first shift of the day.
@app.periodic(cron="30 3 * * *")
@app.task(name="episodes.retention", queue="record", queueing_lock="episodes.retention", pass_context=False)
def retention(timestamp: int) -> None:
    """Says what is past its time, then lets it go, closes it or makes it smaller, each by a fact."""
    from waylight.episodes.selectors.due import plan
    from waylight.episodes.services.retention import run

    now = datetime.now(UTC)
    found = plan(now=now)
    for (act, rule), count in found.counts().items():
        log.warning("retention will be %s: %d (%s)", act, count, rule)
    log.warning("retention done: %s", run(plan=found, now=now))
    hand_out(settings.LET_GO, now)


@app.task(name="episodes.erase", queue="record")
def erase_asked(asked: str, decided: str) -> None:
    """Erases what one person asked for and a second agreed to, in the name of the second."""
    from waylight.episodes.services.erasing import carry_out

    now = datetime.now(UTC)
    carry_out(asked_id=UUID(asked), decided_id=UUID(decided), now=now)
    hand_out(settings.LET_GO, now)


@app.periodic(cron="* * * * *")
@app.task(name="episodes.let_go", queue="record", queueing_lock="episodes.let_go", pass_context=False)
def let_go(timestamp: int) -> None:
    """Hands out what the list outside lacks, whoever let it go and whatever ended before it was written down."""
    hand_out(settings.LET_GO, datetime.now(UTC))


@app.periodic(cron="*/5 * * * *")
@app.task(name="episodes.birthdays", queue="record", queueing_lock="episodes.birthdays", pass_context=False)
def birthdays(timestamp: int) -> None:
    """Closes the counted episode of a child who turned 18 while away; the search goes on."""
    from waylight.episodes.services.birthdays import close_at_18

    # The worker is a door: it reads the clock.
    closed = close_at_18(now=datetime.now(UTC))
    if closed:
        log.warning("episodes closed by an eighteenth birthday: %d", closed)
