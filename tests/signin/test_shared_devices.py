"""A home's phone: the device is one factor, one's own PIN the other."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


def text(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def phone(region: Any) -> Any:
    """The home's night phone; Nell has a PIN."""
    from tests.signin.people import shared_device, with_pin

    with_pin(region.night_worker)
    return shared_device(region.manager, region.home)


def test_a_name_from_the_list_and_the_pin_open_the_work_of_the_shift(region: Any, phone: Any) -> None:
    from tests.signin.people import by_pin, is_in

    client, _ = phone
    assert "Nell Night" in text(client.get("/sign-in/"))
    assert by_pin(client, region.night_worker).status_code == 302
    assert is_in(client)


def test_the_pin_opens_nothing_on_a_device_that_is_not_enrolled(region: Any, phone: Any) -> None:
    from tests.signin.people import by_pin

    stranger = Client()
    assert "Nell Night" not in text(stranger.get("/sign-in/")).split("In earnest")[0].split("<details")[1]
    assert by_pin(stranger, region.night_worker).status_code == 422


def test_five_wrong_pins_shut_it_for_the_right_one_too(region: Any, phone: Any) -> None:
    from tests.signin.people import by_pin

    client, _ = phone
    answers = [text(by_pin(client, region.night_worker, "111213")) for _ in range(5)]
    assert "4 tries left" in answers[0] and "1 try left" in answers[3]
    assert "is shut" in answers[4] and "ask the manager or shift lead" in answers[4]
    assert by_pin(client, region.night_worker).status_code == 422


def test_a_full_sign_in_opens_a_shut_pin_again(region: Any, phone: Any) -> None:
    from tests.signin.people import account, by_pin, sign_in

    client, _ = phone
    for _ in range(5):
        by_pin(client, region.night_worker, "111213")
    assert sign_in(account(region.night_worker)).status_code == 302
    assert by_pin(client, region.night_worker).status_code == 302


def test_tries_at_the_same_time_are_counted_one_by_one(region: Any, phone: Any) -> None:
    from tests.signin.people import by_pin
    from waylight.signin.models import Pin

    client, _ = phone
    secret = client.cookies["device"].value

    def guess(pin: str) -> None:
        from django.db import connection

        other = Client()
        other.cookies["device"] = secret
        by_pin(other, region.night_worker, pin)
        connection.close()

    threads = [threading.Thread(target=guess, args=(f"11121{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = Pin.objects.get(person_id=region.night_worker.person_id)
    assert (kept.wrong, kept.shut_at is not None) == (5, True)


def test_taking_the_device_off_ends_the_sitting_at_its_next_step(region: Any, phone: Any) -> None:
    from tests.signin.people import by_pin, is_in, now
    from waylight.access.acting import acting
    from waylight.signin.devices import revoke

    client, device = phone
    by_pin(client, region.night_worker)
    with acting(region.manager):
        revoke(actor=region.manager, device_id=device.id, now=now())
    assert not is_in(client)
    page = text(client.get("/sign-in/"))
    assert "taken off the list of shared devices" in page
    assert by_pin(client, region.night_worker).status_code == 422


def test_somebody_with_a_wider_role_signs_in_in_full_even_there(region: Any, phone: Any) -> None:
    from tests.signin.people import by_pin

    client, _ = phone
    region.record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) "
        "SELECT gen_random_uuid(), %s, 'social worker', %s, tstzrange(now() - interval '1 day', "
        "now() + interval '1 day'), %s, ''",
        [region.night_worker.person_id, region.team, region.manager.person_id],
    )
    assert "Sign in with your e-mail address and a code" in text(by_pin(client, region.night_worker))


def test_people_of_another_home_are_not_on_the_list(region: Any, phone: Any) -> None:
    from tests.signin.people import by_pin, with_pin

    client, _ = phone
    elsewhere = region.record.node("home", "Ash House", parent=region.record.nodes["Lantern Care"])
    other = with_pin(region.record.person("Odd Other", "night worker", elsewhere))
    assert "Odd Other" not in text(client.get("/sign-in/")).split("Who are you?")[1]
    assert by_pin(client, other).status_code == 422


@pytest.mark.parametrize(
    "pin", ["123456", "000000", "121212", "654321", "12345", "1234567", "12e456", "١٢٣٤٥٦"]
)
def test_an_obvious_pin_is_not_taken(region: Any, pin: str) -> None:
    from tests.signin.people import now
    from waylight.agencies.models import Person
    from waylight.signin.pins import set_pin
    from waylight.signin.refusals import Refused

    with pytest.raises(Refused):
        set_pin(person=Person.objects.get(pk=region.night_worker.person_id), pin=pin, now=now())


def test_only_whoever_answers_for_the_devices_enrols_one(region: Any) -> None:
    from tests.signin.people import account, sign_in
    from waylight.signin.models import Device

    client = sign_in(account(region.night_worker)).client
    assert "Your role here cannot enrol a shared device" in text(
        client.post("/letting-in/device/", {"label": "mine"})
    )
    assert not Device.objects.exists()
    client = sign_in(account(region.manager)).client
    answer = client.post("/letting-in/device/", {"label": "office computer"})
    cookie = answer.cookies["device"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert "office computer" in text(client.get("/letting-in/"))


def test_the_database_keeps_only_the_hash_of_the_cookie(region: Any, phone: Any) -> None:
    client, device = phone
    assert client.cookies["device"].value not in str(vars(device))


def test_signing_out_leaves_the_device_enrolled_and_clears_the_rest(region: Any, phone: Any) -> None:
    from django.contrib.sessions.models import Session

    from tests.signin.people import by_pin, is_in

    client, _ = phone
    by_pin(client, region.night_worker)
    answer = client.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)
    assert not any("sitting" in row.get_decoded() for row in Session.objects.all())
    assert "Nell Night" in text(client.get("/sign-in/"))
