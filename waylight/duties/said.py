"""What is loaded of one child to see what is owed. Plain values, so that reading them can be tested without tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """One placement, from when to when (UTC), at what kind of node, and whether that lies outside the area."""

    id: UUID
    node: UUID
    node_kind: str
    since: datetime
    until: datetime | None
    out_of_area: bool


@dataclass(frozen=True)
class Tie:
    """What a node is to the child, from when to when: an interest without a person."""

    node: UUID
    relation: str
    since: datetime
    until: datetime | None
    basis: UUID


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


def taken_back(said: Sequence[Said]) -> frozenset[UUID]:
    """Facts of which somebody said that they were in error."""
    return frozenset(one.fact.about for one in said if one.fact.kind == "in error" and one.fact.about)


def corrected(said: Sequence[Said]) -> dict[UUID, When]:
    """The time that somebody put right last, by the fact that it is about."""
    ordered = sorted(said, key=lambda one: (one.fact.told, one.fact.id))
    return {
        one.fact.about: one.fact.body.at
        for one in ordered
        if one.fact.kind == "correction" and one.fact.about and one.fact.body is not None and one.fact.body.at
    }
