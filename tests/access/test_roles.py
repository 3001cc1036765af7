"""Roles are given by a second person within their own nodes, with an end; a leaver has nothing at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.support.record import Region

DAY = timedelta(days=1)


@pytest.fixture
def joiner(region: Region) -> Any:
    """Somebody with an account and no role."""
    from waylight.agencies.models import Person

    return Person.objects.create_user("joy@example.invalid", "Joy Joiner")


def give(region: Region, now: datetime, person: Any, **changed: Any) -> Any:
    from waylight.access.acting import acting
    from waylight.access.services import grant_role

    actor = changed.pop("actor", region.manager)
    given = {
        "person": person.id, "role": "night worker", "node": region.home, "since": now - DAY, "until": now + DAY,
        "why": "Works nights here.", **changed,
    }  # fmt: skip
    with acting(actor):
        return grant_role(actor=actor, **given)


def children_of(person: Any, now: datetime) -> int:
    from waylight.access.acting import acting
    from waylight.agencies.selectors import actor_of
    from waylight.children.models import Child

    with acting(actor_of(person, now)):
        return Child.objects.count()


def test_a_joiner_sees_the_home_from_the_first_minute_and_a_leaver_nothing_from_the_last(
    region: Region, joiner: Any, now: datetime
) -> None:
    from waylight.access.acting import acting
    from waylight.access.services import end_role

    assert children_of(joiner, now) == 0
    grant = give(region, now, joiner)
    assert children_of(joiner, now) == 1
    with acting(region.manager):
        end_role(actor=region.manager, grant=grant.id, at=now - timedelta(minutes=1))
    assert children_of(joiner, now) == 0
    assert region.record.rows("SELECT basis FROM audit_trail WHERE record = 'role' ORDER BY id") == [
        ("gave night worker",),
        ("ended night worker",),
    ]


def test_an_account_that_is_closed_has_nothing_whatever_its_roles(
    region: Region, joiner: Any, now: datetime
) -> None:
    give(region, now, joiner)
    region.record.db.execute("UPDATE agencies_person SET is_active = false WHERE id = %s", [joiner.id])
    joiner.refresh_from_db()
    assert children_of(joiner, now) == 0


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"role": "wizard"}, "no role called"),
        ({"until": timedelta(days=-2)}, "has an end"),
        ({"until": timedelta(days=400)}, "within a year"),
        ({"why": " "}, "Say why"),
    ],
)
def test_a_role_that_is_not_given_says_what_to_do(
    region: Region, joiner: Any, now: datetime, changed: dict[str, Any], says: str
) -> None:
    from waylight.access.services import NotGiven

    if "until" in changed:
        changed = {"until": now + changed["until"]}
    with pytest.raises(NotGiven, match=says):
        give(region, now, joiner, **changed)


def test_nobody_gives_a_role_to_themselves_or_twice(region: Region, joiner: Any, now: datetime) -> None:
    from waylight.access.services import NotGiven
    from waylight.agencies.models import Person

    with pytest.raises(NotGiven, match="themselves"):
        give(region, now, Person.objects.get(pk=region.manager.person_id))
    give(region, now, joiner)
    with pytest.raises(NotGiven, match="already"):
        give(region, now, joiner)


def test_a_role_at_anothers_node_is_not_there_to_be_given(region: Region, joiner: Any, now: datetime) -> None:
    from waylight.agencies.refusals import NotThere

    with pytest.raises(NotThere):
        give(region, now, joiner, node=region.team)


def test_the_tree_is_added_to_under_ones_own_nodes_and_reach_follows(
    region: Region, joiner: Any, now: datetime
) -> None:
    from waylight.access.acting import acting
    from waylight.access.services import add_node, move_node
    from waylight.agencies.refusals import NotThere

    head = region.record.person("Di Rector", "director", region.authority)
    with acting(head):
        service = add_node(actor=head, kind="service", name="Children", under=region.authority, since=now)
        move_node(actor=head, node=region.team, under=service)
        with pytest.raises(NotThere):
            add_node(actor=head, kind="team", name="Theirs", under=region.home, since=now)
        with pytest.raises(NotThere):
            move_node(actor=head, node=region.home, under=service)
    reach = "SELECT count(*) FROM agencies_nodereach WHERE above_id = %s AND below_id = %s"
    assert region.record.rows(reach, service, region.team) == [(1,)]
    assert region.record.rows(reach, region.authority, region.team) == [(1,)]


def test_a_node_never_stands_below_itself(region: Region) -> None:
    import psycopg

    with pytest.raises(psycopg.errors.CheckViolation):
        region.record.db.execute("SELECT agencies_hang(%s, %s)", [region.authority, region.team])


def test_a_team_that_moves_to_another_authority_is_lost_to_the_old_one(region: Region) -> None:
    from waylight.access.acting import acting
    from waylight.children.models import Child

    with acting(region.out_of_hours):
        assert Child.objects.count() == 1
    other = region.record.node("authority", "Westshire")
    region.record.db.execute("SELECT agencies_hang(%s, %s)", [region.team, other])
    with acting(region.out_of_hours):
        assert Child.objects.count() == 0


def test_on_duty_is_somebody_who_holds_the_role(region: Region, joiner: Any, now: datetime) -> None:
    from waylight.access.acting import acting
    from waylight.access.services import NotGiven, put_on_duty
    from waylight.agencies.selectors import on_duty

    duty = {"role": "duty inspector", "node": region.force, "since": now - DAY, "until": now + DAY}
    with acting(region.inspector):
        with pytest.raises(NotGiven, match="holds the role"):
            put_on_duty(actor=region.inspector, person=joiner.id, **duty)
        put_on_duty(actor=region.inspector, person=region.inspector.person_id, **duty)
        assert [p.name for p in on_duty(region.force, "duty inspector", now)] == ["Ian Inspector"]
