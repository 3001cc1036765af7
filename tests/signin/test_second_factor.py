"""A password alone opens nothing that reads a child; setting up, losing and replacing the second factor."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine

pytestmark = pytest.mark.django_db(transaction=True)


def text(answer: Any) -> str:
    return answer.content.decode()


def test_somebody_without_a_second_factor_sees_only_how_to_set_one_up(region: Any) -> None:
    from tests.signin.people import account, sign_in

    client = sign_in(account(region.night_worker, second=False), code="").client
    assert "Set up a second factor" in text(client.get("/me/"))
    assert client.get("/letting-in/")["Location"] == "/me/"
    assert client.get("/desk/")["Location"] == "/me/"


def test_setting_up_an_app_makes_the_sitting_whole_and_shows_recovery_codes_once(region: Any) -> None:
    from tests.signin.people import account, code_of, now, sign_in

    client = sign_in(account(region.night_worker, second=False), code="").client
    page = text(client.get("/me/authenticator-app/"))
    assert "<svg" in page
    secret = re.search(r'wl-code">([A-Z2-7 ]+)<', page)
    assert secret
    answer = client.post("/me/authenticator-app/", {"code": code_of(secret[1].replace(" ", ""), now())})
    codes = re.findall(r'wl-code">(\d{4} \d{4})<', text(answer))
    assert len(codes) == 10
    assert client.get("/letting-in/").status_code == 200
    assert codes[0] not in text(client.get("/me/"))


def test_a_wrong_code_does_not_set_it_up(region: Any) -> None:
    from tests.signin.people import account, sign_in
    from waylight.signin.factors import has_factor

    nell = account(region.night_worker, second=False)
    client = sign_in(nell, code="").client
    client.get("/me/authenticator-app/")
    assert client.post("/me/authenticator-app/", {"code": "000000"}).status_code == 422
    assert not has_factor(nell.person)


def test_a_recovery_code_opens_once_in_place_of_the_app(region: Any) -> None:
    from tests.signin.people import account, sign_in
    from waylight.signin.factors import new_recovery_codes

    nell = account(region.night_worker)
    code = new_recovery_codes(person=nell.person)[3]
    assert sign_in(nell, code=f"{code[:4]} {code[4:]}").status_code == 302
    assert sign_in(nell, code=code).status_code == 422


def test_the_last_second_factor_cannot_be_taken_away(region: Any) -> None:
    from allauth.mfa.models import Authenticator

    from tests.signin.people import account, sign_in
    from waylight.signin.factors import has_factor

    nell = account(region.night_worker)
    client = sign_in(nell).client
    factor = Authenticator.objects.get(user=nell.person)
    assert "your only second factor" in text(client.post("/me/take-away/", {"factor": factor.pk}))
    assert has_factor(nell.person)


def test_nobody_takes_a_factor_of_somebody_else_away(region: Any) -> None:
    from allauth.mfa.models import Authenticator

    from tests.signin.people import account, sign_in

    nell, sal = account(region.night_worker), account(region.social_worker)
    client = sign_in(nell).client
    client.post("/me/take-away/", {"factor": Authenticator.objects.get(user=sal.person).pk})
    assert Authenticator.objects.filter(user=sal.person).exists()


def test_half_an_hour_after_signing_in_how_one_signs_in_is_not_changed(region: Any) -> None:
    from tests.signin.people import account, now, sign_in

    client = sign_in(account(region.night_worker)).client
    with time_machine.travel(now() + timedelta(minutes=20)):
        assert client.get("/me/pin/").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=40)):
        assert "sign out and sign in again" in text(client.get("/me/pin/"))


def test_a_role_that_only_counts_needs_no_second_factor(region: Any) -> None:
    from tests.signin.people import account, is_in, sign_in

    counts = region.record.person("Stan Statistics", "statistician", region.authority)
    answer = sign_in(account(counts, second=False), code="")
    assert is_in(answer.client)
    assert "Set up a second factor" not in text(answer.client.get("/me/"))


def test_every_role_that_reads_a_child_needs_one() -> None:
    from waylight.access.grid import cells
    from waylight.rulebook.signing_in import COUNT_ONLY

    reads = {cell.role for cell in cells() if cell.action in ("read", "write")}
    assert reads.isdisjoint(COUNT_ONLY)
    assert len(reads) >= 15
