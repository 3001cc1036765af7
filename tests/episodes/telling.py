"""What people do in these tests, in few words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.support.record import Region
from waylight.access.acting import acting
from waylight.agencies.actor import Actor
from waylight.engine.when import When, at
from waylight.episodes.selectors import live
from waylight.episodes.services import endings, reports
from waylight.episodes.services.filing import Filed
from waylight.facts.filing import Filing


@dataclass(frozen=True)
class Telling:
    """Somebody (the night worker, unless another is named) at a moment."""

    region: Region
    now: datetime
    who: Actor | None = None

    @property
    def actor(self) -> Actor:
        return self.who or self.region.night_worker

    def by(self, who: Actor) -> Telling:
        return replace(self, who=who)

    def later(self, minutes: int) -> Telling:
        return replace(self, now=self.now + timedelta(minutes=minutes))

    def ago(self, minutes: int) -> When:
        return at(self.now - timedelta(minutes=minutes))

    def do(self, service: Any, **more: Any) -> Any:
        """Calls the service as this person, in a transaction that commits."""
        with acting(self.actor):
            return service(Filing(self.actor, self.now, str(more.pop("key", uuid4()))), **more)

    def absent(
        self, *, child: UUID | None = None, minutes_ago: int = 30, key: str = "", **answers: Any
    ) -> Filed:
        report = reports.Report(since=self.ago(minutes_ago), **answers)
        more = {"key": key} if key else {}
        return self.do(reports.report_absent, child_id=child or self.region.child, report=report, **more)

    def absent_named(
        self, given: str, family: str, born: date, *, minutes_ago: int = 30, **answers: Any
    ) -> Filed:
        report = reports.Report(since=self.ago(minutes_ago), **answers)
        return self.do(
            reports.report_named, given_names=given, family_name=family, born=born, report=report,
            to_node=self.region.authority,
        )  # fmt: skip

    def returned(self, episode: UUID | None, *, minutes_ago: int = 0, **more: Any) -> Filed:
        return self.do(endings.returned, episode_id=episode, happened=self.ago(minutes_ago), **more)

    def found(self, episode: UUID | None, *, minutes_ago: int = 0, **more: Any) -> Filed:
        return self.do(endings.found, episode_id=episode, happened=self.ago(minutes_ago), **more)

    def live(self, episode: UUID | None) -> live.Live:
        assert episode is not None
        with acting(self.actor):
            return live.live(actor=self.actor, episode_id=episode, now=self.now)
