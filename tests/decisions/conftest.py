"""A small record that really commits, with everybody who asks, answers and disputes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.support.django_rooms import use_django

if TYPE_CHECKING:
    from tests.support.record import Region
    from waylight.agencies.actor import Actor

# A Monday without a holiday in the weeks after it.
MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@dataclass
class Case:
    """What people of a small region do about one child, at moments that the test chooses."""

    region: Region
    team_manager: Actor
    officer: Actor
    director: Actor
    coordinator: Actor
    at: datetime = MONDAY

    def later(self, *, days: int = 0, hours: int = 0) -> Case:
        self.at += timedelta(days=days, hours=hours)
        return self

    def do(self, who: Actor, service: Any, **more: Any) -> Any:
        """Calls the service as that person now, in a transaction that commits."""
        from waylight.access.acting import acting
        from waylight.facts.filing import Filing

        with acting(who):
            return service(Filing(who, self.at, str(more.pop("key", uuid4()))), **more)

    def see(self, who: Actor, selector: Any, **more: Any) -> Any:
        from waylight.access.acting import acting

        with acting(who):
            return selector(actor=who, now=self.at, **more)

    def ask(self, who: Actor | None = None, **more: Any) -> Any:
        from waylight.decisions.services import reviews

        given = {"reason": "absent", "why": "Away eleven times since May.", "child_id": self.region.child}
        return self.do(who or self.region.manager, reviews.ask, **{**given, **more})

    def answer(self, request: Any, who: Actor | None = None, **more: Any) -> Any:
        from waylight.decisions.services import reviews

        given = {"answer": "none", "reasons": "The plan was reviewed in May."}
        return self.do(
            who or self.region.social_worker, reviews.answer, request_id=request, **{**given, **more}
        )

    def request(self, who: Actor, id: Any) -> Any:
        from waylight.decisions.selectors import lists

        return self.see(who, lists.review, request_id=id).case

    def tick(self) -> int:
        """The minute tick, as the worker's role does it."""
        from waylight.decisions.services.climbing import climb

        return climb(now=self.at)


@pytest.fixture
def case(region: Region) -> Case:
    person = region.record.person
    return Case(
        region,
        person("Tam Manager", "team manager", region.team),
        person("Iro Officer", "reviewing officer", region.authority),
        person("Di Director", "director", region.authority),
        person("Co Ordinator", "missing coordinator", region.force),
    )
