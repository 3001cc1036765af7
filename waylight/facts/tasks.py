"""What the worker does with facts. The worker is a door: it reads the clock and hands the time on."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from waylight.facts.hearing import HEARERS


@app.task(name="facts.heard", queue="record")
def heard(fact: str) -> None:
    """Lets every room that listens hear one fact."""
    for hearer in HEARERS.values():
        hearer(UUID(fact), datetime.now(UTC))
