"""Accounts for one shift: a code on paper and a number told by mouth. Both end with the shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from waylight.access.services import end_role, grant_role
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node, Person
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.sittings import Opening
from waylight.rulebook.signing_in import LONGEST_SHIFT, PAPER_DIGITS, PAPER_TRIES
from waylight.signin.codes import kept, new_code, new_pin
from waylight.signin.models import ShiftPass
from waylight.signin.opening import must_open
from waylight.signin.refusals import Refused, Shut

# Two groups of four are 36 bits, behind a limit, with a number of its own, for one night.
GROUPS = 2
PURPOSE = "one shift"
UNKNOWN = (
    "No account for a shift has this code. Look at the paper again, or ask the shift lead for a new one."
)
ENDED = "This account ended with its shift. Ask the shift lead for a new one."


@dataclass(frozen=True)
class Issued:
    """What the shift lead hands over: shown once, kept nowhere in the clear."""

    account: ShiftPass
    code: str
    pin: str


@transaction.atomic
def issue(*, actor: Actor, node: Node, role: str, name: str, ends_at: datetime, now: datetime) -> Issued:
    """Make an account for somebody who is new tonight. Needs no e-mail address.

    Raises: Refused where the actor may not, the name is missing, or the end is not within the longest shift.
    """
    must_open(actor, Opening.ISSUE, node_id=node.id, for_role=role)
    if not name.strip():
        raise Refused("Type the name of the person, as on their identity card.", field="name")
    if not now < ends_at <= now + LONGEST_SHIFT.span:
        raise Refused(f"A shift ends later than now and within {LONGEST_SHIFT}.", field="ends")
    person = Person(email=f"{uuid4()}@one-shift.invalid", name=name.strip()[:80])
    person.set_unusable_password()
    person.save(force_insert=True)
    grant = grant_role(
        actor=actor, person=person.id, role=role, node=node.id, since=now, until=ends_at, why="one shift"
    )
    code, pin = new_code(GROUPS), new_pin(PAPER_DIGITS)
    account = ShiftPass(
        person=person, grant=grant, node=node, code_hash=kept(code, PURPOSE), pin_hash=make_password(pin),
        issued_by_id=actor.person_id, issued_at=now, ends_at=ends_at,
    )  # fmt: skip
    account.save(force_insert=True)
    note(
        actor=actor,
        act=Act.WROTE,
        record="account",
        subject=person.id,
        basis="issued an account for one shift",
    )
    return Issued(account, code, pin)


def paper_opens(*, code: str, pin: str, now: datetime) -> ShiftPass:
    """The account whose code and number these are.

    Call in a transaction that is kept even where this raises. Raises: Refused; Shut once the number was tried
    wrongly too often, which ends the account.
    """
    account = (
        ShiftPass.objects.select_for_update(of=("self",)).select_related("person")
        .filter(code_hash=kept(code, PURPOSE)).first()
    )  # fmt: skip
    if account is None:
        raise Refused(UNKNOWN, field="code")
    if account.wrong >= PAPER_TRIES.tries:
        raise Shut(
            f"The number was tried wrongly {PAPER_TRIES.tries} times. Ask the shift lead for a new paper."
        )
    if account.ended_at is not None or account.ends_at <= now:
        raise Refused(ENDED)
    if not check_password(pin, account.pin_hash):
        account.wrong += 1
        account.save(update_fields=["wrong"])
        raise Refused("That is not the number that goes with this code. Ask the shift lead.", field="number")
    return account


@transaction.atomic
def end(*, actor: Actor, account_id: UUID, now: datetime) -> ShiftPass:
    """End an account before its shift does. Whoever sits under it is signed out at the next step."""
    account = ShiftPass.objects.select_for_update().filter(pk=account_id, ended_at__isnull=True).first()
    if account is None:
        raise Refused("That account has ended already.")
    must_open(actor, Opening.ISSUE, node_id=account.node_id, for_role=account.grant.role)
    account.ended_at = now
    account.save(update_fields=["ended_at"])
    end_role(actor=actor, grant=account.grant_id, at=now)
    note(
        actor=actor,
        act=Act.WROTE,
        record="account",
        subject=account.person_id,
        basis="ended a one-shift account",
    )
    return account


def accounts_at(node_id: UUID, now: datetime) -> list[ShiftPass]:
    """Accounts for a shift that are open at the node now, the next to end first."""
    found = ShiftPass.objects.filter(node_id=node_id, ended_at__isnull=True, ends_at__gt=now)
    return list(found.select_related("person", "issued_by").order_by("ends_at"))
