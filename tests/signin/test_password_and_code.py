"""E-mail address, password and code: what opens, what does not, and how often one may try."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


def text(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def nell(region: Any) -> Any:
    """A night worker with a password and an authenticator app."""
    from tests.signin.people import account

    return account(region.night_worker)


def test_password_and_code_together_open_the_account(nell: Any) -> None:
    from tests.signin.people import is_in, sign_in

    answer = sign_in(nell)
    assert answer.status_code == 302
    assert is_in(answer.client)


def test_from_the_page_to_the_first_page_is_one_form_and_two_requests(nell: Any) -> None:
    from tests.signin.people import sign_in

    answer = sign_in(nell)
    assert answer.client.get(answer["Location"]).status_code == 200


def test_capitals_and_spaces_around_the_address_do_not_matter(nell: Any) -> None:
    from tests.signin.people import sign_in

    nell.email = f" {nell.email.upper()} "
    assert sign_in(nell).status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"password": "lantern copper hedgehog"}, {"code": ""}, {"code": "000000"}, {"code": "١٢٣٤٥٦"}]
)
def test_whichever_of_them_is_wrong_the_answer_is_the_same(nell: Any, wrong: dict[str, str]) -> None:
    from tests.signin.people import is_in, sign_in
    from waylight.signin.door import WRONG

    answer = sign_in(nell, **wrong)
    assert answer.status_code == 422
    assert answer.context["why"].sentence == WRONG
    assert not is_in(answer.client)


def test_an_unknown_address_is_told_no_more_than_a_known_one(nell: Any) -> None:
    from tests.signin.people import sign_in
    from waylight.signin.door import WRONG

    nell.email = "nobody@example.org"
    assert sign_in(nell).context["why"].sentence == WRONG


def test_a_code_opens_once(nell: Any) -> None:
    from tests.signin.people import now, sign_in

    code = nell.code(now())
    assert sign_in(nell, code=code).status_code == 302
    assert sign_in(nell, code=code).status_code == 422


def test_a_code_older_than_the_last_one_opens_nothing(nell: Any) -> None:
    from tests.signin.people import now, sign_in

    at = now()
    older, newer = nell.code(at, periods=-1), nell.code(at)
    assert sign_in(nell, code=newer).status_code == 302
    assert sign_in(nell, code=older).status_code == 422
    with time_machine.travel(at + timedelta(seconds=30)):
        assert sign_in(nell, code=nell.code()).status_code == 302


def test_a_phone_whose_clock_is_half_a_minute_off_still_opens_and_one_two_minutes_off_does_not(
    nell: Any,
) -> None:
    from tests.signin.people import now, sign_in

    assert sign_in(nell, code=nell.code(now(), periods=4)).status_code == 422
    assert sign_in(nell, code=nell.code(now(), periods=1)).status_code == 302


def test_after_five_wrong_tries_the_account_waits_and_then_opens_again(nell: Any) -> None:
    from tests.signin.people import now, sign_in

    for _ in range(5):
        assert "too many" not in text(sign_in(nell, password="wrong wrong wrong"))
    shut = sign_in(nell)
    assert shut.status_code == 422
    assert "Wait five minutes" in text(shut) and "passkey" in text(shut) and "ring 101" in text(shut)
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert sign_in(nell).status_code == 302


def test_five_wrong_codes_with_the_right_password_shut_it_too(nell: Any) -> None:
    from tests.signin.people import sign_in

    for _ in range(5):
        sign_in(nell, code="000000")
    assert "too many wrong tries" in text(sign_in(nell))


def test_calling_the_host_by_another_port_gives_no_further_tries(nell: Any) -> None:
    from tests.signin.people import sign_in

    for port in range(5):
        sign_in(nell, password="wrong wrong wrong", headers={"host": f"localhost:{4000 + port}"})
    assert "too many wrong tries" in text(sign_in(nell, headers={"host": "localhost:4999"}))


def test_wrong_tries_of_one_account_do_not_shut_another(nell: Any, region: Any) -> None:
    from tests.signin.people import account, sign_in

    for _ in range(6):
        sign_in(nell, password="wrong wrong wrong")
    assert sign_in(account(region.social_worker)).status_code == 302


def test_a_closed_account_opens_nothing(nell: Any) -> None:
    from tests.signin.people import sign_in
    from waylight.agencies.models import Person

    Person.objects.filter(pk=nell.actor.person_id).update(is_active=False)
    assert sign_in(nell).status_code == 422


def test_the_secret_of_the_app_is_not_in_the_database_in_the_clear(nell: Any) -> None:
    from allauth.mfa.models import Authenticator

    kept = Authenticator.objects.get(user=nell.person)
    assert nell.secret not in str(kept.data)


def test_a_form_of_another_site_signs_nobody_in(nell: Any) -> None:
    from tests.signin.people import sign_in

    assert sign_in(nell, Client(enforce_csrf_checks=True)).status_code == 403


def test_passwords_and_pins_are_kept_by_argon2_in_earnest(nell: Any, settings: Any) -> None:
    from tests.signin.people import PIN, now
    from waylight.ops import settings as earnest
    from waylight.signin.models import Pin
    from waylight.signin.pins import set_pin

    settings.PASSWORD_HASHERS = earnest.PASSWORD_HASHERS
    set_pin(person=nell.person, pin=PIN, now=now())
    assert Pin.objects.get().hash.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")
