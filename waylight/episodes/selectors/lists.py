"""Lists: who is away now, the night at a home, the area of a force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from waylight.agencies.actor import Actor
from waylight.agencies.selectors import below
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import Child, Interest
from waylight.children.selectors.same import first_of, one_child
from waylight.episodes.models import Episode
from waylight.episodes.selectors.children import ChildLine, child_line, lines
from waylight.facts.models import Fact
from waylight.rulebook.police import GRADES
from waylight.rulebook.worklists import UNGRADED, YOUNG

Row = TypeVar("Row")
# The gravest first, as police said it.
ORDER = {grade.code: grade.order for grade in GRADES}
LABEL = {grade.code: grade.label for grade in GRADES}


@dataclass(frozen=True)
class AwayLine:
    """One child away now. The order of the list is by these columns, in this order; there is no hidden score.

    `also`: the same child's other times away of which two records say at once; they overlap, and are not yet one.
    """

    episode: Episode
    child: ChildLine
    acknowledged: bool
    police_know: bool
    hours_away: float
    place: str = ""
    also: tuple[Episode, ...] = ()

    @property
    def records(self) -> frozenset[UUID]:
        """Every record of the child under which it stands."""
        return frozenset({self.episode.child_id, *(one.child_id for one in self.also)})

    @property
    def grade(self) -> str:
        """How police graded it."""
        return LABEL.get(self.episode.grade, "Not graded yet")

    @property
    def order(self) -> tuple[bool, int, bool, float]:
        """Not acknowledged first; then by grade; under 13 or trafficked; longest away."""
        grade = ORDER.get(self.episode.grade, UNGRADED.value)
        young = self.child.trafficked or (self.child.age is not None and self.child.age < YOUNG.value)
        return (self.acknowledged, grade, not young, -self.hours_away)


@dataclass(frozen=True)
class TonightLine:
    """One child placed at the home: in, or away with the episode. `also`: as in `AwayLine`."""

    child: ChildLine
    away: Episode | None
    also: tuple[Episode, ...] = ()


def open_now(*, actor: Actor, now: datetime, route: str = "") -> tuple[AwayLine, ...]:
    """Every child away now of whom the actor may know, mine to act on first."""
    return _together(_listed(actor, _lines(Episode.objects.filter(searching=True), now), "episode", route))


def how_many_away() -> int:
    """How many children are away now, of those of whom whoever acts may know. A number for the head of every page:
    no child is named, so nothing goes on the trail. Two records of one child are one."""
    records = list(Episode.objects.filter(searching=True).values_list("child_id", flat=True))
    first = first_of(records) if len(records) > 1 else {}
    return len({first.get(record, record) for record in records})


def tonight(*, actor: Actor, node: UUID, now: datetime, route: str = "") -> tuple[TonightLine, ...]:
    """Each child who lives at the home or with the carer now, those who are away first, then by name."""
    here = Interest.objects.filter(
        node_id__in=below([node]), relation=Interest.Relation.CARING, during__contains=now
    ).values("child_id")
    children = list(Child.objects.filter(id__in=here))
    away = {e.child_id: e for e in Episode.objects.filter(searching=True, child__in=children)}
    rows = [TonightLine(child_line(child, now), away.get(child.id)) for child in children]
    rows.sort(key=lambda row: (row.away is None, row.child.name, str(row.child.id)))
    note(actor=actor, act=Act.LISTED, record="child core", route=route, children=[r.child.id for r in rows])
    return tuple(
        replace(row, also=tuple(one.away for one in others if one.away is not None))
        for row, others in _by_child(rows, [row.child.id for row in rows])
    )


def force_now(*, actor: Actor, node: UUID, now: datetime, route: str = "") -> tuple[AwayLine, ...]:
    """Children away now with whom the force has to do: last seen in its area, or placed there."""
    searched = Interest.objects.filter(
        node_id__in=below([node]), relation=Interest.Relation.SEARCHING, during__contains=now
    )
    rows = Episode.objects.filter(searching=True, child__in=searched.values("child_id"))
    return _together(_listed(actor, _lines(rows, now), "episode", route))


def away_among(
    *, actor: Actor, children: Iterable[UUID], now: datetime, route: str = ""
) -> Mapping[UUID, AwayLine]:
    """Who of these is away now, as far as the actor may know; also where another record of the same child says so."""
    asked = set(children)
    same = one_child(asked) if asked else {}
    records = asked.union(*same.values())
    lines = _together(_lines(Episode.objects.filter(searching=True, child__in=records), now))
    _listed(actor, lines, "episode", route)
    away = {record: line for line in lines for record in line.records}
    found = ((child, [away[one] for one in same.get(child, (child,)) if one in away]) for child in asked)
    return {child: those[0] for child, those in found if those}


def recent(*, actor: Actor, since: datetime, now: datetime, route: str = "") -> tuple[AwayLine, ...]:
    """Times away that ended after `since`, the latest end first."""
    rows = Episode.objects.filter(searching=False, ended_latest__gte=since).order_by("-ended_latest")[:200]
    return _listed(actor, tuple(_away_lines(rows, now)), "episode", route)


def _together(rows: Sequence[AwayLine]) -> tuple[AwayLine, ...]:
    """One line a child, the first of each: what two records of one child say goes on at once overlaps."""
    return tuple(
        replace(row, also=tuple(one.episode for one in others))
        for row, others in _by_child(rows, [row.child.id for row in rows])
    )


def _by_child(rows: Sequence[Row], records: Sequence[UUID]) -> list[tuple[Row, list[Row]]]:
    """Each child's first row with the others of the same child, in the order of the rows."""
    first = first_of(records) if len(records) > 1 else {}
    groups: dict[UUID, list[Row]] = {}
    for row, record in zip(rows, records, strict=True):
        groups.setdefault(first.get(record, record), []).append(row)
    return [(group[0], group[1:]) for group in groups.values()]


def _lines(rows: QuerySet[Episode], now: datetime) -> tuple[AwayLine, ...]:
    return tuple(sorted(_away_lines(rows, now), key=lambda line: line.order))


def _away_lines(rows: Iterable[Episode], now: datetime) -> list[AwayLine]:
    episodes = list(rows)
    children = lines((episode.child_id for episode in episodes), now)
    taken = _acknowledged(episodes)
    places = _places(children, now)
    return [
        AwayLine(
            episode,
            children[episode.child_id],
            episode.id in taken,
            episode.police_reference_at is not None,
            (now - episode.started_earliest).total_seconds() / 3600,
            places.get(episode.child_id, ""),
        )
        for episode in episodes
    ]


def _acknowledged(episodes: list[Episode]) -> set[UUID]:
    owner = {claim: episode.id for episode in episodes for claim in (episode.id, *episode.claims)}
    about = Fact.objects.filter(kind="acknowledged", about__in=list(owner)).values_list("about", flat=True)
    return {owner[claim] for claim in about if claim is not None}


def _places(children: Iterable[UUID], now: datetime) -> Mapping[UUID, str]:
    """Where each child lives, as far as the actor may know."""
    rows = Interest.objects.filter(
        child__in=children, relation=Interest.Relation.CARING, during__contains=now, person=None
    )
    return dict(rows.values_list("child_id", "node__name"))


def _listed(actor: Actor, rows: tuple[AwayLine, ...], record: str, route: str) -> tuple[AwayLine, ...]:
    seen = list({row.child.id for row in rows})
    note(actor=actor, act=Act.LISTED, record=record, route=route, children=seen)
    return rows
