"""`waylight account`: the first accounts of an installation, before there is anybody who could let others in."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime, timedelta

from waylight.ops.processes import environment

DAYS = 30
OPERATOR = "operator@installation.invalid"


class NotMade(Exception):
    """The account is not made; the message says why and what to do."""


def account_command(options: argparse.Namespace) -> int:
    """Make somebody's account with a role for thirty days, and print the code with which they set it up."""
    os.environ |= {
        **environment("owner"),
        **({"WAYLIGHT_DEMO": "1"} if "DATABASE_URL" not in os.environ else {}),
    }
    import django

    django.setup()
    try:
        code = make(options.email, options.name, options.role, options.at, options.now)
    except NotMade as why:
        print(why, file=sys.stderr)
        return 2
    print(
        f"{code}\nGive this code to {options.name}: at the sign-in page, “I was given a code to set up my account”."
    )
    return 0


def make(email: str, name: str, role: str, place: str, now: datetime) -> str:
    """The account, its role at the place of that name, and the code. Raises: NotMade."""
    from django.db import transaction

    from waylight.access.grid import roles
    from waylight.agencies.models import Node, Person, RoleGrant
    from waylight.audit.acts import Act
    from waylight.audit.services import note
    from waylight.signin.invitations import make as invitation

    if role not in roles():
        raise NotMade(f"There is no role called {role}. The roles are: {', '.join(roles())}.")
    nodes = list(Node.objects.filter(name=place)[:2])
    if len(nodes) != 1:
        raise NotMade(
            f"{'More than one' if nodes else 'No'} place is called {place}. Give a name that is there once."
        )
    with transaction.atomic():
        # Whoever holds the owner's password acts here. Nobody signs in as them.
        operator, _ = Person.objects.get_or_create(
            email=OPERATOR,
            defaults={"name": "The operator of this installation", "is_active": False, "password": "!"},
        )
        person, _ = Person.objects.get_or_create(
            email=email.strip().lower(), defaults={"name": name, "password": "!"}
        )
        if not RoleGrant.objects.filter(
            person=person, role=role, node=nodes[0], during__contains=now
        ).exists():
            RoleGrant.objects.create(
                person=person, role=role, node=nodes[0], during=(now, now + timedelta(days=DAYS)),
                granted_by=operator, why="first account",
            )  # fmt: skip
        note(
            actor=None, act=Act.WROTE, record="account", subject=person.id, route="account",
            basis=f"the operator gave {role}",
        )  # fmt: skip
        return invitation(person=person, made_by=operator.id, now=now)
