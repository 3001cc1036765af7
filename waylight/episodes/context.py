"""Where a child lived and who was responsible, as an episode needs it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from waylight.engine.when import LONDON


@dataclass(frozen=True)
class Lived:
    """A placement: its node, the host authority and the force of that address; `until` None where it goes on."""

    node: UUID
    host: UUID | None
    force: UUID | None
    since: datetime | None
    until: datetime | None

    def at(self, moment: datetime) -> bool:
        return (self.since is None or self.since <= moment) and (self.until is None or moment < self.until)


@dataclass(frozen=True)
class Cared:
    """A care period of a team or authority; `until` is the first day on which it does not hold."""

    node: UUID
    since: date | None
    until: date | None

    def at(self, moment: datetime) -> bool:
        day = moment.astimezone(LONDON).date()
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Context:
    """What an episode is computed with besides claims."""

    born: date | None = None
    placements: tuple[Lived, ...] = ()
    care: tuple[Cared, ...] = ()

    def lived(self, moment: datetime) -> Lived | None:
        return next((place for place in self.placements if place.at(moment)), None)

    def cared(self, moment: datetime) -> Cared | None:
        return next((period for period in self.care if period.at(moment)), None)


def context_of(row: Mapping[str, Any] | None) -> Context:
    """From the JSON that `child_context` answers with."""
    if not row:
        return Context()
    return Context(
        born=_day(row["born"]),
        placements=tuple(
            Lived(UUID(p["node"]), _id(p["host"]), _id(p["force"]), _moment(p["from"]), _moment(p["to"]))
            for p in row["placements"]
        ),
        care=tuple(Cared(UUID(p["node"]), _day(p["from"]), _day(p["to"])) for p in row["care"]),
    )


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
