"""How the record says times, spans and lists: as people say them, with the exact value behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from waylight.engine.when import LONDON, Precision, When

register = template.Library()


@register.filter
def clock(at: datetime | None) -> str:
    """22:45 where it is today, 22:45 yesterday, else 22:45 on Tuesday 3 March."""
    if at is None:
        return "not yet"
    here, today = at.astimezone(LONDON), timezone.now().astimezone(LONDON).date()
    if here.date() == today:
        return f"{here:%H:%M}"
    if here.date() == today - timedelta(days=1):
        return f"{here:%H:%M} yesterday"
    year = "" if here.year == today.year else f" {here.year}"
    return f"{here:%H:%M} on {here:%A} {here.day} {here:%B}{year}"


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
        return f"on {when.day:%A} {when.day.day} {when.day:%B}, time not known"
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
def category(letter: str) -> str:
    """M and A in words."""
    return {"M": "missing", "A": "away, whereabouts known"}.get(letter, letter)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
