"""What was told about these children and nobody of an agency has taken on: for a board and the sheet of a shift."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.telling.models import Climb, Step
from waylight.telling.rules import LADDERS, TELLINGS


@dataclass(frozen=True)
class Waiting:
    """One side of one matter that waits. `told`: the roles reached so far, in their order."""

    child: UUID
    claim: UUID | None
    words: str
    reference: str
    side: str
    node_name: str
    raised_at: datetime
    told: tuple[str, ...]


def not_taken_on(*, actor: Actor, children: Iterable[UUID], route: str = "") -> tuple[Waiting, ...]:
    """The longest wait first. Ladders that only tell, and wait for nobody, are not among them."""
    climbs = (
        Climb.objects.filter(child__in=list(children), acknowledged_at=None, ended_at=None)
        .filter(notice__ended_at=None)
        .select_related("notice", "node")
        .order_by("notice__raised_at", "ladder", "id")
    )
    waiting = [climb for climb in climbs if LADDERS[climb.ladder].takes]
    note(actor=actor, act=Act.LISTED, record="notice", route=route,
         children=sorted({climb.child for climb in waiting if climb.child}))  # fmt: skip
    steps: dict[UUID, list[str]] = {}
    for step in Step.objects.filter(climb__in=waiting, reached__gt=0).order_by("step"):
        steps.setdefault(step.climb_id, []).append(step.role)
    return tuple(
        Waiting(
            climb.child, climb.notice.claim, TELLINGS[climb.notice.about].words, climb.notice.reference,
            LADDERS[climb.ladder].side, climb.node.name, climb.notice.raised_at, tuple(steps.get(climb.id, ())),
        )
        for climb in waiting if climb.child is not None
    )  # fmt: skip
