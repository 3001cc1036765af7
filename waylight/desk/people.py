"""Who may sit at the desk. Until the access grid is in, only invented people of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody who acts, as every fact names them. `key` is what a session holds."""

    key: str
    name: str
    role: str
    agency: str

    def __str__(self) -> str:
        return f"{self.name}, {self.role}, {self.agency}"


DATA_OFFICER = "data officer"

DEMONSTRATION = (
    Person("ines", "Ines Okonkwo-Hale", DATA_OFFICER, "Ambermoor"),
    Person("tobiah", "Tobiah Wrenfield", DATA_OFFICER, "Ambermoor"),
    Person("sunniva", "Sunniva Achterberg-Lowe", DATA_OFFICER, "Ambermoor"),
)
# Acts that no person asked for: the nightly deletion, a run that closes itself.
CLOCK = Person("clock", "Waylight", "clock", "no agency")
# Loads the invented region when a demonstration is made.
LOADER = Person("loader", "The demonstration", DATA_OFFICER, "Ambermoor")


def demonstration_person(key: str | None) -> Person | None:
    """The invented person with that key, or with the address of that account, or None."""
    return next((person for person in DEMONSTRATION if key in (person.key, address_of(person))), None)


def address_of(person: Person) -> str:
    """What the account of an invented person is called; nothing is ever sent there."""
    return f"{person.key}@demonstration.invalid"


class Refused(Exception):
    """The desk does not do this; the text says why and what to do next, and names no child."""


def must_work_desk(actor: Person) -> None:
    """Refuses everyone but a data officer. Raises: Refused."""
    if actor.role != DATA_OFFICER:
        raise Refused("Only a data officer works at the reconciliation desk. Sign in as one.")
