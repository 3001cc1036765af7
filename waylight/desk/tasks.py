"""What the worker does for the desk. The worker is a door: it reads the clock and hands the time on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from waylight.desk.services import retention

log = logging.getLogger(__name__)


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@app.task(name="desk.read_upload", queue="desk")
def read_upload(upload_id: str) -> None:
    """Reads the files of an upload, or keeps what is wrong with them."""
    # Loaded here: the pages' process queues this task and never reads a file.
    from waylight.desk import working

    working.read_upload(UUID(upload_id), clock)


@app.task(name="desk.reconcile_upload", queue="desk")
def reconcile_upload(run_id: str) -> None:
    """Carries a run out."""
    from waylight.desk import working

    working.reconcile_upload(UUID(run_id), clock)


@app.periodic(cron="*/15 * * * *")
@app.task(name="desk.tidy", queue="desk", queueing_lock="desk.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Deletes what is past its time, and ends what a killed worker left behind."""
    now = clock()
    acts: tuple[tuple[str, Callable[..., int]], ...] = (
        ("uploads of a stopped worker ended", retention.refuse_lost_uploads),
        ("runs of a stopped worker ended", retention.fail_lost_runs),
        ("runs closed after 90 days", retention.close_forgotten_runs),
        ("rows about other children deleted", retention.forget_other_children),
        ("uploads to the demonstration deleted", retention.purge_demonstration_uploads),
    )
    for what, act in acts:
        done = act(now=now)
        if done:
            log.warning("%s: %d", what, done)
