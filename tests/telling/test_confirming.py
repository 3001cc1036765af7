"""Whether messages arrive is confirmed once, by a code that works once; until then they go all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.telling.test_inspector import reported
from tests.telling.test_pages import sat, text
from waylight.access.acting import acting
from waylight.facts.refusals import Refused
from waylight.telling.selectors.confirmed import own_ways
from waylight.telling.services import confirming, own

pytestmark = pytest.mark.django_db(transaction=True)
Codes = Callable[[datetime], int]
MAIL = "e-mail"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def codes(cluster: Any, region: Any) -> Codes:
    """What the worker does about codes at that time; returns how many went."""

    def run(now: datetime) -> int:
        from tests.support.roles import worker

        with worker(cluster):
            return confirming.send_codes(lambda: now)

    return run


def ask(actor: Any, now: datetime, channel: str = MAIL) -> None:
    with acting(actor):
        confirming.ask_code(actor=actor, channel=channel, now=now)


def enter(actor: Any, code: str, now: datetime) -> str:
    """What the page answers; nothing where the code was right. A refused try is kept, as the page keeps it."""
    with acting(actor):
        try:
            confirming.confirm(actor=actor, channel=MAIL, code=code, now=now)
        except Refused as refused:
            return refused.sentence
    return ""


def confirmed(actor: Any, now: datetime) -> bool:
    with acting(actor):
        (mail,) = own_ways(actor=actor, now=now)
    return mail.confirmed_at is not None


def code_in(mail: Any) -> str:
    found = re.search(r"\b\d{6}\b", mail.body)
    assert found, mail.body
    return found[0]


def test_a_code_that_arrived_confirms_the_address_of_whoever_is_signed_in_once(
    region: Any, now: datetime, mails: list[Any], codes: Codes
) -> None:
    ona = region.out_of_hours
    ask(ona, now)
    assert not mails and codes(now) == 1 and codes(now) == 0
    (mail,) = mails
    code = code_in(mail)
    assert "http" not in mail.body and "Ona" not in mail.subject + mail.body
    assert "no code that holds" in enter(region.manager, code, now), "it is nobody else's"
    assert not confirmed(ona, now)
    assert enter(ona, f"{code[:3]} {code[3:]}", now) == ""
    assert confirmed(ona, now) and "no code that holds" in enter(ona, code, now)


def test_a_code_is_over_after_an_hour_and_after_five_wrong_tries(
    region: Any, now: datetime, mails: list[Any], codes: Codes
) -> None:
    ona = region.out_of_hours
    ask(ona, now)
    codes(now)
    assert "no code that holds" in enter(ona, code_in(mails[0]), now + 61 * MINUTE)
    for _ in range(5):
        assert "not the code" in enter(ona, "no", now)
    assert "Too many" in enter(ona, code_in(mails[0]), now)
    with pytest.raises(Refused, match="Wait a minute"):
        ask(ona, now)
    ask(ona, now + 2 * MINUTE)
    codes(now + 2 * MINUTE)
    assert enter(ona, code_in(mails[1]), now + 2 * MINUTE) == ""


def test_what_the_database_keeps_of_a_code_is_not_the_code(
    region: Any, now: datetime, mails: list[Any], codes: Codes
) -> None:
    ask(region.out_of_hours, now)
    codes(now)
    (row,) = region.record.rows("SELECT to_jsonb(c)::text FROM telling_confirmation c")
    assert code_in(mails[0]) not in row[0]


def test_a_code_that_no_gateway_took_goes_with_the_next_minute(
    region: Any, now: datetime, mails: list[Any], codes: Codes, settings: Any
) -> None:
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    ask(region.out_of_hours, now)
    assert codes(now) == 0
    settings.EMAIL_BACKEND = working
    assert codes(now + MINUTE) == 1 and enter(region.out_of_hours, code_in(mails[0]), now + MINUTE) == ""


def test_an_address_that_is_another_now_is_not_confirmed_any_more(
    region: Any, now: datetime, mails: list[Any], codes: Codes
) -> None:
    ona = region.out_of_hours
    ask(ona, now)
    codes(now)
    enter(ona, code_in(mails[0]), now)
    region.record.db.execute(
        "UPDATE agencies_person SET email = 'other@example.org' WHERE id = %s", [ona.person_id]
    )
    assert not confirmed(ona, now)


def test_an_alarm_goes_to_an_address_that_nobody_confirmed(
    region: Any, now: datetime, mails: list[Any], minute: Callable[[datetime], None], cluster: Any
) -> None:
    from tests.support.roles import worker
    from waylight.telling.services.sending import send_due

    reported(region, now)
    minute(now)
    with worker(cluster):
        send_due(lambda: now)
    to = {address for mail in mails for address in mail.to}
    assert f"{region.out_of_hours.person_id}@example.org" in to


def test_the_rota_says_of_whom_nothing_is_confirmed_and_their_own_page_how_to_do_it(
    region: Any, now: datetime, mails: list[Any], codes: Codes
) -> None:
    ona = region.out_of_hours
    assert "Not confirmed yet: 1 of 1" in text(sat(ona), "/rota/")
    client = sat(ona)
    assert "not confirmed yet" in text(client, "/told/")
    assert client.post("/told/confirm/", {"channel": MAIL}).status_code == 302
    codes(now + MINUTE)
    assert "The code that arrived there" in text(client, "/told/")
    wrong = client.post("/told/confirm/", {"channel": MAIL, "code": "no"})
    assert wrong.status_code == 422 and "not the code" in wrong.content.decode()
    assert region.record.rows("SELECT tries FROM telling_confirmation") == [(1,)]
    client.post("/told/confirm/", {"channel": MAIL, "code": code_in(mails[0])})
    assert "Your e-mail address" in text(client, "/told/") and "not confirmed yet" not in text(
        client, "/told/"
    )
    assert "Not confirmed yet" not in text(sat(ona), "/rota/")


def test_nobody_learns_what_people_of_another_place_confirmed(region: Any) -> None:
    from tests.telling.test_reach import rows

    asked = "SELECT count(*) FROM telling_unconfirmed(ARRAY[%s]::uuid[])"
    ona = region.out_of_hours.person_id
    assert [rows(who, asked, ona) for who in (region.out_of_hours, region.inspector, region.manager)] == [
        1,
        0,
        0,
    ]


def test_a_number_for_texts_is_confirmed_by_a_text(
    region: Any, now: datetime, settings: Any, codes: Codes
) -> None:
    settings.TELLING = {"e-mail": "", "text": ""}
    with pytest.raises(Refused, match="no such address"):
        ask(region.out_of_hours, now, "text")
    with acting(region.out_of_hours):
        own.set_mobile(actor=region.out_of_hours, number="07700 900123", now=now)
        assert own_ways(actor=region.out_of_hours, now=now) == (), "this installation sends none"
    settings.TELLING = {"e-mail": "", "text": "notify"}
    ask(region.out_of_hours, now, "text")
