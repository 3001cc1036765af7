"""Joiners, movers and leavers: given by a second person, at their own place, with an end."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


def text(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def manager(region: Any) -> Any:
    """A client signed in as the manager of the home."""
    from tests.signin.people import account, sign_in

    return sign_in(account(region.manager)).client


def taken_on(manager: Client, **more: str) -> Any:
    from tests.signin.people import now

    fields = {
        "full_name": "Joy Joiner", "email": "Joy@Example.org", "as": "night worker",
        "last_day": f"{now() + timedelta(days=90):%Y-%m-%d}", **more,
    }  # fmt: skip
    return manager.post("/letting-in/new/", fields)


def test_a_joiner_sets_the_account_up_with_the_code_and_sees_the_home(region: Any, manager: Any) -> None:
    page = text(taken_on(manager))
    code = re.search(r'wl-code">([A-Z0-9-]{14})<', page)
    assert code
    joy = Client().post("/sign-in/code/", {"code": code[1], "password": "marble otter window"})
    assert joy["Location"] == "/me/"
    given = region.record.rows(
        "SELECT g.role, g.node_id, g.granted_by_id FROM agencies_rolegrant g "
        "JOIN agencies_person p ON p.id = g.person_id WHERE p.email = 'joy@example.org'"
    )
    assert given == [("night worker", region.home, region.manager.person_id)]


def test_somebody_who_has_an_account_only_gets_the_role(region: Any, manager: Any) -> None:
    from tests.signin.people import account, is_in, sign_in

    sal = account(region.social_worker)
    answer = taken_on(manager, email=sal.email)
    assert answer["Location"] == "/letting-in/"
    client = sign_in(sal).client
    assert is_in(client)
    assert len(client.get("/duty/").context["duties"]) == 2


def test_a_leaver_is_out_at_the_next_step(region: Any, manager: Any) -> None:
    from tests.signin.people import account, is_in, sign_in

    client = sign_in(account(region.night_worker)).client
    assert is_in(client)
    manager.post("/letting-in/leaver/", {"person": str(region.night_worker.person_id)})
    assert not is_in(client)
    assert "Nell Night" not in text(manager.get("/letting-in/"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"email": "joy"}, "Type the e-mail address"),
        ({"full_name": " "}, "Type their name"),
        ({"last_day": ""}, "Give the last day"),
        ({"last_day": "2020-01-01"}, "A role has an end"),
        ({"last_day": "2999-01-01"}, "A role has an end"),
        ({"as": "director"}, "Your role here cannot let somebody in"),
        ({"as": "social worker"}, "Your role here cannot let somebody in"),
    ],
)
def test_what_cannot_be_given_is_said_and_nothing_is_made(
    region: Any, manager: Any, more: dict[str, str], said: str
) -> None:
    answer = taken_on(manager, **more)
    assert answer.status_code == 422
    assert said in text(answer)
    assert region.record.rows("SELECT count(*) FROM agencies_person WHERE email = 'joy@example.org'") == [
        (0,)
    ]


def test_nobody_ends_a_role_that_is_not_theirs_to_end_or_their_own(region: Any, manager: Any) -> None:
    from tests.signin.people import account, is_in, sign_in

    sal = sign_in(account(region.social_worker)).client
    for someone in (region.social_worker, region.manager):
        answer = manager.post("/letting-in/leaver/", {"person": str(someone.person_id)})
        assert answer.status_code == 409
    assert is_in(sal)


def test_a_night_worker_takes_nobody_on(region: Any) -> None:
    from tests.signin.people import account, sign_in

    nell = sign_in(account(region.night_worker)).client
    assert taken_on(nell).status_code == 422
    assert "Somebody who starts here" not in text(nell.get("/letting-in/"))
