"""Plays a story as it would have gone: each thing is filed at its time, and whoever had to be told then was told then.

Nothing goes out while a story is played: there was no gateway then. What the page of operations measures begins when
the worker does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from waylight.facts.filing import Filing
from waylight.ops.demo.cast import Cast
from waylight.ops.demo.people import id_of

if TYPE_CHECKING:
    from waylight.agencies.actor import Actor

T = TypeVar("T")
# As long as a worker that has nothing else to do takes.
HEARD_AFTER = timedelta(seconds=2)
LONG_AGO = timedelta(minutes=90)


def actor_at(cast: Cast, role: str, node: UUID, which: int = 0) -> Actor:
    """The first who holds the role there, or another."""
    from waylight.agencies.selectors import actor_of

    people = cast.of[role, node]
    return actor_of(people[which % len(people)], cast.now)


def acting_as(actor: Actor, act: Callable[[], T]) -> T:
    """What the actor does, as the database sees them."""
    from waylight.access.acting import acting

    with acting(actor):
        return act()


@contextmanager
def nothing_goes_out() -> Iterator[None]:
    """No gateway while stories are played: what is sent is sent, and measured, from the first page on."""
    from django.conf import settings

    before = settings.TELLING
    settings.TELLING = {}
    try:
        yield
    finally:
        settings.TELLING = before


@dataclass
class Story:
    """What happens to one child, in the order of time; `child` None: nobody could say who it is."""

    cast: Cast
    child: UUID | None
    steps: int = 0
    begun: bool = False
    away: UUID | None = None

    @property
    def episode(self) -> UUID:
        """The time away that the story is about. Raises: RuntimeError before anybody reported it."""
        if self.away is None:
            raise RuntimeError("Nobody has reported the child of this story yet.")
        return self.away

    def ago(self, *, hours: float = 0, minutes: float = 0) -> datetime:
        """A time before now as somebody would type it: to five minutes, where it is long ago."""
        span = timedelta(hours=hours, minutes=minutes)
        then = (self.cast.now - span).replace(second=0, microsecond=0)
        return then - timedelta(minutes=then.minute % 5) if span >= LONG_AGO else then

    def says(self, actor: Actor, then: datetime, service: Callable[..., T], **what: object) -> T:
        """The actor files it at that time; who had to be told until then, and of this, has been."""
        if not self.begun:
            self._heard_before(then)
            self.begun = True
        self.told_until(then)
        self.steps += 1
        filing = Filing(actor, then, str(id_of(f"story {self.child} {self.steps}")))
        filed = acting_as(actor, lambda: service(filing, **what))
        self._heard(then + HEARD_AFTER)
        return filed

    def looks(self, actor: Actor, then: datetime) -> None:
        """The actor opens the live page."""
        from waylight.episodes.services.updates import seen

        self.told_until(then)
        acting_as(actor, lambda: seen(actor=actor, episode_id=self.episode, now=then))
        self._heard(then + HEARD_AFTER)

    def reports(self, carer: Actor, *, hours: float, reported: float, words: Mapping[str, str]) -> None:
        """The child was last seen `hours` ago; the carer reports it, and rings the out-of-hours team, at `reported`."""
        from waylight.engine.when import at
        from waylight.episodes.services.reports import Report, WhoWasTold, report_absent

        then = self.ago(hours=reported)
        told = (WhoWasTold("out-of-hours", at=at(then)),)
        report = Report(since=at(self.ago(hours=hours)), words=words, told=told)
        self.away = self.says(carer, then, report_absent, child_id=self.child, report=report).episode

    def police_know(self, carer: Actor, *, hours: float, reference: str) -> None:
        """The carer rang, and types in what police read out."""
        from waylight.episodes.services.updates import police_reference

        self.says(
            carer, self.ago(hours=hours), police_reference, episode_id=self.episode, reference=reference
        )

    def taken_on(self, who: Actor, *, hours: float, look: float) -> None:
        """Read and taken on. `look`: the next look, in hours before now; below zero it is ahead."""
        from waylight.episodes.services.updates import acknowledged

        then = self.ago(hours=hours)
        self.looks(who, then)
        self.says(who, then, acknowledged, episode_id=self.episode, next_look=self.ago(hours=look))

    def graded(self, who: Actor, grade: str, *, hours: float, why: str) -> None:
        """Police say how great they think the danger is."""
        from waylight.engine.when import at
        from waylight.episodes.services.updates import graded

        then = self.ago(hours=hours)
        self.says(
            who, then, graded, episode_id=self.episode, grade=grade, wording=grade.title(), happened=at(then),
            why=why,
        )  # fmt: skip

    def sighted(self, who: Actor, *, hours: float, by: str, place: str, notes: str) -> None:
        """Somebody saw the child, who looked well."""
        from waylight.engine.when import at
        from waylight.episodes.services.updates import sighting

        then = self.ago(hours=hours)
        self.says(
            who, then, sighting, episode_id=self.episode, by=by, happened=at(then), place=place, notes=notes,
            well=True,
        )  # fmt: skip

    def did(self, who: Actor, what: str, *, hours: float, notes: str) -> None:
        """Something was done to find the child."""
        from waylight.engine.when import at
        from waylight.episodes.services.updates import action

        then = self.ago(hours=hours)
        self.says(who, then, action, episode_id=self.episode, what=what, happened=at(then), notes=notes)

    def told_until(self, then: datetime) -> None:
        """Each step of telling that fell due until then, at the moment at which it did."""
        from waylight.telling.models import Climb
        from waylight.telling.services.climbing import advance

        due = Climb.objects.filter(child=self.child, next_at__lte=then).select_related("notice")
        while (climb := due.order_by("next_at").first()) is not None:
            assert climb.next_at is not None
            advance(climb, now=climb.next_at)

    def _heard_before(self, then: datetime) -> None:
        """What the last weeks left behind, however old, while nobody looks for the child."""
        from waylight.facts.models import Fact
        from waylight.telling.services.hearing import KINDS, hear

        old = Fact.objects.filter(child=self.child, kind__in=KINDS)
        for fact in old.order_by("told", "id").values_list("id", flat=True):
            hear(fact, then)

    def _heard(self, then: datetime) -> None:
        from waylight.facts.models import Fact
        from waylight.telling.services import deciding, ticking

        if self.child is not None:
            ticking.hear_all(self.child, then)
        decided = Fact.objects.filter(child=self.child, kind__in=deciding.KINDS)
        for fact in decided.order_by("told").values_list("id", flat=True):
            deciding.hear(fact, then)
