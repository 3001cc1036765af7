"""The data officers of the demonstration: invented people with accounts that no password opens.

python -m waylight.ops.demo.people
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

import django
from django.db import transaction

from waylight.signin.casting import PLAIN

AUTHORITY = "Ambermoor"
OFFICERS = ("Ines Okonkwo-Hale", "Tobiah Wrenfield", "Sunniva Achterberg-Lowe")
WHY = PLAIN


def id_of(name: str) -> UUID:
    """The same person has the same account in every demonstration."""
    return uuid5(NAMESPACE_URL, f"waylight:demonstration:{name}")


@transaction.atomic
def make_officers(now: datetime) -> None:
    """Make the officers, and the authority where it is missing, unless they are there. Runs as the owner."""
    from waylight.agencies.models import Node, Person, RoleGrant
    from waylight.agencies.services import add_node
    from waylight.desk.people import DATA_OFFICER

    authority = Node.objects.filter(kind=Node.Kind.AUTHORITY, name=AUTHORITY).first()
    authority = authority or add_node(kind=Node.Kind.AUTHORITY, name=AUTHORITY, since=now.date())
    for name in OFFICERS:
        if not Person.objects.filter(id=id_of(name)).exists():
            email = f"{name.split()[0].lower()}@demonstration.invalid"
            Person.objects.create_user(email, name, id=id_of(name))
    for at, name in enumerate(OFFICERS):
        held = RoleGrant.objects.filter(person_id=id_of(name), role=DATA_OFFICER, during__contains=now)
        if not held.exists():
            RoleGrant.objects.create(
                person_id=id_of(name), role=DATA_OFFICER, node=authority, during=(now, now + timedelta(days=365)),
                granted_by_id=id_of(OFFICERS[at - 1]), why=WHY,
            )  # fmt: skip


def main() -> int:
    django.setup()
    make_officers(datetime.now(UTC))
    return 0


if __name__ == "__main__":
    sys.exit(main())
