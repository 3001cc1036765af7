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
from waylight.imports.plan import ASIDE, CHANGED, NEW, SAME, SIDES, Plan, plan


@dataclass(frozen=True)
class Figure:
    """What rows come to: the word in an address, the reason where they are set aside, and how many of each list."""

    word: str
    reason: str
    sides: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Before:
    """The plan of the run as it stands now, and the intakes of the run so far, the latest first."""

    plan: Plan
    intakes: tuple[Intake, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """How many rows of each list come to what; why they stay at the desk, the most frequent reason first."""
        words = {reason: word for word, reason in ASIDE.items()}
        aside = [(words[reason], reason) for reason, _ in self.plan.aside.most_common()]
        return tuple(
            Figure(word, reason, tuple((side, len(self.plan.rows.get((reason or word, side), ()))) for side in SIDES))
            for word, reason in [(NEW, ""), (CHANGED, ""), (SAME, ""), *aside]
        )  # fmt: skip


def before(*, actor: Actor, run: Run, now: datetime, route: str = "") -> Before:
    """For a data officer of an authority. Raises: Refused."""
    if actor.node is None or not opened(actor.role, EXTRACT, "write"):
        raise Refused("Only a data officer takes extracts into the record. Sign in as one.")
    found = plan(run, authority=actor.node, now=now)
    note(actor=actor, act=Act.COUNTED, record=EXTRACT, subject=run.id, route=route)
    return Before(found, tuple(Intake.objects.filter(run=run.id).order_by("-asked_at")))


def rows_that(
    *, actor: Actor, run: Run, side: str, word: str, now: datetime, route: str = ""
) -> list[str] | None:
    """The ids of the rows of one list that come to this; None where there is no such word. Raises: Refused."""
    if word not in (NEW, CHANGED, SAME, *ASIDE):
        return None
    found = before(actor=actor, run=run, now=now, route=route).plan
    return found.rows.get((ASIDE.get(word, word), side), [])
