"""From facts to requests, disputes and discussions, as far as whoever acts may read. No trail is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from waylight.agencies.selectors import authority_of
from waylight.children.models import Interest
from waylight.engine.calendars import Calendar, due_at
from waylight.engine.local import Settings, in_force
from waylight.engine.reviews import Reached, Stage, ladder, stage_due
from waylight.engine.when import When
from waylight.episodes.selectors.claims import Said, said_of
from waylight.facts.models import Fact
from waylight.protocols.selectors import settings_of
from waylight.rulebook.holidays import HOLIDAYS
from waylight.rulebook.reviews import CLIMBS, STAGES, STRATEGY_HELD

CALENDAR = Calendar(HOLIDAYS)
WAITING, LATE, ANSWERED, WITHDRAWN = "waiting", "late", "answered", "withdrawn"
WAITS = (WAITING, LATE)


@dataclass(frozen=True)
class Review:
    """A request for a review of a child's plan. `rungs`: whom it goes to when if nobody answers; `climbed`: where the
    clock has taken it. `state`: waiting, late, answered, withdrawn."""

    child_id: UUID
    asked: Said
    rungs: tuple[Reached, ...]
    climbed: tuple[Said, ...]
    answer: Said | None
    withdrawn: Said | None
    now: datetime

    @property
    def id(self) -> UUID:
        return self.asked.id

    @property
    def due_at(self) -> datetime:
        return self.rungs[0].at

    @property
    def state(self) -> str:
        if self.answer:
            return ANSWERED
        if self.withdrawn:
            return WITHDRAWN
        return LATE if self.now > self.due_at else WAITING

    @property
    def answered_late(self) -> bool:
        return self.answer is not None and self.answer.when.earliest > self.due_at

    @property
    def next_rung(self) -> Reached | None:
        """Whom it goes to next, if nobody answers."""
        return next((rung for rung in self.rungs if rung.at >= self.now), None)


@dataclass(frozen=True)
class InStage:
    """A dispute's time in one stage: since when, until when an answer is in time, and the answer."""

    stage: Stage
    began: Said
    due_at: datetime
    answer: Said | None


@dataclass(frozen=True)
class Dispute:
    """A dispute of the reviewing officer, stage by stage, the last one its present one. About `request`, if any."""

    child_id: UUID
    raised: Said
    stages: tuple[InStage, ...]
    ended: Said | None
    now: datetime

    @property
    def id(self) -> UUID:
        return self.raised.id

    @property
    def stage(self) -> InStage:
        return self.stages[-1]

    @property
    def state(self) -> str:
        if self.ended:
            return "ended"
        if self.stage.answer:
            return ANSWERED
        return LATE if self.now > self.stage.due_at else WAITING


@dataclass(frozen=True)
class Discussion:
    """A strategy discussion with its actions, each with what was done."""

    child_id: UUID
    called: Said
    due_at: datetime
    held: Said | None
    dropped: Said | None
    actions: tuple[tuple[Said, Said | None], ...]
    now: datetime

    @property
    def id(self) -> UUID:
        return self.called.id

    @property
    def state(self) -> str:
        if self.dropped:
            return "dropped"
        if self.held:
            return "held"
        return LATE if self.now > self.due_at else "called"

    @property
    def open_actions(self) -> tuple[Said, ...]:
        return tuple(action for action, done in self.actions if done is None)


REVIEW_KINDS = ("review asked", "review answered", "review withdrawn", "review climbed")
DISPUTE_KINDS = ("dispute raised", "dispute answered", "dispute moved", "dispute ended")
STRATEGY_KINDS = (
    "strategy called", "strategy held", "strategy dropped", "strategy action", "strategy action done",
)  # fmt: skip


def review_of(child: UUID | None, now: datetime) -> tuple[Review, ...]:
    """The requests about one child (None: about all whom the actor may read), in the order of asking."""
    said, children = _said(child, REVIEW_KINDS)
    settings = Figures()
    return tuple(
        Review(
            children[one.id], one,
            ladder(one.when, CLIMBS, settings.of(children[one.id], one.when), CALENDAR),
            tuple(_about(said, one.id, "review climbed")), _last(said, one.id, "review answered"),
            _last(said, one.id, "review withdrawn"), now,
        )
        for one in said if one.kind == "review asked" and one.body is not None
    )  # fmt: skip


def dispute_of(child: UUID | None, now: datetime) -> tuple[Dispute, ...]:
    """The disputes about one child, or about all whom the actor may read, in the order of raising."""
    said, children = _said(child, DISPUTE_KINDS)
    settings = Figures()
    return tuple(
        Dispute(
            children[one.id], one, tuple(_stages(one, said, settings, children[one.id])),
            _last(said, one.id, "dispute ended"), now,
        )
        for one in said if one.kind == "dispute raised" and one.body is not None
    )  # fmt: skip


def discussion_of(child: UUID | None, now: datetime) -> tuple[Discussion, ...]:
    """The strategy discussions about one child, or about all whom the actor may read, in the order of calling."""
    said, children = _said(child, STRATEGY_KINDS)
    settings = Figures()
    return tuple(
        Discussion(
            children[one.id], one, _held_by(one, settings.of(children[one.id], one.when)),
            _last(said, one.id, "strategy held"), _last(said, one.id, "strategy dropped"),
            tuple((act, _last(said, act.id, "strategy action done"))
                  for act in _about(said, one.id, "strategy action")),
            now,
        )
        for one in said if one.kind == "strategy called" and one.body is not None
    )  # fmt: skip


class Figures:
    """The settings of a child's responsible authority; asked for once an authority."""

    def __init__(self) -> None:
        self._of = cache(settings_of)
        self._authority = cache(_authority_of)

    def of(self, child: UUID, when: When) -> Settings[Any]:
        authority = self._authority(child, when.latest)
        return self._of(authority) if authority else {}


def _authority_of(child: UUID, at: datetime) -> UUID | None:
    node = Interest.objects.filter(
        child_id=child, relation=Interest.Relation.RESPONSIBLE, person=None, during__contains=at
    ).values_list("node_id", flat=True)
    authority = authority_of(node[0]) if node else None
    return authority.id if authority else None


def _said(child: UUID | None, kinds: tuple[str, ...]) -> tuple[tuple[Said, ...], Mapping[UUID, UUID]]:
    """The facts in the order of telling, and whose they are."""
    rows = Fact.objects.filter(kind__in=kinds, child__isnull=False)
    rows = rows.filter(child=child) if child else rows
    found = list(rows.select_related("by_node", "by_person"))
    return said_of(found), {fact.id: fact.child for fact in found if fact.child}


def _about(said: Iterable[Said], id: UUID, kind: str) -> list[Said]:
    return [one for one in said if one.about == id and one.kind == kind]


def _last(said: Iterable[Said], id: UUID, kind: str) -> Said | None:
    found = _about(said, id, kind)
    return found[-1] if found else None


def _stages(raised: Said, said: Iterable[Said], settings: Figures, child: UUID) -> Iterable[InStage]:
    known = {stage.code: stage for stage in STAGES}
    answers = {one.body.stage: one for one in _about(said, raised.id, "dispute answered") if one.body}
    # It goes only forward: two moves of one minute stand in the order of their stages.
    order = list(known)
    moves = [one for one in _about(said, raised.id, "dispute moved") if one.body]
    moves.sort(key=lambda one: order.index(one.body.stage))
    for began, code in [(raised, STAGES[0].code), *((one, one.body.stage) for one in moves)]:
        stage = known[code]
        due = stage_due(stage, began.when, settings.of(child, began.when), CALENDAR)
        yield InStage(stage, began, due, answers.get(code))


def _held_by(called: Said, settings: Settings[Any]) -> datetime:
    """When it is to be held: the time that was agreed, else the rulebook's."""
    agreed: datetime | None = called.body.meets_at
    if agreed is not None:
        return agreed
    within = in_force(STRATEGY_HELD.name, STRATEGY_HELD.value, settings, called.when.day)
    return due_at(called.when, within, CALENDAR)
