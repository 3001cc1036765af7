"""What somebody who opens the door for others sees: devices, accounts for a shift, people who may need help."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from waylight.agencies.actor import Actor
from waylight.agencies.models import Node, NodeReach, Person, RoleGrant
from waylight.engine.sittings import Opening, Via
from waylight.rulebook.signing_in import OPENS
from waylight.signin import sheets
from waylight.signin.devices import devices_at
from waylight.signin.models import Device, ShiftPass
from waylight.signin.opening import roles_opened
from waylight.signin.papers import accounts_at


@dataclass(frozen=True)
class Helped:
    """Somebody who works here, with the roles for which the actor may let them in again."""

    person: Person
    roles: str


@dataclass(frozen=True)
class LettingIn:
    """The page of one place. Lists that the role does not open are empty."""

    node: Node
    enrols: bool
    issues: list[str]
    devices: list[Device] = field(default_factory=list)
    accounts: list[ShiftPass] = field(default_factory=list)
    people: list[Helped] = field(default_factory=list)
    takes_on: list[str] = field(default_factory=list)
    sheet: bool = False
    sheet_is_up: bool = False

    @property
    def nothing(self) -> bool:
        """Whether the role opens nothing for anybody."""
        return not (self.enrols or self.issues or self.takes_on)


def letting_in(actor: Actor, now: datetime) -> LettingIn | None:
    """What the actor may open for others at the place of this sitting; None where that is nothing."""
    if actor.node is None or actor.via == Via.SHIFT:
        return None
    node = Node.objects.get(pk=actor.node)
    enrols = _may(actor, Opening.ENROL)
    issues = roles_opened(actor, Opening.ISSUE)
    page = LettingIn(
        node=node,
        enrols=enrols,
        issues=issues,
        devices=devices_at(node.id) if enrols else [],
        accounts=accounts_at(node.id, now) if issues else [],
        sheet=_may(actor, Opening.REPORT_SHEET),
        sheet_is_up=sheets.is_up(node, now),
        people=_people(actor, roles_opened(actor, Opening.LET_IN), now),
        takes_on=roles_opened(actor, Opening.LET_IN),
    )
    return None if page.nothing else page


def _may(actor: Actor, act: Opening) -> bool:
    return any(row.act == act and row.role == actor.role for row in OPENS)


def _people(actor: Actor, roles: list[str], now: datetime) -> list[Helped]:
    below = NodeReach.objects.filter(above_id=actor.node).values("below_id")
    held = RoleGrant.objects.filter(
        node_id__in=below, role__in=roles, during__contains=now, person__is_active=True
    ).exclude(person__email__endswith="@one-shift.invalid")
    by_person: dict[Person, set[str]] = {}
    for grant in held.select_related("person"):
        by_person.setdefault(grant.person, set()).add(grant.role)
    by_person = {person: found for person, found in by_person.items() if person.id != actor.person_id}
    ordered = sorted(by_person.items(), key=lambda item: item[0].name)
    return [Helped(person, ", ".join(sorted(found))) for person, found in ordered]
