"""How times, counts and shares are said on pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template

register = template.Library()
LONDON = ZoneInfo("Europe/London")
# Where there is nothing to say: a dash, as in printed tables.
NOTHING = "\N{EN DASH}"


@register.filter
def count(value: Any) -> str:
    """107000 as 107,000."""
    return f"{value:,}" if isinstance(value, int) else str(value if value is not None else NOTHING)


@register.filter
def when(at: datetime | None) -> str:
    """A moment as people say it, in London: 22:45 on Tuesday 3 March 2026."""
    return _spoken(at.astimezone(LONDON)) if at else "not yet"


@register.filter
def wall(at: datetime | None, day_only: bool | None = False) -> str:
    """A time of an extract as its sender wrote it; the date alone where only that was given."""
    if at is None:
        return "not recorded"
    return f"{at:%A} {at.day} {at:%B %Y}, time not given" if day_only else _spoken(at)


@register.filter
def short(at: datetime | None, day_only: bool | None = False) -> str:
    """The same for tables: 3 Mar 2026 22:45."""
    if at is None:
        return NOTHING
    return f"{at.day} {at:%b %Y}" if day_only else f"{at.day} {at:%b %Y} {at:%H:%M}"


@register.filter
def on_day(day: date | None) -> str:
    """3 March 2026."""
    return f"{day.day} {day:%B %Y}" if day else "blank"


@register.filter
def iso_day(text: str) -> str:
    """2026-03-03 as 3 March 2026."""
    return on_day(date.fromisoformat(text))


@register.filter
def iso_said(text: str | None) -> str:
    """2026-03-03T22:45 as 3 Mar 2026 22:45, 2026-03-03 as 3 Mar 2026."""
    return short(datetime.fromisoformat(text), len(text) == 10) if text else NOTHING


@register.filter
def share(value: float | None) -> str:
    """0.713 as 71 %; never 100 % of something that is not certain."""
    if value is None:
        return NOTHING
    if 0.995 <= value < 1:
        return "over 99 %"
    return f"{value * 100:.0f} %" if value >= 0.01 else "under 1 %"


@register.filter
def blank(value: Any) -> Any:
    """What was left blank says so."""
    return "blank" if value is None or value == "" else value


def _spoken(at: datetime) -> str:
    return f"{at:%H:%M} on {at:%A} {at.day} {at:%B %Y}"
