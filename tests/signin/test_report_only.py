"""Agency staff without an account: a report goes in, and nothing comes out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


def text(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def code(region: Any) -> str:
    """The code on the sheet that the manager has put up."""
    from tests.signin.people import account, sign_in

    page = text(sign_in(account(region.manager)).client.post("/letting-in/sheet/"))
    found = re.search(r'wl-code">([A-Z0-9-]{9})<', page)
    assert found
    return found[1]


def begin(code: str, client: Client | None = None, **more: str) -> Any:
    fields = {"code": code, "name": "Ada Agency", "agency": "Night Staff", "phone": "01632 960001", **more}
    return (client or Client()).post("/report-only/", fields)


def report(client: Client, **more: str) -> Any:
    fields = {
        "key": str(uuid4()), "child": "Kim, about sixteen, red coat", "known": "no", "since": "2026-01-03T21:00",
        "clothes": "a red coat", **more,
    }  # fmt: skip
    return client.post("/report-only/report/", fields)


def test_a_report_is_kept_and_waits_for_a_person(region: Any, code: str) -> None:
    client = begin(code).client
    answer = report(client)
    assert answer["Location"] == "/report-only/kept/"
    page = text(client.get("/report-only/kept/"))
    assert "POLICE NOT YET TOLD" in page and re.search(r"W-\w+", page)
    rows = region.record.rows("SELECT kind, child, by_node_id, to_node_id FROM facts_fact")
    assert ("absent", None, region.home, region.authority) in rows
    said = region.record.rows("SELECT text FROM facts_words WHERE field = 'notes'")
    assert "Ada Agency, Night Staff, 01632 960001" in said[0][0]


def test_nothing_of_what_was_sent_is_shown_again(region: Any, code: str) -> None:
    client = begin(code).client
    report(client)
    for address in ("/report-only/kept/", "/report-only/report/"):
        page = text(client.get(address))
        assert "red coat" not in page and "Kim" not in page


def test_every_other_page_leads_back_to_the_report(region: Any, code: str) -> None:
    client = begin(code).client
    for address in ("/", "/me/", "/tonight/", "/letting-in/", "/desk/", f"/report/{region.child}/", "/duty/"):
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"] == "/report-only/report/", address


def test_under_its_name_the_database_shows_no_row_of_any_record(region: Any, code: str) -> None:
    from django.apps import apps

    from tests.signin.people import now
    from waylight.access.acting import acting
    from waylight.agencies.models import Person
    from waylight.agencies.selectors import actor_of

    report(begin(code).client)
    actor = actor_of(Person.objects.get(email__endswith="@report-only.invalid"), now())
    assert actor.role == "report only"
    with acting(actor):
        for room in ("children", "facts", "episodes"):
            for model in apps.get_app_config(room).get_models():
                if model._meta.managed:
                    assert not model._default_manager.exists(), model


def test_it_adds_nothing_about_a_child_of_the_record(region: Any, code: str) -> None:
    from django.db import ProgrammingError, connection

    from tests.signin.people import now
    from waylight.access.acting import acting
    from waylight.agencies.models import Person
    from waylight.agencies.selectors import actor_of

    actor = actor_of(Person.objects.get(email__endswith="@report-only.invalid"), now())
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(actor),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO facts_fact (id, kind, version, record, happened_earliest, happened_latest, happened_said, "
            "told, child, by_node_id, by_person_id, to_node_id, door, source_key, content_hash, salt, body) "
            "VALUES (%s, 'absent', 1, 'episode core', now(), now(), '', now(), %s, %s, %s, %s, 'web', 'k', '', '', "
            "'{}')",
            [uuid4(), region.child, region.home, actor.person_id, region.authority],
        )


def test_sending_twice_files_once(region: Any, code: str) -> None:
    client = begin(code).client
    key = str(uuid4())
    assert report(client, key=key)["Location"] == report(client, key=key)["Location"]
    assert region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'absent'") == [(1,)]


def test_a_wrong_code_opens_nothing_and_says_to_ring(region: Any, code: str) -> None:
    answer = begin("BBBB-BBBB")
    assert answer.status_code == 422
    assert "ring 101 now" in text(answer)


def test_whoever_reports_says_who_they_are(region: Any, code: str) -> None:
    assert begin(code, name=" ").status_code == 422
    assert begin(code, agency="").status_code == 422


def test_on_the_homes_own_phone_no_code_is_asked_for(region: Any, code: str) -> None:
    from tests.signin.people import shared_device

    client, _ = shared_device(region.manager, region.home)
    assert "on the wall" not in text(client.get("/report-only/"))
    assert begin("", client).status_code == 302


def test_a_new_sheet_ends_the_one_before_and_whoever_sits_by_it(region: Any, code: str) -> None:
    from tests.signin.people import now
    from waylight.access.acting import acting
    from waylight.agencies.models import Node
    from waylight.signin.sheets import put_up

    client = begin(code).client
    with acting(region.manager):
        newer = put_up(actor=region.manager, node=Node.objects.get(pk=region.home), now=now())
    assert begin(code).status_code == 422
    assert begin(newer).status_code == 302
    assert client.get("/report-only/report/")["Location"].startswith("/sign-in/")


def test_only_the_manager_puts_a_sheet_up(region: Any) -> None:
    from tests.signin.people import account, sign_in
    from waylight.signin.models import ReportSheet

    assert sign_in(account(region.night_worker)).client.post("/letting-in/sheet/").status_code == 409
    assert not ReportSheet.objects.exists()


def test_the_pages_of_report_only_access_are_not_there_for_others(region: Any) -> None:
    from tests.signin.people import account, sign_in

    assert sign_in(account(region.manager)).client.get("/report-only/report/").status_code == 404


def test_ten_reports_in_an_hour_are_enough_for_one_sheet(region: Any, code: str) -> None:
    # Hours are counted by the clock: a test that ran across one would count anew.
    with time_machine.travel(datetime.now(UTC).replace(minute=20)):
        for _ in range(10):
            assert begin(code).status_code == 302
        answer = begin(code)
    assert answer.status_code == 422
    assert "Ring 101 now" in text(answer)
