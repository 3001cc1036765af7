"""Somebody with two roles sees, on each duty, what that role opens there, and nothing of the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from tests.support.record import Region
    from waylight.agencies.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def both(region: Region) -> Iterator[dict[str, Any]]:
    """Bea is night worker in one home and social worker of another authority's team; each has a child."""
    record = region.record
    far = record.node("authority", "Farshire")
    team = record.node("team", "Farshire team", parent=far)
    carer = record.node("carer", "Carer 1")
    other = record.child("Ola", "Invented", date(2011, 1, 1), team=team, home=carer)
    bea = record.person("Bea Both", "night worker", region.home).person_id
    record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) SELECT "
        "gen_random_uuid(), %s, 'social worker', %s, tstzrange(now() - interval '1 year', now() + interval '1 year'), "
        "granted_by_id, '' FROM agencies_rolegrant WHERE person_id = %s",
        [bea, team, bea],
    )
    grants = dict(record.rows("SELECT role, id FROM agencies_rolegrant WHERE person_id = %s", bea))
    yield {
        "bea": bea,
        "grants": grants,
        "night worker": region.child,
        "social worker": other,
        "region": region,
    }


def on(both: dict[str, Any], role: str | None) -> Actor:
    from django.utils import timezone

    from waylight.agencies.selectors import actor_of

    return actor_of(both["bea"], timezone.now(), choose=both["grants"][role] if role else None)


def open_to(actor: Actor, record: str = "episode") -> tuple[set[UUID], set[UUID]]:
    """By the database's reader and by row security itself."""
    from waylight.access.acting import acting
    from waylight.access.reach import may_children
    from waylight.children.models import Child

    with acting(actor):
        return set(may_children(record, "read")), set(Child.objects.values_list("id", flat=True))


@pytest.mark.parametrize("role", ["night worker", "social worker"])
def test_each_duty_opens_its_own_child_in_both_readers_and_in_every_row(
    both: dict[str, Any], role: str
) -> None:
    from django.utils import timezone

    from waylight.access.acting import acting
    from waylight.access.gate import may

    mine, others = both[role], both["social worker" if role == "night worker" else "night worker"]
    actor = on(both, role)
    assert open_to(actor) == ({mine}, {mine})
    with acting(actor):
        assert may(actor, "write", "episode", mine, timezone.now())
        assert not may(actor, "read", "episode", others, timezone.now())


def test_the_nodes_one_speaks_for_are_those_of_the_duty(both: dict[str, Any]) -> None:
    from django.db import connection

    from waylight.access.acting import acting

    with acting(on(both, "night worker")), connection.cursor() as cursor:
        cursor.execute("SELECT my_nodes()")
        assert cursor.fetchall() == [(both["region"].home,)]


def test_a_task_that_acts_for_somebody_without_a_sitting_may_what_any_of_their_roles_may(
    both: dict[str, Any],
) -> None:
    ours = {both["night worker"], both["social worker"]}
    assert open_to(on(both, None)) == (ours, ours)


def test_one_who_acts_within_anothers_act_is_not_narrowed_by_the_others_duty(both: dict[str, Any]) -> None:
    from waylight.access.acting import acting

    with acting(both["region"].social_worker):
        assert open_to(on(both, "night worker"))[0] == {both["night worker"]}
        seen, _ = open_to(both["region"].social_worker)
    assert seen == {both["night worker"]}


def test_a_role_of_somebody_else_narrows_and_opens_nothing(both: dict[str, Any]) -> None:
    from dataclasses import replace

    borrowed = replace(both["region"].inspector, sitting=both["grants"]["social worker"])
    assert open_to(borrowed) == (set(), set())


def test_a_question_in_another_persons_name_counts_that_persons_own_roles(both: dict[str, Any]) -> None:
    from django.db import connection

    from waylight.access.acting import acting

    with acting(on(both, "night worker")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('waylight.person', %s, true)", [str(both["region"].social_worker.person_id)]
        )
        cursor.execute("SELECT may_children('episode', 'read')")
        assert cursor.fetchall() == [(both["region"].child,)]


def test_over_http_a_child_of_the_other_duty_is_not_there_until_one_sits_there(both: dict[str, Any]) -> None:
    from django.test import Client

    client = Client()
    bea, grants = both["bea"], both["grants"]
    pages = {role: f"/children/{both[role]}/" for role in ("night worker", "social worker")}
    client.post("/sign-in/", {"way": "invented", "person": f"{bea} {grants['night worker']}"})
    assert {role: client.get(page).status_code for role, page in pages.items()} == {
        "night worker": 200,
        "social worker": 404,
    }
    client.post("/duty/", {"duty": str(grants["social worker"]), "grant": str(grants["social worker"])})
    assert {role: client.get(page).status_code for role, page in pages.items()} == {
        "night worker": 404,
        "social worker": 200,
    }
