"""Keeps each child's nights as children together are found by them: where found, from which home, named with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from waylight.alerts.models import Night
from waylight.children.models import Child, Placement
from waylight.engine.patterns import Line, Out, TimeAway
from waylight.engine.patterns.naming import folded
from waylight.engine.patterns.places import Place, place_said
from waylight.engine.patterns.seen import night_of
from waylight.engine.when import at
from waylight.facts.models import Words

FOUND, ABSENT = "found", "absent"
WITH = "with whom"


def keep_nights(line: Line, episode_of: Mapping[UUID, UUID]) -> list[Night]:
    """The child's nights from the line, written where they differ; returns them. `episode_of`: of each claim."""
    said = _said(line.child, episode_of)
    rows = [_night(line, away, said.get(away.id, {})) for away in line.aways if away.end or away.open]
    there = {row.episode: row for row in Night.objects.filter(child=line.child)}
    wanted = {row.episode: row for row in rows}
    gone = there.keys() - wanted.keys()
    if gone:
        Night.objects.filter(episode__in=gone).delete()
    new = [row for row in rows if _values(row) != _values(there.get(row.episode))]
    if new:
        fields = [f.name for f in Night._meta.concrete_fields if not f.primary_key]
        Night.objects.bulk_create(new, update_conflicts=True, unique_fields=["episode"], update_fields=fields)
    return rows


def _values(row: Night | None) -> tuple[object, ...] | None:
    if row is None:
        return None
    return (row.began, row.until, row.night, row.sector, row.home, sorted(row.named))


def _said(child: UUID, episode_of: Mapping[UUID, UUID]) -> dict[UUID, dict[str, str]]:
    """By time away: where the child was found, and who was said to be with them. Read by the worker alone."""
    said: dict[UUID, dict[str, str]] = defaultdict(dict)
    words = Words.objects.filter(child=child, field__in=("place", WITH)).order_by("fact_id")
    for fact, kind, name, text in words.values_list("fact_id", "fact__kind", "field", "text"):
        # Where the child was last seen, or was brought to, is not where they were found.
        if fact in episode_of and kind == (FOUND if name == "place" else ABSENT):
            of = said[episode_of[fact]]
            of[name] = f"{of.get(name, '')} {text}"
    return said


def _night(line: Line, away: TimeAway, said: dict[str, str]) -> Night:
    place = place_said(said.get("place", ""))
    return Night(
        episode=away.id,
        child=line.child,
        began=away.began,
        until=away.end.earliest if away.end else None,
        night=away.night,
        sector=place.sector if place else "",
        home=away.home,
        named=_named(line.child, away, said.get(WITH, "")),
    )


def _named(child: UUID, away: TimeAway, text: str) -> list[UUID]:
    """Children who lived in the same home then and whom the report names as being with the child."""
    words = set(folded(text))
    if not words or away.home is None:
        return []
    there = Placement.objects.filter(node_id=away.home, during__contains=away.began).exclude(child_id=child)
    others = Child.objects.filter(id__in=there.values("child_id"))
    return sorted(
        other.id for other in others if words & set(folded(f"{other.given_names} {other.known_as}"))
    )


def out_of(row: Night, now: datetime) -> Out:
    """The night as the engine looks at it."""
    until = row.until or now
    nights = (night_of(at(until)) - row.night).days + 1
    return Out(
        row.episode, row.child, row.began, max(until, row.began), row.night, max(nights, 1),
        Place(row.sector) if row.sector else None, row.home, frozenset(row.named),
    )  # fmt: skip
