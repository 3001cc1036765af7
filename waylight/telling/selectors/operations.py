"""Is it well: queues, the outbox, what was handed over in time, the trail. Numbers and times, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor
from typing import Any

from django.conf import settings
from django.db import connection

from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.selectors import Standing, standing
from waylight.audit.services import note
from waylight.rulebook.telling import IN_TIME, PROMISED, SEEN_UNSENT
from waylight.telling.selectors.handing import Hour, Late, hours, not_in_time
from waylight.telling.selectors.reach import Watch, watch

RECORD = "operations"
DAY = timedelta(days=1)
# A queue whose oldest job waits for longer than this stands still.
STANDS_STILL = timedelta(minutes=5)


@dataclass(frozen=True)
class Queue:
    """One queue of tasks."""

    name: str
    waiting: int
    doing: int
    failed: int
    oldest: datetime | None
    still: bool


@dataclass(frozen=True)
class Operations:
    """Of the day from `since` on unless it says otherwise. `share`: of messages that fell due, those handed over in
    time; `hours` and `late` are the rows behind it."""

    since: datetime
    hours: tuple[Hour, ...]
    late: tuple[Late, ...]
    queues: tuple[Queue, ...]
    ways: tuple[tuple[str, str], ...]
    unsent: int
    oldest_unsent: datetime | None
    old_unsent: int
    wanted: int
    handed: int
    in_time: int
    failed: int
    repeats: int
    notices: int
    people: int
    unacknowledged: int
    steps: int
    nobody: int
    latest_step: float
    overdue: int
    trail: Standing
    watch: Watch
    within: int = IN_TIME.value
    promised: float = PROMISED.value

    @property
    def share(self) -> float | None:
        return self.in_time / self.wanted if self.wanted else None

    @property
    def percent(self) -> str:
        """The share to a hundredth, rounded down: 98.999 is not 99."""
        return f"{floor((self.share or 0) * 10_000) / 100:.2f} %"

    @property
    def too_few(self) -> bool:
        """Whether fewer were handed over in time than is promised."""
        return self.share is not None and self.share < self.promised

    @property
    def arrived(self) -> int:
        return sum(hour.arrived for hour in self.hours)


def operations(*, actor: Actor, now: datetime, route: str = "") -> Operations:
    """For whoever runs the system. Raises: NotThere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT telling_operations(%s, make_interval(secs => %s), make_interval(mins => %s))",
            [now - DAY, IN_TIME.value, SEEN_UNSENT.value.minutes],
        )
        (said,) = cursor.fetchone()
    if said is None:
        raise NotThere(record=RECORD, reason="no cell")
    note(actor=actor, act=Act.READ, record=RECORD, route=route)
    return _from(said if isinstance(said, dict) else _json(said), now)


def _json(text: str) -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads(text)
    return found


def _from(said: dict[str, Any], now: datetime) -> Operations:
    day, told, steps = said["day"], said["told"], said["steps"]
    since = now - DAY
    return Operations(
        since, hours(since, IN_TIME.value), not_in_time(since, IN_TIME.value),
        tuple(_queue(one, now) for one in said["queues"]),
        tuple((channel, way or "none") for channel, way in sorted(settings.TELLING.items())),
        said["unsent"], _time(said["oldest_unsent"]), said["old_unsent"],
        day["wanted"], day["handed"], day["in_time"], day["failed"], day["repeats"],
        told["notices"], told["people"], told["unacknowledged"],
        steps["taken"], steps["nobody"], steps["latest"], said["overdue"], standing(), watch(since, now),
    )  # fmt: skip


def _queue(one: dict[str, Any], now: datetime) -> Queue:
    oldest = _time(one["oldest"])
    still = oldest is not None and oldest < now - STANDS_STILL
    return Queue(one["queue"], one["waiting"], one["doing"], one["failed"], oldest, still)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
