"""What the worker does for returns. The worker is a door: it reads the clock and hands the time on."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


@app.task(name="statutory_return.build", queue="exports")
def build_return(authority: str, year: int, person: str) -> None:
    """Builds one authority's return, in the name of who asked, from rows of which they may not read each."""
    from django.db import transaction

    from waylight.agencies.selectors import actor_of
    from waylight.statutory_return import build_keeping
    from waylight.statutory_return.build_words import Year

    now, node = datetime.now(UTC), UUID(authority)
    with transaction.atomic():
        lines, compared = build_keeping.built_now(authority=node, year=Year(year), now=now)
        build_keeping.keep(
            actor=actor_of(UUID(person), now, via="worker"), authority=node, year=Year(year), lines=lines,
            compared=compared, now=now, route="statutory_return.build",
        )  # fmt: skip


@app.periodic(cron="10 4 * * *")
@app.task(
    name="statutory_return.nightly",
    queue="record",
    queueing_lock="statutory_return.nightly",
    pass_context=False,
)
def nightly(timestamp: int) -> None:
    """Builds what is not handed in yet, of every authority."""
    from waylight.statutory_return.build_keeping import build_each

    build_each(now=datetime.now(UTC), route="statutory_return.nightly")


@app.periodic(cron="50 3 * * *")
@app.task(
    name="statutory_return.tidy", queue="record", queueing_lock="statutory_return.tidy", pass_context=False
)
def tidy(timestamp: int) -> None:
    """What is kept no longer goes."""
    from waylight.statutory_return.build_keeping import tidy as kept_no_longer

    gone = kept_no_longer()
    if gone:
        log.warning("rows of returns that are kept no longer: %d", gone)
