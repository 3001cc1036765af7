"""Whoever keeps a rota is told, before the night begins, of those on duty whom no message can wake."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.telling.test_pages import sat, text
from waylight.access.acting import acting
from waylight.agencies.actor import Actor
from waylight.telling.selectors.reach import Unreached, unreached
from waylight.telling.services import own

pytestmark = pytest.mark.django_db(transaction=True)
NO_MOBILE, NO_ADDRESS = "no mobile number", "no e-mail address that works"


@pytest.fixture(autouse=True)
def ways(settings: Any) -> None:
    settings.TELLING = {"e-mail": "smtp", "text": "notify"}


@pytest.fixture
def lead(region: Any) -> Actor:
    """The inspector who keeps the force's rota."""
    found: Actor = region.inspector
    return found


def on_duty(
    region: Any, lead: Actor, now: datetime, *, hours: int = 5, name: str = "Iris Inspector"
) -> Actor:
    iris: Actor = region.record.person(name, "duty inspector", region.force)
    with acting(lead):
        own.plan_duty(
            actor=lead, person=iris.person_id, role="duty inspector", node=region.force,
            since=now + timedelta(hours=hours), until=now + timedelta(hours=hours + 8),
        )  # fmt: skip
    return iris


def said(lead: Actor, now: datetime) -> list[tuple[str, tuple[str, ...]]]:
    with acting(lead):
        found: tuple[Unreached, ...] = unreached(actor=lead, now=now)
    return [(one.name, one.lacks) for one in found]


def gave_a_number(iris: Actor, now: datetime) -> None:
    with acting(iris):
        own.set_mobile(actor=iris, number="07700 900123", now=now)


def test_whoever_will_be_on_duty_without_a_number_is_named_until_they_give_one(
    region: Any, lead: Actor, now: datetime
) -> None:
    iris = on_duty(region, lead, now)
    assert said(lead, now) == [("Iris Inspector", (NO_MOBILE,))]
    gave_a_number(iris, now)
    assert said(lead, now) == []


def test_a_duty_of_the_day_after_tomorrow_is_not_spoken_of_yet(
    region: Any, lead: Actor, now: datetime
) -> None:
    on_duty(region, lead, now, hours=40)
    assert said(lead, now) == []
    assert said(lead, now + timedelta(hours=20)) == [("Iris Inspector", (NO_MOBILE,))]


def test_a_number_to_which_the_last_text_could_not_go_counts_as_none(
    region: Any, lead: Actor, now: datetime
) -> None:
    iris = on_duty(region, lead, now)
    gave_a_number(iris, now)
    message(region, iris.person_id, "text", now, "handed over", minutes=30)
    assert said(lead, now) == []
    message(region, iris.person_id, "text", now, "failed", minutes=20)
    message(region, iris.person_id, "text", now, "queued", minutes=10)
    assert said(lead, now) == [("Iris Inspector", (NO_MOBILE,))]


def test_an_account_of_one_shift_has_no_address_that_a_mail_reaches(
    region: Any, lead: Actor, now: datetime
) -> None:
    iris = on_duty(region, lead, now)
    gave_a_number(iris, now)
    region.record.db.execute(
        "UPDATE agencies_person SET email = 'x@one-shift.invalid' WHERE id = %s", [iris.person_id]
    )
    assert said(lead, now) == [("Iris Inspector", (NO_ADDRESS,))]


def test_where_no_texts_are_sent_a_number_is_not_asked_for(
    region: Any, lead: Actor, now: datetime, settings: Any
) -> None:
    settings.TELLING = {"e-mail": "smtp", "text": ""}
    on_duty(region, lead, now)
    assert said(lead, now) == []


def test_nobody_learns_whether_people_of_another_place_gave_a_number(
    region: Any, lead: Actor, now: datetime
) -> None:
    iris = on_duty(region, lead, now)
    asked = "SELECT count(*) FROM telling_ways(ARRAY[%s]::uuid[])"
    assert [rows(who, asked, iris.person_id) for who in (lead, region.night_worker, region.manager)] == [
        1,
        0,
        0,
    ]
    assert rows(lead, "SELECT count(*) FROM telling_mobile WHERE person_id <> %s", lead.person_id) == 0


def test_the_rota_the_handover_and_the_page_on_which_its_keeper_arrives_say_it(
    region: Any, lead: Actor, now: datetime
) -> None:
    on_duty(region, lead, now)
    pages = {address: text(sat(lead), address) for address in ("/rota/", "/handover/", "/force/")}
    for address, page in pages.items():
        assert "On duty in the next 24 hours, and cannot be reached:" in page, address
        assert "Iris Inspector, duty inspector" in page, address
        assert NO_MOBILE in page, address
    assert "cannot be reached" not in text(sat(region.night_worker), "/tonight/")


def test_operations_count_them_and_name_nobody(region: Any, lead: Actor, now: datetime) -> None:
    on_duty(region, lead, now)
    operator = region.record.person("Olu Operator", "system operator", region.authority)
    page = text(sat(operator), "/operations/")
    assert "1 gave no mobile number that works" in page
    assert "Iris" not in page
    counted = "SELECT on_duty + no_text + no_mail + instead FROM telling_watch('-infinity', %s, %s, %s)"
    asked = (now + timedelta(days=1), ["duty inspector"], ["duty inspector"])
    region.record.db.execute("UPDATE telling_carried SET instead = 'back'")
    assert [rows(who, counted, *asked) for who in (operator, region.manager)] == [2, 0]


def rows(who: Actor, statement: str, *values: Any) -> int:
    from django.db import connection

    with acting(who), connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return int(cursor.fetchone()[0])


def message(region: Any, person: UUID, channel: str, now: datetime, state: str, *, minutes: int) -> None:
    region.record.db.execute(
        "INSERT INTO telling_delivery (id, person_id, channel, urgency, state, wanted_at, try_at, tries, repeats,"
        " gateway_id, fault) VALUES (gen_random_uuid(), %s, %s, 'at once', %s, %s, %s, 1, 0, '', '')",
        [person, channel, state, now - timedelta(minutes=minutes), now],
    )
