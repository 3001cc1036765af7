"""How the times of a police report and of an authority's row lie to each other, in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MINUTE, HOUR, DAY = 1, 60, 1440
# Closer than this the two may be the same moment; farther than that they are hardly.
NEAR, FAR = 30 * MINUTE, 12 * HOUR


@dataclass(frozen=True)
class Gap:
    """One end of the two times. `leans` is "for", "against" or "none", as for other evidence."""

    what: str
    words: str
    leans: str


def gaps(police: object, row: object) -> list[Gap]:
    """The starts and the ends compared. `police`: last_seen_at, found_at; `row`: started_at, ended_at."""
    start = getattr(police, "last_seen_at", None) or getattr(police, "reported_at", None)
    start_day = bool(getattr(police, "last_seen_day", False))
    return [
        _gap("Start", start, row.started_at, start_day or bool(row.started_day)),  # type: ignore[attr-defined]
        _gap("End", police.found_at, row.ended_at, bool(police.found_day) or bool(row.ended_day)),  # type: ignore[attr-defined]
    ]


def _gap(what: str, police: datetime | None, authority: datetime | None, by_day: bool) -> Gap:
    if police is None and authority is None:
        return Gap(what, "neither side recorded it", "none")
    if police is None or authority is None:
        return Gap(what, f"the {'police' if police is None else 'authority'} did not record it", "none")
    if by_day:
        days = (police.date() - authority.date()).days
        if days == 0:
            return Gap(what, "the same day; one side gives only the date", "for")
        return Gap(
            what, f"{_count(abs(days), 'day')} {_side(days)} by date", "none" if abs(days) == 1 else "against"
        )
    minutes = round((police - authority).total_seconds() / 60)
    if minutes == 0:
        return Gap(what, "the same minute", "for")
    leans = "for" if abs(minutes) <= NEAR else "none" if abs(minutes) <= FAR else "against"
    return Gap(what, f"{spell(abs(minutes))} {_side(minutes)}", leans)


def _side(difference: int) -> str:
    return "later at the police" if difference > 0 else "earlier at the police"


def spell(minutes: int) -> str:
    """Minutes as people say them: 40 minutes, 3 hours 10 minutes, 5 days."""
    if minutes >= 2 * DAY:
        return _count(round(minutes / DAY), "day")
    hours, rest = divmod(minutes, HOUR)
    parts = [_count(hours, "hour")] if hours else []
    return " ".join(parts + ([_count(rest, "minute")] if rest or not hours else []))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
