"""A time away that is over, and what people do afterwards in time: who was told, the talk with police, the return
interview. Written through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from waylight.facts.filing import Filing
from waylight.ops.demo.cast import Cast
from waylight.ops.demo.people import id_of
from waylight.ops.demo.places import ROLES, Places, team_of
from waylight.ops.demo.playing import acting_as, actor_at

if TYPE_CHECKING:
    from waylight.episodes.services.reports import WhoWasTold

REPORTED_AFTER = timedelta(minutes=25)
BACK_AFTER_FOUND = timedelta(minutes=40)
TALKED_AFTER, OFFERED_AFTER, HEARD_AFTER = timedelta(hours=9), timedelta(hours=14), timedelta(hours=44)


@dataclass(frozen=True)
class Evening:
    """One child's time away: from when, for how long, seen in what clothes; found where, if somebody found them."""

    child: UUID
    home: UUID
    since: datetime
    hours: float
    clothes: str = ""
    found_at: str = ""

    @property
    def back(self) -> datetime:
        """When the child was back."""
        came = self.since + timedelta(hours=self.hours)
        return came + BACK_AFTER_FOUND if self.found_at else came


class Evenings:
    """Writes them."""

    def __init__(self, cast: Cast, places: Places) -> None:
        self.cast, self.places = cast, places

    def write(self, evening: Evening) -> UUID:
        """Reported, and back: as who cares for the child says it. The id of the episode."""
        from waylight.engine.when import at
        from waylight.episodes.services import endings
        from waylight.episodes.services.reports import Report, report_absent

        actor = actor_at(self.cast, ROLES[self.places.kinds[evening.home]], evening.home)
        told, came = evening.since + REPORTED_AFTER, evening.since + timedelta(hours=evening.hours)

        def filing(then: datetime, what: str) -> Filing:
            return Filing(actor, then, str(id_of(f"{what} {evening.child} {evening.since}")))

        def file() -> UUID | None:
            words = {"clothes": evening.clothes} if evening.clothes else {}
            report = Report(since=at(evening.since), words=words, told=_told(told))
            away = report_absent(filing(told, "gone"), child_id=evening.child, report=report).episode
            if away is not None and evening.found_at:
                endings.found(
                    filing(came, "found"),
                    episode_id=away,
                    happened=at(came),
                    by="carer",
                    place=evening.found_at,
                )
            if away is not None:
                endings.returned(filing(evening.back, "back"), episode_id=away, happened=at(evening.back))
            return away

        episode = acting_as(actor, file)
        if episode is None:
            raise RuntimeError("A report of the demonstration made no episode.")
        return episode

    def talked(self, evening: Evening, episode: UUID) -> None:
        """Police see that the child is safe and well, the morning after."""
        from waylight.engine.when import at
        from waylight.episodes.services.endings import prevention_interview

        coordinator = actor_at(self.cast, "missing coordinator", self.places.force)
        then = evening.back + TALKED_AFTER
        if then > self.cast.now:
            return
        filing = Filing(coordinator, then, str(id_of(f"talked {episode}")))
        acting_as(
            coordinator,
            lambda: prevention_interview(filing, episode_id=episode, held=True, happened=at(then)),
        )

    def heard(self, evening: Evening, episode: UUID) -> None:
        """Somebody independent of the home asked the child whether they want to talk, and listened, within 72 hours."""
        from waylight.engine.when import at
        from waylight.interviews import services

        worker = actor_at(self.cast, "social worker", team_of(self.places, evening.child))
        offered, held = evening.back + OFFERED_AFTER, evening.back + HEARD_AFTER

        def file() -> None:
            if offered < self.cast.now:
                filing = Filing(worker, offered, str(id_of(f"offered {episode}")))
                services.offered(filing, episode_id=episode, happened=at(offered), how="person")
            if held < self.cast.now:
                filing = Filing(worker, held, str(id_of(f"held {episode}")))
                services.held(filing, episode_id=episode, happened=at(held), by="independent")

        acting_as(worker, file)


def _told(then: datetime) -> tuple[WhoWasTold, ...]:
    """Whom the home rang, and when."""
    from waylight.engine.when import at
    from waylight.episodes.services.reports import WhoWasTold

    return tuple(
        WhoWasTold(whom, at=at(then - timedelta(minutes=minutes)))
        for whom, minutes in (("police", 5), ("out-of-hours", 10), ("parents", 2))
    )
