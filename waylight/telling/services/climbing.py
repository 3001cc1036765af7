"""Raising a notice, and taking the steps of its ladders that are due. Run as the worker, in a transaction.

Every row has an id that follows from what it is about, so that doing the same again adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from waylight.engine.climbing import Ladder, Telling, standing
from waylight.telling.models import Climb, Notice, Step
from waylight.telling.people import Roster, agencies_of
from waylight.telling.rules import LADDERS, TELLINGS
from waylight.telling.services.writing import NAMES, Writing


def raise_notice(
    telling: Telling,
    *,
    origin_kind: str,
    origin: UUID,
    child: UUID | None,
    claim: UUID | None,
    reference: str,
    raised_at: datetime,
    away_since: datetime,
    now: datetime,
    receiving: UUID | None = None,
    private: bool = False,
    but: UUID | None = None,
) -> Notice:
    """The notice of this origin, with the first steps of its ladders taken. There already: nothing is done.

    `receiving`: the agency that received a report about a child whom nobody could name. `but`: somebody who is not told
    of what they did themselves.
    """
    id = uuid5(NAMES, f"{telling.code}|{origin}")
    there = Notice.objects.filter(pk=id).first()
    if there is not None:
        return there
    notice = Notice.objects.create(
        id=id, about=telling.code, origin_kind=origin_kind, origin=origin, child=child, claim=claim,
        reference=reference, urgency=telling.urgency.value, raised_at=raised_at, away_since=away_since,
        private=private,
    )  # fmt: skip
    if telling.ladders:
        agencies = agencies_of(child, now) if child else {}
        _begin(notice, telling, agencies, receiving, now, but)
    return notice


def advance_due(*, now: datetime, before: Callable[[UUID], None] = lambda _: None) -> int:
    """Each climb of which a step is due by now. The same tick twice does nothing; a missed one is caught up.

    `before` is called with each child first: somebody may have taken the child on, and nobody have heard it yet.
    """
    due = list(Climb.objects.filter(next_at__lte=now).order_by("next_at").values_list("id", "child"))
    for child in dict.fromkeys(child for _, child in due if child):
        before(child)
    for id, _ in due:
        with transaction.atomic():
            # Held, so that two workers do not climb it together.
            advance(
                Climb.objects.select_for_update(of=("self",)).select_related("notice").get(pk=id), now=now
            )
    return len(due)


def advance(climb: Climb, *, now: datetime) -> None:
    """Take each step of the climb that is due at `now`, and keep when the next one will be."""
    roster = Roster(climb.child, [climb.node_id], now)
    writing = Writing(climb.notice, roster, now, new=False)
    steps = list(Step.objects.filter(climb=climb))
    failed = {step.step: step.failed_at for step in steps if step.failed_at}
    raised = _walk(climb, {step.step: step.reached for step in steps}, writing, failed)
    climb.save(update_fields=["next_at"])
    writing.write()
    _raise(climb.notice, raised, now)


def _begin(
    notice: Notice,
    telling: Telling,
    agencies: Mapping[str, list[UUID]],
    receiving: UUID | None,
    now: datetime,
    but: UUID | None,
) -> None:
    """Every ladder of a new notice at every agency, as far as it goes now."""
    nodes = [(ladder, node) for ladder in telling.ladders for node in _nodes(ladder, agencies, receiving)]
    writing = Writing(notice, Roster(notice.child, {node for _, node in nodes}, now), now, new=True, but=but)
    raised: list[tuple[str, datetime]] = []
    for ladder, node in nodes:
        climb = Climb(
            id=uuid5(NAMES, f"{notice.id}|{ladder.code}|{node}"), notice=notice, child=notice.child,
            private=notice.private, ladder=ladder.code, node_id=node,
        )  # fmt: skip
        writing.climbs.append(climb)
        raised += _walk(climb, {}, writing)
    writing.write()
    _raise(notice, raised, now)


def _walk(
    climb: Climb, taken: dict[int, int], writing: Writing, failed: Mapping[int, datetime] | None = None
) -> list[tuple[str, datetime]]:
    """Takes what is due, one step after the other; returns what other matters that raises, and when."""
    ladder, notice = LADDERS[climb.ladder], climb.notice
    raised: list[tuple[str, datetime]] = []
    # Asked for only where some step has minutes that an authority may set.
    settings = writing.settings(climb.node_id) if ladder.is_local else {}
    while True:
        stands = standing(
            ladder, raised_at=notice.raised_at, away_since=notice.away_since, taken=taken, settings=settings,
            acknowledged_at=climb.acknowledged_at, ended_at=climb.ended_at, now=writing.now, failed=failed,
        )  # fmt: skip
        if stands.now is None:
            climb.next_at = stands.next.at if stands.next else None
            return raised
        taken[stands.now.step] = writing.take(climb, ladder, stands.now)
        if stands.now.rung.raises:
            raised.append((stands.now.rung.raises, stands.now.at))


def _raise(notice: Notice, raised: list[tuple[str, datetime]], now: datetime) -> None:
    for code, at in raised:
        raise_notice(
            TELLINGS[code], origin_kind="notice", origin=notice.id, child=notice.child, claim=notice.claim,
            reference=notice.reference, raised_at=at, away_since=notice.away_since, now=now,
            private=notice.private,
        )  # fmt: skip


def _nodes(ladder: Ladder, agencies: Mapping[str, list[UUID]], receiving: UUID | None) -> list[UUID]:
    if ladder.relation is None:
        return [receiving] if receiving else []
    return list(agencies.get(ladder.relation.value, ()))
