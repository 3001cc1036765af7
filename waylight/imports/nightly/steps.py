"""What a night's lists would change, step by step, before anything does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from waylight.children.services import Particulars
from waylight.imports.lists import Listed, ListedWorker


@dataclass(frozen=True)
class NewChild:
    number: str
    who: Particulars
    node: UUID
    since: date


@dataclass(frozen=True)
class Known:
    """The child is on the record, typed in by hand: from now on the list finds them by its number."""

    number: str
    child: UUID


@dataclass(frozen=True)
class Changed:
    child: UUID
    who: Particulars


@dataclass(frozen=True)
class NewTeam:
    child: UUID
    node: UUID


@dataclass(frozen=True)
class Move:
    """The child of that number lives at the node from `since` (UTC)."""

    number: str
    node: UUID
    since: datetime
    kind: str


@dataclass(frozen=True)
class Leave:
    """The placement of the child of that number ends at `at` (UTC), and no other begins then."""

    number: str
    at: datetime


@dataclass(frozen=True)
class Proposal:
    """A role that the list says somebody holds, and that a second person has to give."""

    row: ListedWorker
    node: UUID
    account: bool  # whether there is an account already


@dataclass(frozen=True)
class EndRole:
    grant: UUID
    at: datetime


@dataclass
class Plan:
    """In the order in which it is carried out; `aside` with where each row stands and why it changes nothing."""

    new: list[NewChild] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    teams: list[NewTeam] = field(default_factory=list)
    places: list[Move | Leave] = field(default_factory=list)
    accounts: dict[str, str] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    ended: list[EndRole] = field(default_factory=list)
    aside: list[tuple[Listed, str]] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """What would change, by kind, in words."""
        begun = Counter(type(step) for step in self.places)
        return {
            "new children": len(self.new),
            "children known by hand who get the list's number": len(self.known),
            "children with changed particulars": len(self.changed),
            "children with another team": len(self.teams),
            "placements that begin": begun[Move],
            "placements that end": begun[Leave],
            "new accounts": len(self.accounts),
            "roles that end": len(self.ended),
            "roles for a manager to give": len(self.proposals),
        }

    @property
    def changes(self) -> int:
        """How many steps would be written. A proposal is not one."""
        return sum(self.counts().values()) - len(self.proposals)
