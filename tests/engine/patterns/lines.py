"""A child's times away told shortly: `line(("2026-03-01T19:00", "2026-03-01T23:00"))`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from waylight.engine.patterns import Ahead, Line, Mark, Raised, TimeAway, raised
from waylight.engine.when import parse
from waylight.rulebook.patterns import PATTERNS

SPACE = UUID(int=4)
CHILD = uuid5(SPACE, "the child")
HOME = uuid5(SPACE, "the home")
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def time_away(began: str, ended: str | None = None, **more: Any) -> TimeAway:
    """Told when it began; the id follows from that moment."""
    start = parse(began)
    facts = {"told_at": start.latest, "end": parse(ended) if ended else None, "open": ended is None}
    return TimeAway(id=uuid5(SPACE, began), start=start, **{**facts, **more})


def line(*aways: tuple[Any, ...] | TimeAway, **more: Any) -> Line:
    told = [one if isinstance(one, TimeAway) else time_away(*one) for one in aways]
    return Line(CHILD, tuple(sorted(told, key=lambda one: one.began)), **more)


def evenings(*days: str, start: str = "19:00", end: str = "22:00", **more: Any) -> Line:
    """One evening out on each of these days."""
    return line(*((f"{day}T{start}", f"{day}T{end}") for day in days), **more)


def marked(code: str, record: str = "episode", since: str = "2026-01-01") -> tuple[Mark, ...]:
    return (Mark(code, record, parse(since).earliest),)


def dated(what: str, at: str) -> tuple[Ahead, ...]:
    told = datetime(2026, 1, 1, tzinfo=UTC)
    return (Ahead(what, parse(at), told, "health and contacts"),)


def fired(told: Line, code: str, settings: Any = None, now: datetime = NOW) -> tuple[Raised, ...]:
    rows = tuple(row for row in PATTERNS if row.code == code)
    assert rows, code
    return raised(told, rows, settings or {}, now)


BORN_13 = date(2013, 3, 1)
