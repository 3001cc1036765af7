"""The people of the demonstration's record: who works where, invented, with accounts that no password opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from waylight.ops.demo.people import OFFICERS, WHY, id_of

FIRST = (
    "Amara", "Bilal", "Carys", "Daniel", "Ewa", "Farid", "Grace", "Hamza", "Ines", "Joseph", "Kofi",
    "Lena", "Marek", "Nerys", "Oluwaseun", "Priya", "Rosa", "Sunil", "Tamsin", "Usman", "Vera", "Wei",
    "Yasmin", "Zadie", "Anwen", "Benjamin", "Chidi", "Danuta", "Eilidh", "Femi", "Gurpreet", "Hana",
    "Imran", "Jarek", "Keir", "Lowri", "Mohamed", "Nadia",
)  # fmt: skip
LAST = (
    "Abernethy", "Begum", "Campbell", "Dhillon", "Evans", "Farrow", "Gebremariam", "Hollins", "Ibrahim",
    "Jessop", "Kaminski", "Larkspur", "Mensah", "Netherby", "Okafor", "Penhallow", "Qureshi", "Ravenhill",
    "Silva", "Thackray", "Underhay", "Vickers", "Wetherall", "Yarborough", "Zielinska", "Ashdown",
    "Banerjee", "Copperthwaite", "Drinkwater", "Eze",
)  # fmt: skip
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
        # Kept free for examples, so nobody's; an address that ends in .invalid counts as none.
        email = f"person{self.made}@demonstration.example"
        self._confirmed(id, email)
        self.made += 1
        Person.objects.create_user(email, name, id=id)
        RoleGrant.objects.create(
            person_id=id, role=role, node_id=node, during=(self.now - A_YEAR, self.now + A_YEAR),
            granted_by_id=id_of(OFFICERS[0]), why=WHY,
        )  # fmt: skip
        self.of.setdefault((role, node), []).append(id)
        return id

    def _confirmed(self, person: UUID, email: str) -> None:
        """Nearly everybody has confirmed that mails arrive; of every fourth the rota says that nobody knows yet."""
        from waylight.telling.models import Confirmation

        if self.made % 4:
            at = self.now - timedelta(days=90)
            Confirmation.objects.create(
                person_id=person, channel="e-mail", address=email, asked_at=at, sent_at=at, confirmed_at=at
            )

    def has_to(self, person: UUID, what: str) -> None:
        """What the page of invented people says under the name: why one would be this person tonight."""
        from waylight.agencies.models import RoleGrant

        RoleGrant.objects.filter(person_id=person).update(why=what)

    def name_of(self, person: UUID) -> str:
        """As it stands on their account."""
        from waylight.agencies.models import Person

        return Person.objects.get(pk=person).name


def _names() -> Iterator[str]:
    """Every first name with every last one, in an order in which neighbours share neither."""
    for turn in range(len(FIRST) * len(LAST)):
        yield f"{FIRST[turn % len(FIRST)]} {LAST[(turn * 7 + turn // len(FIRST)) % len(LAST)]}"
