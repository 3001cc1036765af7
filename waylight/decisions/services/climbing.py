"""What nobody answered goes to the next person of the ladder: said by the clock, once for each rung."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.decisions.kinds import ReviewClimbed
from waylight.decisions.selectors.reading import WAITS, Review, review_of
from waylight.engine.reviews import Reached
from waylight.engine.when import at
from waylight.facts import services as facts

DOOR = "door"


@dataclass(frozen=True)
class Clock:
    """What acts when nobody does, in the name of the agency that asked."""

    node: UUID
    node_name: str
    person_id: UUID | None = None
    name: str = "Waylight"
    role: str = ""


def climb(*, now: datetime) -> int:
    """Run as the worker. Puts each unanswered request to everybody whose turn has come; returns how many times.

    Run twice at one moment it does nothing the second time; what a stopped worker missed is made up for.
    """
    return sum(
        _put(review.child_id, review.id, rung, now=now)
        for review in review_of(None, now)
        if review.state in WAITS
        for rung in _due(review)
    )


def _due(review: Review) -> tuple[Reached, ...]:
    put = {said.body.climb for said in review.climbed if said.body is not None}
    return tuple(rung for rung in review.rungs if rung.at < review.now and rung.climb.name not in put)


@transaction.atomic
def _put(child: UUID, request: UUID, rung: Reached, *, now: datetime) -> bool:
    facts.lock(child)
    # Somebody may have answered between the list and the lock.
    review = next(one for one in review_of(child, now) if one.id == request)
    if review.state not in WAITS:
        return False
    added = facts.add(
        actor=Clock(review.asked.node_id, review.asked.node_name),
        kind="review climbed",
        child=child,
        happened=at(rung.at),
        told=now,
        body=ReviewClimbed(rung.climb.name, rung.climb.role),
        key=f"review climbed {request} {rung.climb.name}",
        door=DOOR,
        about=request,
    )
    return not added.already
