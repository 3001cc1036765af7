"""The rows behind the figure of what was handed over in time: by the hour, and each that was not. Nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Hour:
    """Messages that fell due in the hour from `since`: `arrived` are those that a gateway says so of; `slowest`, in
    seconds, of those handed over."""

    since: datetime
    wanted: int
    in_time: int
    handed: int
    arrived: int
    failed: int
    slowest: float | None

    @property
    def share(self) -> float:
        return self.in_time / self.wanted


@dataclass(frozen=True)
class Late:
    """One message that was not handed over in time, or not yet. `fault`: a code of the gateway's, or ''."""

    id: UUID
    channel: str
    urgency: str
    state: str
    wanted_at: datetime
    handed_at: datetime | None
    tries: int
    fault: str

    @property
    def seconds(self) -> float | None:
        return (self.handed_at - self.wanted_at).total_seconds() if self.handed_at else None


def hours(since: datetime, within: int) -> tuple[Hour, ...]:
    """Of the messages that fell due from `since` on, the latest hour first. To whom operations are not open: none."""
    return tuple(Hour(*row) for row in _rows("telling_handed", since, within))


def not_in_time(since: datetime, within: int) -> tuple[Late, ...]:
    """The latest fifty of those that took longer, the latest first."""
    return tuple(Late(*row) for row in _rows("telling_not_in_time", since, within))


def _rows(function: str, since: datetime, within: int) -> Sequence[Any]:
    with connection.cursor() as cursor:
        # One of two names of our own.
        cursor.execute(f"SELECT * FROM {function}(%s, make_interval(secs => %s))", [since, within])  # noqa: S608
        found: Sequence[Any] = cursor.fetchall()
    return found
