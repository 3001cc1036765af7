"""Kinds of facts about where a child lives and who is responsible. Facts of the record `placement` or `child core`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from waylight.facts.kinds import Kind

CORE, PLACEMENT = "child core", "placement"


@dataclass(frozen=True)
class CareBegan:
    """An authority looks after the child; `node` is the team, or the authority."""

    node: UUID
    legal_status: str = ""


@dataclass(frozen=True)
class CareEnded:
    """The last day of the care period, and why, in the codes of the statutory return."""

    last_day: date
    reason: str = ""


@dataclass(frozen=True)
class CareEndInError:
    """Care did not end as the fact says that this one is about: everything that ended with it goes on."""


@dataclass(frozen=True)
class TeamChanged:
    """Another team of the authority carries the case."""

    node: UUID


@dataclass(frozen=True)
class PlacedAt:
    """The child lives at the node from the time of the fact. `kind` is the code of the statutory return."""

    node: UUID
    kind: str = ""
    host: UUID | None = None


@dataclass(frozen=True)
class PlacementEnded:
    """The child lives there no longer, and no other placement began."""

    node: UUID


@dataclass(frozen=True)
class PlacedInError:
    """The child did not move as the fact says that this one is about: where they lived before, they live still."""


@dataclass(frozen=True)
class Allocated:
    """The child is on the list of a person at a node, or of the node."""

    node: UUID
    role: str
    relation: str
    person: UUID | None = None


@dataclass(frozen=True)
class AllocationEnded:
    """The allocation of that id holds no longer. `until`: the end that it had before, where it had one; `since`: when
    it would have begun, where it never does now."""

    allocation: UUID
    until: datetime | None = field(default=None, repr=False)
    since: datetime | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Restricted:
    """The record is narrowed to named people, or opened again; why stands in the words."""

    restricted: bool


@dataclass(frozen=True)
class Rectified:
    """What stands of the child was wrong or has changed: the names of the fields, and who the child is now."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class BrokeGlass:
    """Somebody opened the record for an hour whom nothing else opened it to. Written by the database itself; the
    reason stands in the list that the responsible authority goes through."""

    role: str


ALL = (
    Kind("care began", CORE, CareBegan),
    Kind("care ended", CORE, CareEnded),
    Kind("care end in error", CORE, CareEndInError, words={"why": CORE}),
    Kind("team changed", CORE, TeamChanged),
    Kind("placed at", PLACEMENT, PlacedAt),
    Kind("placement ended", PLACEMENT, PlacementEnded),
    Kind("placed in error", PLACEMENT, PlacedInError, words={"why": PLACEMENT}),
    Kind("allocated", CORE, Allocated),
    Kind("allocation ended", CORE, AllocationEnded),
    Kind("restricted", CORE, Restricted, words={"why": CORE}),
    Kind("rectified", CORE, Rectified, words={"was": CORE, "is": CORE, "why": CORE}),
    Kind("broke glass", CORE, BrokeGlass),
)
