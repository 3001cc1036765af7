"""What is loaded of one child to see what is owed. Plain values, so that reading them can be tested without tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from waylight.engine.when import When
from waylight.episodes.reading import CoreFact


class Said(NamedTuple):
    """One fact, as the room of episodes reads it, and what it does not look at: the record, and the door."""

    fact: CoreFact
    record: str
    door: str


@dataclass(frozen=True)
class Lived:
    """One placement, from when to when (UTC), at what kind of node, whether that lies outside the area; and, where it
    does, in whose: the number of that authority, empty where it has none."""

    id: UUID
    node: UUID
    node_kind: str
    since: datetime
    until: datetime | None
    out_of_area: bool
    host_code: str = ""


@dataclass(frozen=True)
class Tie:
    """What a node is to the child, from when to when: an interest without a person."""

    node: UUID
    relation: str
    since: datetime
    until: datetime | None
    basis: UUID


class Cared(NamedTuple):
    """An authority that looked after the child, by its number (empty where it has none), from when until when."""

    code: str
    since: date
    until: date | None


@dataclass(frozen=True)
class ChildSaid:
    """All that is known of one child. `settings`: what the authorities that looked after the child set for themselves,
    each for the days of its care."""

    id: UUID
    born: date | None
    said: Sequence[Said] = ()
    lived: Sequence[Lived] = ()
    ties: Sequence[Tie] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    cared: Sequence[Cared] = ()


TAKES_BACK = ("in error", "grave event in error", "care end in error", "placed in error")


class Known:
    """What of it was known at some time. `wrong`: facts of which somebody said that they were in error; `right`: the
    time that somebody put right last, by the fact that it is about."""

    def __init__(self, said: Iterable[Said]) -> None:
        self.said = list(said)
        self.wrong = frozenset(
            one.fact.about for one in self.said if one.fact.kind in TAKES_BACK and one.fact.about
        )
        put_right = [one.fact for one in self.said if one.fact.kind == "correction" and one.fact.about]
        self.right: dict[UUID | None, When] = {
            fact.about: fact.body.at
            for fact in sorted(put_right, key=lambda fact: (fact.told, fact.id))
            if fact.body is not None and fact.body.at
        }
