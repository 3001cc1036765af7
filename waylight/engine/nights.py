"""Times away as nights: what a strip of a month shows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from waylight.engine.when import LONDON

_DAY, _NOON = timedelta(days=1), time(12)


class Slept(StrEnum):
    """Where a child was that night, as far as the record says."""

    IN = "in"
    PARTLY = "away for a part of it"
    AWAY = "away"
    NOW = "away now"


@dataclass(frozen=True, slots=True)
class Span:
    """A time away (UTC); `until` None while it lasts."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Night:
    """The night from noon of `day` to the next noon, in London."""

    day: date
    slept: Slept


def nights(spans: Iterable[Span], *, last: date, count: int, hour: int, now: datetime) -> tuple[Night, ...]:
    """The `count` nights up to that of the day `last`, the earliest first. Away is who was away at `hour` in the
    morning; away now, whoever is in the night that goes on."""
    kept = tuple(spans)
    days = [last - _DAY * back for back in range(count - 1, -1, -1)]
    return tuple(Night(day, _slept(kept, day, hour, now)) for day in days)


def night_at(moment: datetime) -> date:
    """The day by which the night of this moment goes: before noon it is still that of the day before."""
    here = moment.astimezone(LONDON)
    return here.date() if here.time() >= _NOON else here.date() - _DAY


def _slept(spans: tuple[Span, ...], day: date, hour: int, now: datetime) -> Slept:
    begins, ends = _clock(day, _NOON), _clock(day + _DAY, _NOON)
    asleep = _clock(day + _DAY, time(hour))
    within = [span for span in spans if span.since < ends and (span.until or now) > begins]
    if begins <= now < ends and any(span.until is None for span in within):
        return Slept.NOW
    if any(span.since <= asleep < (span.until or now) for span in within):
        return Slept.AWAY
    return Slept.PARTLY if within else Slept.IN


def _clock(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON).astimezone(UTC)
