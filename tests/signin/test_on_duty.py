"""Who is on duty is known from who sits down: those who must be told of a child are found by it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

pytestmark = pytest.mark.django_db(transaction=True)


def on_duty(region: Any, node: Any, role: str, at: Any = None) -> list[str]:
    from tests.signin.people import now
    from waylight.agencies.selectors import on_duty as names

    return [person.name for person in names(node, role, at or now())]


def test_whoever_signs_in_on_their_only_duty_answers_for_the_place_until_the_sitting_could_end(
    region: Any,
) -> None:
    from tests.signin.people import account, now, sign_in

    assert on_duty(region, region.team, "social worker") == []
    sign_in(account(region.social_worker))
    assert on_duty(region, region.team, "social worker") == ["Sal Social"]
    assert on_duty(region, region.team, "team manager") == []
    assert on_duty(region, region.home, "social worker") == []
    assert on_duty(region, region.team, "social worker", now() + timedelta(hours=7)) == ["Sal Social"]
    assert on_duty(region, region.team, "social worker", now() + timedelta(hours=9)) == []


def test_signing_out_on_a_device_of_ones_own_ends_the_duty(region: Any) -> None:
    from tests.signin.people import account, sign_in

    client = sign_in(account(region.social_worker)).client
    client.post("/sign-out/")
    assert on_duty(region, region.team, "social worker") == []


def test_one_of_two_computers_is_left_and_the_duty_goes_on_at_the_other(region: Any) -> None:
    from tests.signin.people import account, now, sign_in

    sal = account(region.social_worker)
    first = sign_in(sal).client
    with time_machine.travel(now() + timedelta(minutes=1)):
        sign_in(sal)
        assert on_duty(region, region.team, "social worker") == ["Sal Social"]
        first.post("/sign-out/")
        assert on_duty(region, region.team, "social worker") == ["Sal Social"]


def test_on_the_night_phone_a_shift_is_one_duty_however_often_somebody_signs_in(region: Any) -> None:
    from tests.signin.people import by_pin, now, shared_device, with_pin

    nell = with_pin(region.night_worker)
    client, _ = shared_device(region.manager, region.home)
    began = now()
    for hour in (0, 1, 5):
        with time_machine.travel(began + timedelta(hours=hour)):
            by_pin(client, nell)
            client.post("/sign-out/")
            assert on_duty(region, region.home, "night worker") == ["Nell Night"]
    ((rows, hours),) = region.record.rows(
        "SELECT count(*), extract(epoch FROM max(upper(during) - lower(during))) / 3600 FROM agencies_onduty"
    )
    assert (rows, round(hours)) == (1, 13)


def test_the_duty_of_a_one_shift_account_ends_with_the_shift(region: Any) -> None:
    from tests.signin.people import by_paper, now, paper

    ends = now() + timedelta(hours=3)
    by_paper(paper(region.night_worker, region.home, ends))
    assert on_duty(region, region.home, "night worker", ends - timedelta(minutes=1)) == ["Ada Agency"]
    assert on_duty(region, region.home, "night worker", ends + timedelta(minutes=1)) == []


def test_nobody_is_on_duty_before_they_have_chosen_one_and_choosing_another_ends_the_first(
    region: Any,
) -> None:
    from tests.signin.people import account, sign_in

    region.record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) "
        "SELECT gen_random_uuid(), %s, 'social worker', %s, tstzrange(now() - interval '1 day', "
        "now() + interval '1 day'), %s, ''",
        [region.night_worker.person_id, region.team, region.manager.person_id],
    )
    client = sign_in(account(region.night_worker)).client
    assert region.record.rows("SELECT count(*) FROM agencies_onduty") == [(0,)]
    duties = {duty.role: duty for duty in client.get("/duty/").context["duties"]}
    client.post("/duty/", {"duty": str(duties["night worker"].grant_id)})
    assert on_duty(region, region.home, "night worker") == ["Nell Night"]
    client.post("/duty/", {"duty": str(duties["social worker"].grant_id)})
    assert on_duty(region, region.home, "night worker") == []
    assert on_duty(region, region.team, "social worker") == ["Nell Night"]


def test_nobody_is_on_duty_before_they_showed_a_second_factor(region: Any) -> None:
    from tests.signin.people import account, sign_in

    sign_in(account(region.social_worker, second=False), code="")
    assert region.record.rows("SELECT count(*) FROM agencies_onduty") == [(0,)]


def test_the_sheet_on_the_wall_puts_nobody_on_duty(region: Any) -> None:
    from django.test import Client

    from tests.signin.people import now
    from waylight.access.acting import acting
    from waylight.agencies.models import Node
    from waylight.signin import sheets

    with acting(region.manager):
        code = sheets.put_up(actor=region.manager, node=Node.objects.get(pk=region.home), now=now())
    client = Client()
    answer = client.post("/report-only/", {"code": code, "name": "Ada", "agency": "Lent Hands", "phone": ""})
    assert answer["Location"] == "/report-only/report/"
    assert region.record.rows("SELECT count(*) FROM agencies_onduty") == [(0,)]


def test_a_role_that_speaks_for_no_agency_is_on_duty_as_well_and_nobody_is_in_a_role_they_do_not_hold(
    region: Any,
) -> None:
    from django.db import ProgrammingError, transaction

    from tests.signin.people import account, sign_in
    from waylight.access.acting import acting
    from waylight.agencies.models import OnDuty

    hal = region.record.person("Hal Host", "host authority officer", region.authority)
    sign_in(account(hal))
    assert on_duty(region, region.authority, "host authority officer") == ["Hal Host"]
    with pytest.raises(ProgrammingError, match="row-level security"), acting(hal), transaction.atomic():
        OnDuty.objects.create(
            node_id=region.authority, role="director", person_id=hal.person_id,
            during=OnDuty.objects.get(person_id=hal.person_id).during,
        )  # fmt: skip
