"""What each writer of a drill does: reports a child missing, or back, as a worker of the home would from the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle
from uuid import UUID, uuid4

from waylight.facts.filing import Filing


def reporter(worker: UUID, children: Sequence[UUID]) -> Callable[[str], UUID]:
    """A function that files one report about the next of the children, with the key it is given.

    The same key means the same child, the same words and the same times, as it does when a page is sent again.
    """
    from django.db import transaction

    from waylight.access.acting import acting
    from waylight.agencies.actor import Actor
    from waylight.agencies.selectors import actor_of
    from waylight.engine.when import at
    from waylight.episodes.services.reports import Report, report_absent

    turns = cycle(children)
    known: dict[str, tuple[UUID, datetime]] = {}

    def file(key: str) -> UUID:
        child, now = known.setdefault(key, (next(turns), datetime.now(UTC)))
        with transaction.atomic():
            actor: Actor = actor_of(worker, now)
            with acting(actor):
                filed = report_absent(
                    Filing(actor, now, key, route="drill"),
                    child_id=child,
                    report=Report(since=at(now - timedelta(minutes=20))),
                )
        del known[key]
        return filed.fact

    return file


def comes_back(worker: UUID, child: UUID) -> None:
    """The child, who is away, is back: said by that worker now."""
    from django.db import transaction

    from waylight.access.acting import acting
    from waylight.agencies.selectors import actor_of
    from waylight.engine.when import at
    from waylight.episodes.services.endings import returned_child

    now = datetime.now(UTC)
    with transaction.atomic():
        actor = actor_of(worker, now)
        with acting(actor):
            returned_child(Filing(actor, now, str(uuid4()), route="drill"), child_id=child, happened=at(now))
