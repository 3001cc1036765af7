"""Keeps each child's nights as children together are found by them: where found, from which home, named with whom."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from waylight.alerts.asking import known, moment
from waylight.alerts.models import Night
from waylight.children.models import Child, Placement
from waylight.engine.patterns import Line, Out, TimeAway
from waylight.engine.patterns.naming import folded
from waylight.engine.patterns.places import Place, place_said
from waylight.engine.patterns.seen import night_of
from waylight.engine.when import at
from waylight.facts.asked import Question
from waylight.facts.codec import to_json

FOUND, ABSENT = "found", "absent"
WITH = "with whom"
FIELDS = ("place", WITH)
Words = Iterable[tuple[UUID, str, str, str]]
PUT = """
WITH gone AS (DELETE FROM alerts_night WHERE episode = ANY(%s))
INSERT INTO alerts_night SELECT * FROM jsonb_populate_recordset(NULL::alerts_night, %s::jsonb)
ON CONFLICT (episode) DO UPDATE SET child = excluded.child, began = excluded.began, until = excluded.until,
    night = excluded.night, sector = excluded.sector, home = excluded.home, named = excluded.named
"""


class NightRow(NamedTuple):
    """A row of the table, read past the model: each fact asks for all of a child's."""

    episode: UUID
    child: UUID
    began: datetime
    until: datetime | None
    night: date
    sector: str
    home: UUID | None
    named: tuple[UUID, ...]


def night_of_row(episode: str, child: str, began: str, until: str | None, night: str, sector: str, home: str | None,
                 named: list[str]) -> NightRow:  # fmt: skip
    """A row of the table of nights, as JSON says it."""
    return NightRow(
        UUID(episode), known(child), moment(began), moment(until) if until else None, date.fromisoformat(night), sector,
        known(home) if home else None, tuple(UUID(one) for one in named),
    )  # fmt: skip


def keeping_nights(
    line: Line, episode_of: Mapping[UUID, UUID], words: Words, kept: Mapping[UUID, NightRow]
) -> list[Question]:
    """Writes the child's nights from the line, where they differ from what is kept. `episode_of`: of each claim."""
    said = _said(words, episode_of)
    rows = [_night(line, away, said.get(away.id, {})) for away in line.aways if away.end or away.open]
    wanted = {row.episode for row in rows}
    gone = [episode for episode in kept if episode not in wanted]
    new = [row._asdict() for row in rows if kept.get(row.episode) != row]
    return [Question(PUT, [gone, json.dumps([_plain(row) for row in new])])] if gone or new else []


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: to_json(value) for name, value in row.items()}


def _said(words: Words, episode_of: Mapping[UUID, UUID]) -> dict[UUID, dict[str, str]]:
    """By time away: where the child was found, and who was said to be with them. Read by the worker alone."""
    said: dict[UUID, dict[str, str]] = defaultdict(dict)
    for fact, kind, name, text in words:
        # Where the child was last seen, or was brought to, is not where they were found.
        if fact in episode_of and kind == (FOUND if name == "place" else ABSENT):
            of = said[episode_of[fact]]
            of[name] = f"{of.get(name, '')} {text}"
    return said


def _night(line: Line, away: TimeAway, said: dict[str, str]) -> NightRow:
    place = place_said(said.get("place", ""))
    child = line.record_of.get(away.id, line.child)
    return NightRow(
        away.id, child, away.began, away.end.earliest if away.end else None, away.night,
        place.sector if place else "", away.home, _named(child, away, said.get(WITH, "")),
    )  # fmt: skip


def _named(child: UUID, away: TimeAway, text: str) -> tuple[UUID, ...]:
    """Children who lived in the same home then and whom the report names as being with the child."""
    words = set(folded(text))
    if not words or away.home is None:
        return ()
    there = Placement.objects.filter(node_id=away.home, during__contains=away.began).exclude(child_id=child)
    others = Child.objects.filter(id__in=there.values("child_id"))
    named = (other.id for other in others if words & set(folded(f"{other.given_names} {other.known_as}")))
    return tuple(sorted(named))


def out_of(row: Night | NightRow, now: datetime) -> Out:
    """The night as the engine looks at it."""
    until = row.until or now
    nights = (night_of(at(until)) - row.night).days + 1
    return Out(
        row.episode, row.child, row.began, max(until, row.began), row.night, max(nights, 1),
        Place(row.sector) if row.sector else None, row.home, frozenset(row.named),
    )  # fmt: skip
