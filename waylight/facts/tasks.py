"""What the worker does with facts. The worker is a door: it reads the clock and hands the time on."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from waylight.facts.hearing import HEARERS


@app.task(name="facts.heard", queue="hearing")
def heard(fact: str) -> None:
    """Lets every room that listens hear one fact. A fault in one room keeps no other from hearing it."""
    faults: list[Exception] = []
    for hearer in HEARERS.values():
        try:
            hearer(UUID(fact), datetime.now(UTC))
        except Exception as fault:
            # Nothing is swallowed: the job ends as failed, with every fault in its log.
            faults.append(fault)
    if faults:
        raise ExceptionGroup("a room could not hear this fact", faults)
