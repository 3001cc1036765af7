"""The people of the demonstration's record: who works where, invented, with accounts that no password opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from waylight.ops.demo.people import OFFICERS, WHY, id_of

FIRST = [
    "Amara",
    "Bela",
    "Cato",
    "Dilys",
    "Emeka",
    "Fern",
    "Gwil",
    "Hester",
    "Idris",
    "Juno",
    "Kofi",
    "Lowri",
    "Milo",
    "Nerys",
    "Otis",
    "Petra",
    "Quill",
    "Rosa",
    "Sunil",
    "Tamsin",
    "Ursa",
    "Vasco",
    "Wren",
    "Xanthe",
    "Yusuf",
    "Zadie",
    "Anwen",
    "Bilal",
    "Cerys",
    "Danuta",
    "Ewa",
    "Farid",
    "Greta",
    "Hamza",
    "Ines",
    "Jarek",
    "Keir",
    "Lena",
]
LAST = [
    "Abernethy",
    "Bracken",
    "Calloway",
    "Dunmore",
    "Eastlake",
    "Farrow",
    "Greatorex",
    "Hollins",
    "Iremonger",
    "Jessop",
    "Kettlewell",
    "Larkspur",
    "Marchbank",
    "Netherby",
    "Oakeshott",
    "Penhallow",
    "Quarmby",
    "Ravenhill",
    "Summersby",
    "Thackray",
    "Underhay",
    "Vickerstaff",
    "Wetherall",
    "Yarborough",
    "Zellweather",
    "Ashdown",
    "Birkbeck",
    "Copperthwaite",
    "Drinkwater",
    "Elphinstone",
]
A_YEAR = timedelta(days=365)


@dataclass
class Cast:
    """Makes people as they are asked for; the same place and role bring the same names every time."""

    now: datetime
    made: int = 0
    of: dict[tuple[str, UUID], list[UUID]] = field(default_factory=dict)
    names: Iterator[str] = field(default_factory=lambda: _names())

    def person(self, role: str, node: UUID) -> UUID:
        """Somebody new who holds the role at the node for a year."""
        from waylight.agencies.models import Person, RoleGrant

        name = next(self.names)
        id = id_of(f"{role} {node} {len(self.of.get((role, node), []))}")
        email = f"person{self.made}@demonstration.invalid"
        self.made += 1
        Person.objects.create_user(email, name, id=id)
        RoleGrant.objects.create(
            person_id=id, role=role, node_id=node, during=(self.now - A_YEAR, self.now + A_YEAR),
            granted_by_id=id_of(OFFICERS[0]), why=WHY,
        )  # fmt: skip
        self.of.setdefault((role, node), []).append(id)
        return id


def _names() -> Iterator[str]:
    """Every first name with every last one, in an order in which neighbours share neither."""
    for turn in range(len(FIRST) * len(LAST)):
        yield f"{FIRST[turn % len(FIRST)]} {LAST[(turn * 7 + turn // len(FIRST)) % len(LAST)]}"
