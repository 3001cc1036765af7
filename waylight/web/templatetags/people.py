"""How the record says times, spans and lists: as people say them, with the exact value behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from waylight.engine.when import LONDON, Precision, When

register = template.Library()
NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@register.filter
def clock(at: datetime | None) -> str:
    """22:45 today, yesterday or tomorrow; else 22:45 on Tuesday 3 March, with the year where it is another."""
    if at is None:
        return "not yet"
    here, today = at.astimezone(LONDON), timezone.now().astimezone(LONDON).date()
    near = NEAR.get((here.date() - today).days)
    return f"{here:%H:%M} {near}" if near else f"{here:%H:%M} on {_day(here.date(), today)}"


@register.filter
def from_day(at: datetime | None) -> str:
    """The day alone where it is the first moment of that day: of a move often nothing more is known."""
    if at is None:
        return "not known"
    here = at.astimezone(LONDON)
    if (here.hour, here.minute) != (0, 0):
        return clock(at)
    return _day(here.date(), timezone.now().astimezone(LONDON).date())


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """The same with how long ago, and the exact value behind it."""
    if at is None:
        return "not yet"
    return format_html('<time datetime="{}">{}, {}</time>', at.isoformat(), clock(at), ago(at))


@register.filter
def said(when: When) -> str:
    """A time as it was said: to the minute, or the day alone."""
    if when.precision is Precision.DAY:
        today = timezone.now().astimezone(LONDON).date()
        return f"on {_day(when.day, today)}, time not known"
    return clock(when.earliest) + (f" ({when.mark})" if when.mark else "")


@register.filter
def ago(at: datetime) -> str:
    """3 hours 10 minutes ago."""
    return f"{span(timezone.now() - at)} ago"


@register.filter
def since(at: datetime) -> str:
    """3 hours 10 minutes, until now."""
    return span(timezone.now() - at)


def span(length: timedelta) -> str:
    """A length as people say it: two units at most."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return _count(minutes, "minute")
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return _count(hours, "hour") + (f" {_count(minutes, 'minute')}" if minutes else "")
    days, hours = divmod(hours, 24)
    return _count(days, "day") + (f" {_count(hours, 'hour')}" if hours else "")


@register.filter
def after(seconds: float) -> str:
    """How long something took: in seconds up to two minutes, then as people say it."""
    return span(timedelta(seconds=seconds)) if seconds >= 120 else _count(round(seconds), "second")


@register.filter
def answer(code: str, answers: Mapping[str, str] | None) -> str:
    """What is known already for a question of a script."""
    return (answers or {}).get(code, "")


@register.filter
def label(code: str, codes: Mapping[str, str]) -> str:
    """What a code is called; the code itself where the list does not have it any more."""
    return codes.get(code, code)


@register.filter
def each_once(words: Sequence[str]) -> list[str]:
    """What is listed, without what was listed already."""
    return list(dict.fromkeys(words))


@register.filter
def category(letter: str) -> str:
    """M and A in words."""
    return {"M": "missing", "A": "away, whereabouts known"}.get(letter, letter)


def _day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
