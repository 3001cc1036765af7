"""Patterns and late duties: told to those alone who may read all of what they were made from, once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[datetime], int]


@pytest.fixture
def look(cluster: Any, region: Any, settings: Any) -> Look:
    """`look(now)`: the worker looks at what was noticed and what is late."""
    settings.TELLING = {"e-mail": "smtp", "text": ""}

    def run(now: datetime) -> int:
        from tests.support.roles import worker
        from waylight.telling.services.noticing import tell_noticed

        with worker(cluster):
            return tell_noticed(now)

    return run


def noticed(region: Any, now: datetime, *, pattern: str = "REPEAT_90", children: list[UUID] | None = None,
            records: tuple[str, ...] = ("episode",)) -> UUID:  # fmt: skip
    id, children = uuid4(), children or [region.child]
    region.record.db.execute(
        "INSERT INTO alerts_alert (id, pattern, child, children, records, anchor, episodes, count, evidence, at, "
        "noticed_at, expires_at) VALUES (%s, %s, %s, %s, %s, %s, '{}', 3, %s, %s, %s, %s)",
        [id, pattern, children[0], children, list(records), uuid4(), json.dumps({}), now, now,
         now + timedelta(days=90)],
    )  # fmt: skip
    return id


def late(region: Any, now: datetime, owner: str, hours: int = 1) -> None:
    began = now - timedelta(hours=72 + hours)
    region.record.db.execute(
        "INSERT INTO duties_owed (id, child, code, record, also, subject, owner, owners, begun_by, began_earliest, "
        "began_latest, began_said, within, due_from, due_at, met_said, ended_said, why_ended, open) "
        "VALUES (%s, %s, 'RT02', 'duty', '', %s, %s, '{}', %s, %s, %s, '', '', %s, %s, '', '', '', true)",
        [uuid4(), region.child, uuid4(), owner, uuid4(), began, began, now - timedelta(hours=hours),
         now - timedelta(hours=hours)],
    )  # fmt: skip


def told(region: Any) -> dict[str, set[str]]:
    """Names by what they were told of."""
    found: dict[str, set[str]] = {}
    for about, name in region.record.rows(
        "SELECT n.about, p.name FROM telling_receipt r JOIN telling_notice n ON n.id = r.notice_id "
        "JOIN agencies_person p ON p.id = r.person_id"
    ):
        found.setdefault(about, set()).add(name)
    return found


def test_a_pattern_is_told_once_to_those_whom_its_row_names(region: Any, now: datetime, look: Look) -> None:
    noticed(region, now)
    assert look(now) == 1
    assert look(now + timedelta(minutes=1)) == 0
    assert told(region) == {"noticed": {"Mo Manager"}}


def test_a_pattern_made_of_more_than_somebody_may_read_is_not_told_to_them(
    region: Any, now: datetime, look: Look
) -> None:
    noticed(region, now, records=("episode", "exploitation record"))
    look(now)
    assert told(region) == {}
    region.record.rows("SELECT id FROM telling_notice")


def test_a_pattern_across_children_is_told_to_those_alone_who_may_read_about_each(
    region: Any, now: datetime, look: Look
) -> None:
    other = region.record.node("home", "Elm House", force=region.force)
    region.record.person("Eve Manager", "registered manager", other)
    away = region.record.child("Ola", "Invented", region.born, team=region.team, home=other)
    noticed(region, now, children=[region.child, away])
    look(now)
    assert told(region) == {}


def test_what_was_noticed_long_ago_is_told_to_nobody(region: Any, now: datetime, look: Look) -> None:
    noticed(region, now - timedelta(days=9))
    assert look(now) == 0


def test_a_pair_that_goes_on_after_a_quiet_time_is_told_once_more(
    region: Any, now: datetime, look: Look
) -> None:
    from waylight.rulebook.telling_noticed import QUIET

    def another_night(days: int) -> datetime:
        moment = now + timedelta(days=days)
        region.record.db.execute(
            "UPDATE alerts_alert SET at = %s, expires_at = %s", [moment, moment + timedelta(days=90)]
        )
        return moment

    region.record.person("Tom Manager", "team manager", region.team)
    noticed(region, now, pattern="TOGETHER", children=[region.child, region.another("Kimmy")])
    look(now)
    quiet = QUIET.value.span // timedelta(days=1)
    assert look(another_night(quiet - 1)) == 0
    assert set(told(region)) == {"noticed"}
    assert look(another_night(quiet)) == 1
    assert told(region)["noticed again"] == told(region)["noticed"]
    assert look(now + timedelta(days=quiet, minutes=1)) == 0


def test_a_pattern_that_is_withdrawn_is_over(region: Any, now: datetime, look: Look) -> None:
    noticed(region, now)
    look(now)
    region.record.db.execute("UPDATE alerts_alert SET withdrawn_at = now()")
    look(now)
    assert region.record.rows("SELECT ended_why FROM telling_notice") == [("over",)]


def test_a_late_duty_is_told_to_whoever_answers_for_it_and_is_over_when_it_is_done(
    region: Any, now: datetime, look: Look
) -> None:
    region.record.person("Tom Manager", "team manager", region.team)
    late(region, now, "the responsible authority")
    late(region, now, "the home or carer")
    look(now)
    assert told(region) == {"late": {"Tom Manager", "Mo Manager"}}
    region.record.db.execute("UPDATE duties_owed SET open = false")
    look(now)
    assert {why for (why,) in region.record.rows("SELECT ended_why FROM telling_notice")} == {"done"}


def test_late_duties_of_one_person_go_as_one_message(region: Any, now: datetime, look: Look) -> None:
    for _ in range(3):
        late(region, now, "the home or carer")
    look(now)
    assert region.record.rows("SELECT count(*) FROM telling_delivery") == [(1,)]
    assert region.record.rows("SELECT count(*) FROM telling_carried") == [(3,)]
