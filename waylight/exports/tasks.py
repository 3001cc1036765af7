"""What the worker does for exports. The worker is a door: it reads the clock and hands the time on.

The worker's own role sees every row. A file is made in a process of its own that signs in as the role of the pages, in
the name of who asked: what they may not read cannot get into it.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)
AT_MOST_SECONDS = 600


@app.task(name="exports.make", queue="exports")
def make_export(export: str) -> None:
    """Makes one file."""
    from waylight.exports import services
    from waylight.exports.models import Export

    asked = Export.objects.filter(id=UUID(export)).first()
    if asked is None:
        return
    command = [sys.executable, "-m", "waylight.exports", export, str(asked.asked_by_id)]
    as_pages = {**os.environ, "WAYLIGHT_ROLE": "web"}
    try:
        subprocess.run(command, env=as_pages, check=True, timeout=AT_MOST_SECONDS)  # noqa: S603 - our own program
    except subprocess.SubprocessError:
        services.stopped(export_id=UUID(export))
        raise


@app.periodic(cron="*/10 * * * *")
@app.task(name="exports.tidy", queue="exports", queueing_lock="exports.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Deletes files whose day is over."""
    from waylight.exports import services

    gone = services.tidy(now=datetime.now(UTC))
    if gone:
        log.warning("files of records deleted: %d", gone)
