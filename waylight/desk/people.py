"""Who may sit at the desk: people whose role at this sitting is data officer."""

from __future__ import annotations

from dataclasses import dataclass

from waylight.agencies.actor import Actor


@dataclass(frozen=True)
class Person:
    """Somebody who acts, as every fact of the desk names them. `key` is the id of their account."""

    key: str
    name: str
    role: str
    agency: str

    def __str__(self) -> str:
        return f"{self.name}, {self.role}, {self.agency}"


DATA_OFFICER = "data officer"

# Acts that no person asked for: the nightly deletion, a run that closes itself.
CLOCK = Person("clock", "Waylight", "clock", "no agency")
# Loads the invented region when a demonstration is made.
LOADER = Person("loader", "The demonstration", DATA_OFFICER, "Ambermoor")


def desk_person(actor: Actor) -> Person:
    """Somebody who sits here in the role of this sitting."""
    return Person(str(actor.person_id), actor.name, actor.role, actor.node_name)


class Refused(Exception):
    """The desk does not do this; the text says why and what to do next, and names no child."""


def must_work_desk(actor: Person) -> None:
    """Refuses everyone but a data officer. Raises: Refused."""
    if actor.role != DATA_OFFICER:
        raise Refused("Only a data officer works at the reconciliation desk. Sign in as one.")
