"""What follows from one fact: the child it is about is looked at again. Run as the worker."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from waylight.alerts.kinds import DATE_AHEAD
from waylight.alerts.noticing.children import recompute_after
from waylight.facts.models import Fact

# Facts by which a time away, or what stands around it, changes.
KINDS = (
    "absent", "whereabouts", "found", "returned", "in error", "correction", "placed", "unplaced", "grouping",
    "eighteenth birthday", "risk graded", "referral", "placed at", "placement ended", "rectified", "erased",
    "same as", "same as undone", DATE_AHEAD,
)  # fmt: skip


def hear(fact: UUID, now: datetime) -> None:
    """Ask for the child to be looked at after the fact of this id; of a kind that changes nothing: nothing.

    What is owed and who is told does not wait for it: another process of the worker looks.
    """
    if Fact.objects.filter(id=fact, kind__in=KINDS, child__isnull=False).exists():
        from waylight.alerts.tasks import look

        look.defer(fact=str(fact))


def look_after(fact: UUID, now: datetime) -> None:
    """Compute anew after the fact of this id; looked at since, or about nobody: nothing."""
    recompute_after(fact, now, kinds=KINDS)
