"""How a sitting goes on and ends; choosing a duty; what the trail keeps of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

pytestmark = pytest.mark.django_db(transaction=True)


def text(answer: Any) -> str:
    return answer.content.decode()


def trail(region: Any) -> list[tuple[Any, ...]]:
    return region.record.rows("SELECT act, actor_name, person, subject, basis FROM audit_trail ORDER BY id")


@pytest.mark.parametrize(("minutes", "still"), [(14, True), (16, False)])
def test_on_a_shared_device_a_sitting_ends_after_fifteen_idle_minutes(
    region: Any, minutes: int, still: bool
) -> None:
    from tests.signin.people import by_pin, is_in, now, shared_device, with_pin

    client, _ = shared_device(region.manager, region.home)
    by_pin(client, with_pin(region.night_worker))
    with time_machine.travel(now() + timedelta(minutes=minutes)):
        assert is_in(client) is still
        if not still:
            assert "nothing was done here for 15 minutes" in text(client.get("/sign-in/"))


def test_a_sitting_that_is_used_all_night_ends_after_eight_hours(region: Any) -> None:
    from tests.signin.people import account, is_in, now, sign_in

    began = now()
    client = sign_in(account(region.social_worker)).client
    for step in range(1, 24):
        with time_machine.travel(began + timedelta(minutes=20 * step)):
            assert is_in(client), step
    with time_machine.travel(began + timedelta(minutes=481)):
        assert not is_in(client)
        assert "8 hours at most" in text(client.get("/sign-in/"))


def test_each_way_in_and_each_role_has_a_length_with_its_reason() -> None:
    from waylight.access.grid import roles
    from waylight.engine.sittings import Via, length_of
    from waylight.rulebook.signing_in import LENGTHS

    for via in Via:
        for role in (*roles(), ""):
            found = length_of(LENGTHS, via, role)
            assert found.why
            assert found.longest.minutes <= 8 * 60
            if via is not Via.DEMONSTRATION:
                assert 15 <= found.idle.minutes <= 30


def test_a_role_that_ended_ends_the_sitting_at_its_next_step(region: Any) -> None:
    from tests.signin.people import account, is_in, now, sign_in
    from waylight.access.acting import acting
    from waylight.access.services import end_role
    from waylight.agencies.models import RoleGrant

    client = sign_in(account(region.night_worker)).client
    assert is_in(client)
    held = RoleGrant.objects.get(person_id=region.night_worker.person_id)
    with acting(region.manager):
        end_role(actor=region.manager, grant=held.id, at=now())
    assert not is_in(client)
    assert "role in which you were signed in has ended" in text(client.get("/sign-in/"))


def test_an_account_that_is_closed_is_out_at_its_next_step(region: Any) -> None:
    from tests.signin.people import account, is_in, sign_in
    from waylight.agencies.models import Person

    client = sign_in(account(region.night_worker)).client
    Person.objects.filter(pk=region.night_worker.person_id).update(is_active=False)
    assert not is_in(client)


def second_role(region: Any, role: str, node: Any) -> None:
    region.record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) "
        "SELECT gen_random_uuid(), %s, %s, %s, tstzrange(now() - interval '1 day', now() + interval '1 day'), %s, ''",
        [region.night_worker.person_id, role, node, region.manager.person_id],
    )


def test_somebody_with_two_roles_says_where_they_are_and_is_asked_in_that_order_next_time(
    region: Any,
) -> None:
    from tests.signin.people import account, now, sign_in

    second_role(region, "social worker", region.team)
    nell = account(region.night_worker)
    answer = sign_in(nell)
    assert answer["Location"] == "/duty/"
    page = answer.client.get("/duty/")
    first, second = page.context["duties"]
    assert {first.role, second.role} == {"night worker", "social worker"}
    answer.client.post("/duty/", {"duty": str(second.grant_id)})
    assert answer.client.get("/me/").context["actor"].role == second.role
    with time_machine.travel(now() + timedelta(minutes=1)):
        again = sign_in(nell).client
        assert again.get("/duty/").context["duties"][0] == second


def test_nobody_sits_down_on_a_duty_that_is_not_theirs(region: Any) -> None:
    from tests.signin.people import account, sign_in
    from waylight.agencies.models import RoleGrant

    second_role(region, "social worker", region.team)
    client = sign_in(account(region.night_worker)).client
    other = RoleGrant.objects.get(person_id=region.manager.person_id)
    client.post("/duty/", {"duty": str(other.id)})
    assert client.get("/letting-in/")["Location"] == "/duty/"


def test_sign_ins_failures_and_sign_outs_are_on_the_trail(region: Any) -> None:
    from tests.signin.people import account, sign_in

    nell = account(region.night_worker)
    sign_in(nell, password="wrong wrong wrong")
    client = sign_in(nell).client
    client.post("/sign-out/")
    person = region.night_worker.person_id
    assert trail(region) == [
        ("failed sign-in", "", None, person, "password and code, refused"),
        ("signed in", "Nell Night", person, person, "password and code"),
        ("signed out", "Nell Night", person, person, "signed out"),
    ]


def test_what_a_stranger_typed_is_not_on_the_trail(region: Any) -> None:
    from tests.signin.people import account, sign_in

    nell = account(region.night_worker)
    nell.email = "zyxwinda@example.org"
    sign_in(nell)
    assert trail(region) == [("failed sign-in", "", None, None, "password and code, refused")]


def test_pages_are_not_kept_in_the_browsers_store(region: Any) -> None:
    from tests.signin.people import account, sign_in

    client = sign_in(account(region.night_worker)).client
    assert client.get("/me/")["Cache-Control"] == "no-store"


def test_the_session_gets_a_new_key_when_somebody_signs_in(region: Any) -> None:
    from django.test import Client

    from tests.signin.people import account, sign_in

    client = Client()
    client.post("/sign-in/passkey/")
    before = client.session.session_key
    sign_in(account(region.night_worker), client)
    assert before and client.session.session_key != before


def test_the_head_of_every_page_says_where_who_and_how_many_are_away(region: Any) -> None:
    from tests.signin.people import account, sign_in

    client = sign_in(account(region.night_worker)).client
    page = text(client.get("/me/"))
    head = page[page.index("<header") : page.index("</header")]
    assert "Beech House" in head and "Nell Night" in head and "night worker" in head
    assert "Nobody away" in head and "Leave quickly" in head
