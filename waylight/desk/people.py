"""Who sits at the desk: people in the role of this sitting, as far as the access grid opens it to that role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

from waylight.access.grid import opened
from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere

# Records of the grid: the files with all that was read from them and found in them; one pair of rows of both sides.
EXTRACT, PAIR = "extract", "reconciliation pair"


@dataclass(frozen=True)
class Person:
    """Somebody who acts, as every fact of the desk and the trail name them. `key` is the id of their account; `node`
    the agency of this sitting, to which what they hand in belongs."""

    key: str
    name: str
    role: str
    agency: str
    node: UUID | None = None

    @property
    def person_id(self) -> UUID | None:
        """The account; None for what no person does."""
        return UUID(self.key) if self.node else None

    @property
    def node_name(self) -> str:
        return self.agency

    def __str__(self) -> str:
        return f"{self.name}, {self.role}, {self.agency}"


DATA_OFFICER = "data officer"


def desk_person(actor: Actor) -> Person:
    """Somebody who sits here in the role of this sitting."""
    return Person(str(actor.person_id), actor.name, actor.role, actor.node_name, actor.node)


class Refused(Exception):
    """The desk does not do this; the text says why and what to do next, and names no child."""


def may(actor: Person, action: str, record: str = EXTRACT) -> bool:
    """Whether a cell of the grid lets their role do it at all."""
    return bool(opened(actor.role, record, action))


def must(actor: Person, action: str, record: str = EXTRACT) -> None:
    """Refuses everyone whose role has no cell of the grid for it. Raises: Refused."""
    if not may(actor, action, record):
        raise Refused(f"Your role has no right to {action} this at the desk. Sign in as a data officer.")


def not_there(what: UUID, record: str = EXTRACT) -> NoReturn:
    """What is another agency's and what is not there look the same; which was asked for is on the trail."""
    raise NotThere(record=record, subject=what, reason="not handed in by an agency of the actor's")
