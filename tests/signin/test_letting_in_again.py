"""Somebody lost their phone: a second person lets them in again, and what opened before opens nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "marble otter window"


def text(answer: Any) -> str:
    return answer.content.decode()


def given(region: Any) -> str:
    """The code that the manager makes for the night worker, as the page shows it."""
    from tests.signin.people import account, sign_in

    client = sign_in(account(region.manager)).client
    page = text(client.post("/letting-in/again/", {"person": str(region.night_worker.person_id)}))
    found = re.search(r'wl-code">([A-Z0-9-]{14})<', page)
    assert found
    return found[1]


def accept(code: str, password: str = NEW) -> Any:
    return Client().post("/sign-in/code/", {"code": code, "password": password})


def test_with_the_code_they_choose_a_password_and_set_up_a_new_second_factor(region: Any) -> None:
    from tests.signin.people import account

    account(region.night_worker)
    answer = accept(given(region))
    assert answer["Location"] == "/me/"
    assert "Set up a second factor" in text(answer.client.get("/me/"))


def test_the_old_password_code_and_sittings_open_nothing_any_more(region: Any) -> None:
    from tests.signin.people import account, is_in, now, sign_in
    from waylight.signin.factors import has_factor

    nell = account(region.night_worker)
    before = sign_in(nell).client
    assert is_in(before)
    accept(given(region))
    assert not is_in(before)
    assert not has_factor(nell.person)
    with time_machine.travel(now() + timedelta(minutes=1)):
        assert sign_in(nell).status_code == 422


def test_a_code_opens_once_and_not_after_three_days(region: Any) -> None:
    from tests.signin.people import now

    code = given(region)
    with time_machine.travel(now() + timedelta(hours=73)):
        assert "opens nothing" in text(accept(code))
    assert accept(code).status_code == 302
    assert "opens nothing" in text(accept(code))


def test_a_newer_code_replaces_the_older(region: Any) -> None:
    from tests.signin.people import now

    first = given(region)
    with time_machine.travel(now() + timedelta(minutes=1)):
        second = given(region)
    assert accept(first).status_code == 422
    assert accept(second).status_code == 302


@pytest.mark.parametrize("password", ["short", "123456789012", "password1234", "nell@example.org"])
def test_a_password_that_is_easily_guessed_is_not_taken(region: Any, password: str) -> None:
    from tests.signin.people import account

    account(region.night_worker)
    code = given(region)
    assert accept(code, password).status_code == 422
    assert accept(code).status_code == 302


def test_nobody_lets_themselves_in_or_people_whose_role_is_not_theirs_to_vouch_for(region: Any) -> None:
    from tests.signin.people import account, sign_in
    from waylight.signin.models import Invitation

    client = sign_in(account(region.manager)).client
    for someone in (region.manager, region.social_worker, region.inspector):
        answer = client.post("/letting-in/again/", {"person": str(someone.person_id)})
        assert answer.status_code == 409
    client = sign_in(account(region.night_worker)).client
    assert client.post("/letting-in/again/", {"person": str(region.manager.person_id)}).status_code == 409
    assert not Invitation.objects.exists()


def test_it_is_on_the_trail_who_let_whom_in(region: Any) -> None:
    given(region)
    found = region.record.rows(
        "SELECT actor_name, subject FROM audit_trail WHERE basis = 'let somebody in again'"
    )
    assert found == [("Mo Manager", region.night_worker.person_id)]


def test_the_worker_of_tasks_reads_no_secret_of_the_door(cluster: Any, region: Any) -> None:
    import psycopg

    from waylight.ops.postgres.connection import WORKER
    from waylight.ops.postgres.roles import connect

    for table in (
        "signin_pin",
        "signin_shiftpass",
        "signin_invitation",
        "signin_device",
        "mfa_authenticator",
    ):
        with connect(cluster.address(WORKER)) as worker, pytest.raises(psycopg.errors.InsufficientPrivilege):
            worker.execute(f"SELECT * FROM {table}")
