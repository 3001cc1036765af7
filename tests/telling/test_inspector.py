"""The story of the inspector who was not told: who is told, who is next, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from waylight.facts.filing import Filing

Minute = Callable[[datetime], None]
pytestmark = pytest.mark.django_db(transaction=True)


def reported(region: Any, now: datetime, *, minutes: int = 20, known: bool = False) -> UUID:
    """The night worker reports the child; gives the episode."""
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services.reports import Report, report_absent

    since = at(now - timedelta(minutes=minutes))
    report = Report(since, whereabouts="known" if known else "unknown", concern=not known)
    with acting(region.night_worker):
        filed = report_absent(
            Filing(region.night_worker, now, str(uuid4())), child_id=region.child, report=report
        )
    assert filed.episode is not None
    return filed.episode


def inbox(region: Any) -> dict[str, datetime]:
    """Who was told of the child, by name, and when."""
    return dict(
        region.record.rows(
            "SELECT p.name, r.told_at FROM telling_receipt r JOIN agencies_person p ON p.id = r.person_id"
        )
    )


def test_a_report_tells_the_inspector_the_night_team_and_the_manager_at_once(
    region: Any, now: datetime, minute: Minute
) -> None:
    reported(region, now)
    minute(now)
    assert set(inbox(region)) == {"Ian Inspector", "Ona Outofhours", "Mo Manager"}


def test_a_sweep_that_began_a_moment_before_the_report_tells_the_police_all_the_same(
    region: Any, now: datetime, minute: Minute
) -> None:
    reported(region, now)
    minute(now - timedelta(milliseconds=300))
    assert set(inbox(region)) == {"Ian Inspector", "Ona Outofhours", "Mo Manager"}


def test_nobody_is_told_twice_however_often_it_is_heard(region: Any, now: datetime, minute: Minute) -> None:
    reported(region, now)
    minute(now)
    before = inbox(region)
    minute(now)
    minute(now + timedelta(minutes=1))
    assert inbox(region) == before


def test_an_inspector_who_does_not_answer_is_followed_by_the_coordinator_after_a_quarter_of_an_hour(
    region: Any, now: datetime, minute: Minute
) -> None:
    region.record.person("Cora Coordinator", "missing coordinator", region.force)
    reported(region, now)
    minute(now)
    minute(now + timedelta(minutes=14))
    assert "Cora Coordinator" not in inbox(region)
    minute(now + timedelta(minutes=16))
    assert "Cora Coordinator" in inbox(region)


def test_where_the_tick_was_missed_the_next_one_takes_the_step(
    region: Any, now: datetime, minute: Minute
) -> None:
    region.record.person("Cora Coordinator", "missing coordinator", region.force)
    reported(region, now)
    minute(now + timedelta(minutes=40))
    steps = region.record.rows("SELECT due_at FROM telling_step WHERE role = 'missing coordinator'")
    assert "Cora Coordinator" in inbox(region)
    assert now + timedelta(minutes=15) <= steps[0][0] < now + timedelta(minutes=16)


def acknowledge(actor: Any, episode: UUID, now: datetime) -> None:
    from waylight.access.acting import acting
    from waylight.episodes.services.updates import acknowledged

    with acting(actor):
        acknowledged(Filing(actor, now, str(uuid4())), episode_id=episode, next_look=None)


def test_an_inspector_who_takes_the_child_on_stops_the_climb_of_the_police_and_not_that_of_the_authority(
    region: Any, now: datetime, minute: Minute
) -> None:
    region.record.person("Cora Coordinator", "missing coordinator", region.force)
    region.record.person("Tom Manager", "team manager", region.team)
    episode = reported(region, now)
    minute(now)
    acknowledge(region.inspector, episode, now + timedelta(minutes=5))
    minute(now + timedelta(minutes=31))
    assert "Cora Coordinator" not in inbox(region)
    assert "Tom Manager" in inbox(region)
    rows = region.record.rows("SELECT acknowledged_at FROM telling_receipt WHERE person_id = %s",
                              region.inspector.person_id)  # fmt: skip
    assert rows == [(now + timedelta(minutes=5),)]


def test_where_nobody_is_on_duty_as_inspector_and_nobody_is_one_the_coordinator_is_told_at_once(
    region: Any, now: datetime, minute: Minute
) -> None:
    region.record.db.execute("DELETE FROM agencies_rolegrant WHERE role = 'duty inspector'")
    region.record.person("Cora Coordinator", "missing coordinator", region.force)
    reported(region, now)
    minute(now)
    assert "Cora Coordinator" in inbox(region)
    steps = region.record.rows(
        "SELECT step, role, reached, how FROM telling_step s JOIN telling_climb c ON c.id = s.climb_id "
        "WHERE c.ladder = 'police' ORDER BY step"
    )
    assert steps == [(0, "duty inspector", 0, "nobody"), (1, "missing coordinator", 1, "everybody")]


def test_only_the_inspector_on_duty_is_told_where_somebody_is_on_duty(
    region: Any, now: datetime, minute: Minute
) -> None:
    asleep = region.record.person("Iris Inspector", "duty inspector", region.force)
    region.record.db.execute(
        "INSERT INTO agencies_onduty (node_id, role, person_id, during) VALUES (%s, 'duty inspector', %s, "
        "tstzrange(%s, %s))",
        [region.force, region.inspector.person_id, now - timedelta(hours=4), now + timedelta(hours=4)],
    )
    reported(region, now)
    minute(now)
    assert asleep.name not in inbox(region)
    minute(now + timedelta(minutes=31))
    assert asleep.name in inbox(region)


def test_police_who_do_not_answer_in_an_hour_are_named_to_the_night_team(
    region: Any, now: datetime, minute: Minute
) -> None:
    reported(region, now)
    minute(now)
    minute(now + timedelta(minutes=61))
    rows = region.record.rows(
        "SELECT p.name FROM telling_receipt r JOIN telling_notice n ON n.id = r.notice_id "
        "JOIN agencies_person p ON p.id = r.person_id WHERE n.about = 'police silent' ORDER BY p.name"
    )
    assert [name for (name,) in rows] == ["Mo Manager", "Ona Outofhours"]


def test_the_director_is_told_after_a_day_whoever_has_taken_the_child_on(
    region: Any, now: datetime, minute: Minute
) -> None:
    region.record.person("Dee Director", "director", region.authority)
    region.record.person("Tom Manager", "team manager", region.team)
    episode = reported(region, now)
    minute(now)
    for actor in (region.inspector, region.out_of_hours):
        acknowledge(actor, episode, now + timedelta(minutes=5))
    minute(now + timedelta(hours=23, minutes=30))
    assert "Dee Director" not in inbox(region)
    minute(now + timedelta(hours=23, minutes=41))
    assert "Dee Director" in inbox(region)
    assert "Tom Manager" not in inbox(region)


def test_a_child_who_is_back_ends_every_climb_and_those_who_were_told_are_told_so(
    region: Any, now: datetime, minute: Minute
) -> None:
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services.endings import returned

    region.record.person("Cora Coordinator", "missing coordinator", region.force)
    episode = reported(region, now)
    minute(now)
    back = now + timedelta(minutes=10)
    with acting(region.night_worker):
        returned(Filing(region.night_worker, back, str(uuid4())), episode_id=episode, happened=at(back))
    minute(back)
    minute(now + timedelta(hours=30))
    assert "Cora Coordinator" not in inbox(region)
    told = region.record.rows(
        "SELECT p.name FROM telling_receipt r JOIN telling_notice n ON n.id = r.notice_id "
        "JOIN agencies_person p ON p.id = r.person_id WHERE n.about = 'back' ORDER BY p.name"
    )
    assert [name for (name,) in told] == ["Ian Inspector", "Mo Manager", "Ona Outofhours"]


def test_a_child_who_is_late_and_known_to_be_safe_wakes_nobody(
    region: Any, now: datetime, minute: Minute
) -> None:
    reported(region, now, known=True)
    minute(now)
    assert set(inbox(region)) == {"Mo Manager"}


def test_a_second_report_of_the_same_time_away_joins_the_first_and_is_listed(
    region: Any, now: datetime, minute: Minute
) -> None:
    reported(region, now)
    reported(region, now + timedelta(minutes=3))
    minute(now + timedelta(minutes=3))
    why = region.record.rows("SELECT why FROM telling_heard ORDER BY why")
    assert [one for (one,) in why] == ["joined", "raised"]
    assert len(region.record.rows("SELECT FROM telling_notice")) == 1
