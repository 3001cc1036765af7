"""Anybody at once, but only where everybody is invented."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


def text(answer: Any) -> str:
    return answer.content.decode()


def choose(client: Client, actor: Any, **extra: Any) -> Any:
    from waylight.agencies.models import RoleGrant

    grant = RoleGrant.objects.get(person_id=actor.person_id).id
    return client.post("/sign-in/", {"way": "invented", "person": f"{actor.person_id} {grant}"}, **extra)


@pytest.fixture
def unmarked(cluster: Any, transactional_db: None) -> Any:
    """A database whose maker did not say that everything in it is invented."""
    from waylight.ops.postgres.connection import ADMIN
    from waylight.ops.postgres.roles import connect

    with connect(cluster.address(ADMIN)) as admin:
        admin.execute("DELETE FROM made.database")
        yield
        admin.execute("INSERT INTO made.database (kind, launcher) VALUES ('test', true)")


def test_a_newcomer_is_any_invented_person_at_once(region: Any) -> None:
    from tests.signin.people import is_in

    client = Client()
    page = text(client.get("/sign-in/"))
    for role in ("Night worker", "Registered manager", "Social worker", "Duty inspector"):
        assert role in page
    assert choose(client, region.night_worker).status_code == 302
    assert is_in(client)
    assert "Every person and home here is invented" in text(client.get("/me/"))


def test_one_role_with_many_people_is_listed_on_a_page_of_its_own(region: Any) -> None:
    for n in range(5):
        region.record.person(f"Person {n}", "night worker", region.home)
    assert "All 6 people" in text(Client().get("/sign-in/"))
    page = text(Client().get("/sign-in/?role=night+worker"))
    assert all(f"Person {n}" in page for n in range(5))


def test_without_the_marker_nobody_can_be_chosen(region: Any, unmarked: Any) -> None:
    from tests.signin.people import is_in

    client = Client()
    assert "Nell Night" not in text(client.get("/sign-in/"))
    assert choose(client, region.night_worker).status_code == 422
    assert not is_in(client)


def test_where_records_are_real_nobody_can_be_chosen_whatever_the_marker_says(
    region: Any, settings: Any
) -> None:
    from tests.signin.people import is_in

    settings.DEMO = False
    client = Client()
    assert "Nell Night" not in text(client.get("/sign-in/"))
    assert choose(client, region.night_worker).status_code == 422
    assert not is_in(client)


def test_somebody_whose_role_ended_cannot_be_chosen(region: Any) -> None:
    from waylight.agencies.models import RoleGrant

    held = RoleGrant.objects.get(person_id=region.night_worker.person_id)
    region.record.db.execute(
        "UPDATE agencies_rolegrant SET during = tstzrange(lower(during), now()) WHERE id = %s", [held.id]
    )
    assert choose(Client(), region.night_worker).status_code == 422
