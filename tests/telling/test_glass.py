"""Whoever answers for a child is told that its record was opened by break-glass, until somebody goes through it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.telling.test_inspector import inbox

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tick(cluster: Any, region: Any) -> Callable[[datetime], None]:
    """`tick(now)`: what the worker does each minute about break-glass, and the steps that are due."""

    def run(now: datetime) -> None:
        from tests.support.roles import worker
        from waylight.telling.services.climbing import advance_due
        from waylight.telling.services.glass import tell_broken

        with worker(cluster):
            tell_broken(now)
            advance_due(now=now)
            assert tell_broken(now) == 0, "looked at again, nobody is told again"

    return run


def broken(region: Any, who: Any) -> UUID:
    """Somebody opens the child by break-glass; gives the use."""
    from waylight.access.acting import acting
    from waylight.access.glass import break_glass

    with acting(who):
        break_glass(actor=who, name_key="kim invented", born=region.born, reason="Seen on the railway line.")
    ((id,),) = region.record.rows("SELECT id FROM access_brokenglass ORDER BY at DESC LIMIT 1")
    return UUID(str(id))


def test_the_manager_of_the_responsible_team_is_told_and_nobody_else_and_it_leads_to_the_list(
    region: Any, now: datetime, tick: Callable[[datetime], None], mails: list[Any]
) -> None:
    from tests.telling.test_pages import sat

    tam = region.record.person("Tam Manager", "team manager", region.team)
    region.record.person("Di Director", "director", region.authority)
    broken(region, far(region))
    tick(now + MINUTE)
    assert set(inbox(region)) == {"Tam Manager"}
    page = sat(tam).get("/told/").content.decode()
    assert "A record of yours was opened by break-glass" in page and "/break-glass/review/" in page


def test_whoever_opened_it_is_not_told_of_it_and_the_next_is_told_at_once(
    region: Any, now: datetime, tick: Callable[[datetime], None]
) -> None:
    region.record.person("Di Director", "director", region.authority)
    tam = region.record.person("Tam Manager", "team manager", region.team)
    use = broken(region, far(region))
    region.record.db.execute(
        "UPDATE access_brokenglass SET person_id = %s WHERE id = %s", [tam.person_id, use]
    )
    tick(now + MINUTE)
    assert set(inbox(region)) == {"Di Director"}


def test_the_director_is_told_after_a_day_unless_somebody_went_through_it(
    region: Any, now: datetime, tick: Callable[[datetime], None]
) -> None:
    from waylight.access.acting import acting
    from waylight.access.glass import review

    tam = region.record.person("Tam Manager", "team manager", region.team)
    region.record.person("Di Director", "director", region.authority)
    first = broken(region, far(region))
    tick(now + MINUTE)
    with acting(tam):
        review(actor=tam, glass=first, found="Right: the child was on the line.", now=now)
    tick(now + 2 * MINUTE)
    second = broken(region, far(region, "Fay Further"))
    tick(now + 3 * MINUTE)
    tick(now + timedelta(hours=25))
    told = region.record.rows(
        "SELECT n.origin FROM telling_receipt r JOIN telling_notice n ON n.id = r.notice_id "
        "WHERE r.role = 'director'"
    )
    ended = region.record.rows("SELECT origin, ended_why FROM telling_notice WHERE ended_at IS NOT NULL")
    assert (told, ended) == ([(second,)], [(first, "gone through")])


def far(region: Any, name: str = "Fae Far") -> Any:
    """A duty inspector of another force, to whom nothing opens the child."""
    force = region.record.node("force", f"Far Force of {name}")
    return region.record.person(name, "duty inspector", force)
