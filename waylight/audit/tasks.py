"""What the worker does for the trail each minute. The worker is a door: it reads the clock and hands the time on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app

from waylight.audit import anchoring, sequencer

# No act lasts this long: the pass of a minute reads two days, the pass before each anchoring everything.
RECENT = timedelta(days=2)
# A head is handed out every five minutes.
EVERY = 5


@app.periodic(cron="* * * * *")
@app.task(name="audit.link", queue="audit", queueing_lock="audit.link", pass_context=False)
def link(timestamp: int) -> None:
    """Links what was written since the last minute; every fifth minute everything, and hands the head out."""
    tick(datetime.fromtimestamp(timestamp, UTC))


def tick(now: datetime) -> None:
    """The same as a function of the time, with nothing left undone where a tick was missed."""
    connection.ensure_connection()
    if now.minute % EVERY == 0:
        anchoring.anchor(connection.connection, to=settings.TRAIL_HEADS, now=now)
    else:
        sequencer.link(connection.connection, since=now - RECENT)
