"""What somebody may sit down as: the roles they hold now, each at its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor, Grant
from waylight.agencies.models import Person, RoleGrant
from waylight.signin.models import LastDuty


@dataclass(frozen=True)
class Duty:
    """One role at one place, as the page on which it is chosen shows it."""

    grant_id: UUID
    grant: Grant

    @property
    def role(self) -> str:
        return self.grant.role

    @property
    def node_name(self) -> str:
        return self.grant.node_name

    def __str__(self) -> str:
        return f"{self.role}, {self.node_name}"


def duties_of(person_id: UUID, now: datetime) -> list[Duty]:
    """The roles that the person holds now, by place; none where the account is closed."""
    held = RoleGrant.objects.filter(person_id=person_id, during__contains=now, person__is_active=True)
    return [
        Duty(row.id, Grant(row.role, row.node_id, row.node.name, row.node.kind))
        for row in held.select_related("node").order_by("node__name", "role")
    ]


def last_first(person_id: UUID, duties: list[Duty]) -> list[Duty]:
    """The same with the one that the person sat as last in front."""
    last = LastDuty.objects.filter(person_id=person_id).values_list("grant_id", flat=True).first()
    return sorted(duties, key=lambda duty: duty.grant_id != last)


def actor_on(person: Person, duties: list[Duty], chosen: UUID | None, via: str) -> Actor:
    """The person on the chosen duty alone; on all of theirs where none is chosen yet."""
    sits = [duty for duty in duties if duty.grant_id == chosen]
    grants = tuple(duty.grant for duty in sits or duties)
    return Actor(person.id, person.name, grants, via, sits[0].grant_id if sits else None)


def still_holds(person_id: UUID, grant_id: UUID, now: datetime) -> bool:
    """Whether the role is held now and the account is open."""
    return RoleGrant.objects.filter(
        pk=grant_id, person_id=person_id, during__contains=now, person__is_active=True
    ).exists()


def remember(*, person_id: UUID, grant_id: UUID, now: datetime) -> None:
    """Offer this one first next time."""
    LastDuty.objects.update_or_create(person_id=person_id, defaults={"grant_id": grant_id, "at": now})
