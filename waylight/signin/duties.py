"""What somebody may sit down as: the roles they hold now, each at its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.models import RoleGrant
from waylight.signin.models import LastDuty


@dataclass(frozen=True)
class Duty:
    """One role at one place, as the page on which it is chosen shows it."""

    grant_id: UUID
    role: str
    node_name: str

    def __str__(self) -> str:
        return f"{self.role}, {self.node_name}"


def duties_of(person_id: UUID, now: datetime) -> list[Duty]:
    """The roles that the person holds now; the one they sat as last stands first."""
    held = RoleGrant.objects.filter(person_id=person_id, during__contains=now, person__is_active=True)
    found = [
        Duty(g.id, g.role, g.node.name) for g in held.select_related("node").order_by("node__name", "role")
    ]
    last = LastDuty.objects.filter(person_id=person_id).values_list("grant_id", flat=True).first()
    return sorted(found, key=lambda duty: duty.grant_id != last)


def still_holds(person_id: UUID, grant_id: UUID, now: datetime) -> bool:
    """Whether the role of a sitting is still held and the account still open."""
    return RoleGrant.objects.filter(
        pk=grant_id, person_id=person_id, during__contains=now, person__is_active=True
    ).exists()


def remember(*, person_id: UUID, grant_id: UUID, now: datetime) -> None:
    """Offer this one first next time."""
    LastDuty.objects.update_or_create(person_id=person_id, defaults={"grant_id": grant_id, "at": now})
