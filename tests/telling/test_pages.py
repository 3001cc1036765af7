"""What the people of the story see: the ladder of receipts, the inbox, the rota, and whether it is well."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.telling.test_inspector import inbox, reported

Minute = Callable[[datetime], None]
pytestmark = pytest.mark.django_db(transaction=True)


def sat(actor: Any) -> Client:
    from tests.support.officers import choice_of

    client = Client()
    client.post("/sign-in/", {"way": "invented", "person": choice_of(actor)})
    return client


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_home_sees_who_was_told_who_has_seen_it_and_who_is_next(
    region: Any, now: datetime, minute: Minute
) -> None:
    region.record.person("Cora Coordinator", "missing coordinator", region.force)
    episode = reported(region, now)
    minute(now)
    nell = sat(region.night_worker)
    page = text(nell, f"/away/{episode}/")
    assert "Ian Inspector, duty inspector" in page
    assert "nobody has taken it on yet" in page
    assert "Next: missing coordinator" in page
    sat(region.inspector).get(f"/away/{episode}/")
    assert "Not yet" in page


def test_the_inbox_has_what_waits_first_and_taking_it_on_ends_the_wait(
    region: Any, now: datetime, minute: Minute
) -> None:
    episode = reported(region, now)
    minute(now)
    ian = sat(region.inspector)
    page = ian.get("/told/").content.decode()
    assert "1 waits for you" in page and "A child is away, W-" in page
    address = re.search(r'action="(/told/[^"]+/take/)"', page)
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert address and key
    answer = ian.post(address[1], {"key": key[1], "minutes": "60"})
    assert answer["Location"] == f"/away/{episode}/"
    assert "Nothing waits for you" in text(ian, "/told/")
    minute(datetime.now(now.tzinfo))
    assert "taken on" in text(sat(region.night_worker), f"/away/{episode}/")


def test_the_inbox_names_no_child(region: Any, now: datetime, minute: Minute) -> None:
    reported(region, now)
    minute(now)
    page = text(sat(region.inspector), "/told/")
    assert "Kim" not in page and "Beech" not in page


def test_nobody_takes_on_what_they_were_not_told(region: Any, now: datetime, minute: Minute) -> None:
    reported(region, now)
    minute(now)
    (notice,) = region.record.rows("SELECT id FROM telling_notice")
    answer = sat(region.social_worker).post(f"/told/{notice[0]}/take/", {"key": "k", "minutes": "60"})
    assert answer.status_code == 404


def test_an_inspector_plans_who_is_on_duty_and_is_told_of_the_hours_when_nobody_is(
    region: Any, now: datetime, minute: Minute
) -> None:
    iris = region.record.person("Iris Inspector", "duty inspector", region.force)
    region.record.db.execute("DELETE FROM agencies_onduty")
    ian = sat(region.inspector)
    region.record.db.execute("DELETE FROM agencies_onduty")
    assert "Nobody is on duty:" in text(ian, "/rota/")
    begins, ends = now - timedelta(minutes=90), now + timedelta(hours=8)
    answer = ian.post("/rota/", planned(iris, region.force, begins, ends))
    assert answer.status_code == 302, answer.content.decode()
    assert "Iris Inspector Now" in text(ian, "/rota/")
    reported(region, now)
    minute(now)
    assert "Iris Inspector" in inbox(region)
    assert "Ian Inspector" not in inbox(region)


def planned(who: Any, node: Any, begins: datetime, ends: datetime) -> dict[str, str]:
    from waylight.engine.when import LONDON

    begins, ends = begins.astimezone(LONDON), ends.astimezone(LONDON)
    return {
        "role": "duty inspector", "who": f"{who.person_id} {node}",
        "since_day": f"{begins:%Y-%m-%d}", "since_time": f"{begins:%H:%M}",
        "until_day": f"{ends:%Y-%m-%d}", "until_time": f"{ends:%H:%M}",
    }  # fmt: skip


def test_a_duty_is_taken_off_the_rota_by_whoever_keeps_it_and_by_nobody_else(
    region: Any, now: datetime
) -> None:
    iris = region.record.person("Iris Inspector", "duty inspector", region.force)
    ian = sat(region.inspector)
    ian.post("/rota/", planned(iris, region.force, now + timedelta(hours=1), now + timedelta(hours=9)))
    ((duty,),) = region.record.rows("SELECT id FROM agencies_onduty WHERE person_id = %s", iris.person_id)
    assert sat(region.manager).post(f"/rota/{duty}/off/").status_code == 404
    assert ian.post(f"/rota/{duty}/off/").status_code == 302
    (empty,) = region.record.rows("SELECT isempty(during) FROM agencies_onduty WHERE id = %s", duty)
    assert empty == (True,)


def test_whoever_keeps_no_rota_finds_none(region: Any) -> None:
    assert sat(region.night_worker).get("/rota/").status_code == 404


def test_whoever_runs_the_system_sees_whether_it_is_well_and_nobody_s_name(
    region: Any, now: datetime, minute: Minute, mails: list[Any]
) -> None:
    system = region.record.node("system", "The system")
    operator = region.record.person("Olu Operator", "system operator", system)
    reported(region, now)
    minute(now)
    page = text(sat(operator), "/operations/")
    assert "Unsent now" in page and "Fell due" in page
    # Who may know of no time away is not told that nobody is away.
    assert "Nobody away" not in page
    assert not {"Kim", "Invented", "Beech", "Inspector"} & set(page.split())
    for actor in (region.inspector, region.night_worker, region.manager):
        assert sat(actor).get("/operations/").status_code == 404


def test_a_number_for_texts_is_kept_and_one_that_is_none_is_refused(region: Any) -> None:
    ian = sat(region.inspector)
    assert ian.post("/told/mobile/", {"number": "tomorrow"}).status_code == 422
    assert ian.post("/told/mobile/", {"number": "07700 900 123"}).status_code == 302
    assert "07700900123" in ian.get("/told/").content.decode()


def test_what_nobody_has_taken_on_stands_on_top_of_the_page_one_lands_on_and_one_press_takes_it(
    region: Any, now: datetime, minute: Minute
) -> None:
    episode = reported(region, now)
    minute(now)
    ian = sat(region.inspector)
    page = ian.get("/force/").content.decode()
    assert "nobody of yours has taken it on" in page
    assert page.index("nobody of yours has taken it on") < page.index("<h1")
    assert region.record.rows(
        "SELECT seen_at IS NOT NULL FROM telling_receipt WHERE person_id = %s", region.inspector.person_id
    ) == [(True,)]
    form = re.search(r'action="(/told/[^"]+/take/)".*?name="key" value="([^"]+)".*?value="(60)"', page, re.S)
    assert form
    answer = ian.post(form[1], {"key": form[2], "minutes": form[3]})
    assert answer["Location"] == f"/away/{episode}/"
    assert "nobody of yours has taken it on" not in ian.get("/force/").content.decode()


def test_whoever_is_only_told_finds_nothing_to_take_on_where_they_land(
    region: Any, now: datetime, minute: Minute
) -> None:
    reported(region, now)
    minute(now)
    assert "Waits for you to take on" not in sat(region.manager).get("/tonight/").content.decode()


def test_the_page_of_operations_shows_the_hours_and_the_messages_behind_its_figure_and_nobody(
    region: Any, now: datetime, minute: Minute, mails: list[Any], cluster: Any
) -> None:
    from tests.support.roles import worker
    from waylight.telling.services.sending import send_due

    reported(region, now)
    minute(now)
    with worker(cluster):
        send_due(lambda: now + timedelta(seconds=3))
    region.record.db.execute(
        "UPDATE telling_delivery SET wanted_at = wanted_at - interval '40 seconds' WHERE id = "
        "(SELECT id FROM telling_delivery ORDER BY id LIMIT 1)"
    )
    system = region.record.node("system", "The system")
    page = text(sat(region.record.person("Olu Operator", "system operator", system)), "/operations/")
    assert "66.66 % : 2 of 3 that fell due. Promised while all is well: 99 %." in page
    assert "66.66 % of the messages of the last day were handed over within 10 seconds" in page
    assert "43 seconds after it fell due" in page
    assert "By the hour in which they fell due" in page and "67 %" in page
    assert not any(name in page for name in ("Ian Inspector", "Mo Manager", "Ona Outofhours"))
