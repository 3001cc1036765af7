"""What the worker does for imports, in the name of whoever asked. The worker is a door: it reads the clock."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from waylight.access.acting import acting
from waylight.agencies.selectors import actor_of
from waylight.imports import services
from waylight.imports.models import Intake


@app.task(name="imports.take_in", queue="desk", queueing_lock=None)
def take_in(intake: str) -> None:
    """Carries an intake out."""
    now, row = datetime.now(UTC), Intake.objects.get(id=UUID(intake))
    actor = actor_of(row.by_person_id, now, via="worker")
    with acting(actor):
        services.carry_out(actor=actor, intake_id=row.id, now=now)


@app.task(name="imports.take_back", queue="desk", queueing_lock=None)
def take_back(intake: str, person: str) -> None:
    """Takes an intake back."""
    now = datetime.now(UTC)
    actor = actor_of(UUID(person), now, via="worker")
    with acting(actor):
        services.take_back(actor=actor, intake_id=UUID(intake), now=now)
