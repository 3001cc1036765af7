"""What taking a run in would change, and what was taken in before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waylight.access.grid import opened
from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.desk.models import Run
from waylight.desk.people import EXTRACT, Refused
from waylight.imports.models import Intake
from waylight.imports.plan import Plan, plan


@dataclass(frozen=True)
class Before:
    """The plan of the run as it stands now, and the intakes of the run so far, the latest first."""

    plan: Plan
    intakes: tuple[Intake, ...]

    @property
    def aside(self) -> tuple[tuple[str, int], ...]:
        """Why rows stay at the desk, the most frequent reason first."""
        return tuple(self.plan.aside.most_common())


def before(*, actor: Actor, run: Run, now: datetime, route: str = "") -> Before:
    """For a data officer of an authority. Raises: Refused."""
    if actor.node is None or not opened(actor.role, EXTRACT, "write"):
        raise Refused("Only a data officer takes extracts into the record. Sign in as one.")
    found = plan(run, authority=actor.node, now=now)
    note(actor=actor, act=Act.COUNTED, record=EXTRACT, subject=run.id, route=route)
    return Before(found, tuple(Intake.objects.filter(run=run.id).order_by("-asked_at")))
