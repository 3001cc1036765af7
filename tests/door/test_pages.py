"""The pages while the record is away: what was typed is kept, sealed, and filed about its child afterwards."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as configured
from django.test import Client

from tests.support.away import Away
from tests.support.clients import client_of
from waylight.door import sealing, spool
from waylight.door.keeping import Door

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)
PAIR = sealing.new_pair()


@pytest.fixture
def door(tmp_path: Path, settings: Any) -> Door:
    settings.DOOR = Door(b"a key that signs", PAIR[1], tmp_path / "spool")
    return settings.DOOR


@pytest.fixture
def nell(door: Door, region: Region) -> Client:
    return client_of(region.night_worker, raise_request_exception=False)


def answers(page: Any, **more: Any) -> dict[str, Any]:
    html = page.content.decode()
    key = re.search(r'name="key" value="([^"]+)"', html)
    since = re.search(r'name="since" value="([^"]+)"', html)
    assert key and since
    return {"key": key[1], "known": "no", "since": since[1], "clothes": "a grey hoodie", **more}


def absences(region: Region) -> int:
    return region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'absent'")[0][0]


def test_a_report_that_is_sent_while_the_record_is_away_is_kept_and_filed_once(
    nell: Client, region: Region, door: Door, away: Away
) -> None:
    from waylight.ops.draining import drain

    address = f"/report/{region.child}/"
    sent = answers(nell.get(address))
    away()
    told = nell.post(address, sent, headers={"X-Waylight-Part": "1"})
    assert told.status_code == 202
    page = nell.get(told.json()["go"])
    assert "Your report is kept" in page.content.decode()
    assert "POLICE NOT YET TOLD: RING 101" in page.content.decode()
    assert absences(region) == 0

    away.back()
    assert (drain(door.folder, PAIR[0]).filed, absences(region)) == (1, 1)
    # The page is still open and is sent again: the record knows its key.
    assert nell.post(address, sent).status_code == 302
    assert absences(region) == 1


def test_without_a_script_the_sender_is_led_to_the_same_page(
    nell: Client, region: Region, door: Door, away: Away
) -> None:
    sent = answers(nell.get(f"/report/{region.child}/"))
    away()
    told = nell.post(f"/report/{region.child}/", sent)
    assert told.status_code == 302
    assert told["Location"].startswith("/kept/")
    assert len(spool.waiting(door.folder)) == 1


def test_an_answer_that_is_missing_is_asked_for_as_ever(
    nell: Client, region: Region, door: Door, away: Away
) -> None:
    sent = answers(nell.get(f"/report/{region.child}/"), known="")
    away()
    told = nell.post(f"/report/{region.child}/", sent, headers={"X-Waylight-Part": "1"})
    assert told.status_code == 422
    assert "whether you know where the child is" in told.json()["refused"]
    assert spool.waiting(door.folder) == []


def test_without_a_pass_nothing_is_kept(region: Region, door: Door, away: Away) -> None:
    away()
    stranger = Client(raise_request_exception=False)
    stranger.cookies["sessionid"] = "made-up"
    told = stranger.post(f"/report/{region.child}/", {"key": "k", "known": "no", "since": "2026-03-10"})
    assert told.status_code == 500
    assert not door.folder.exists()


def test_a_form_from_another_site_is_not_kept(nell: Client, region: Region, door: Door, away: Away) -> None:
    sent = answers(nell.get(f"/report/{region.child}/"))
    away()
    told = nell.post(f"/report/{region.child}/", sent, headers={"Origin": "https://elsewhere.example"})
    assert told.status_code == 500
    assert not door.folder.exists()


def test_every_other_page_says_that_the_record_is_away_and_whom_to_ring(
    nell: Client, door: Door, away: Away
) -> None:
    away()
    page = nell.get("/tonight/")
    assert page.status_code == 503
    assert "The record cannot be reached" in page.content.decode()
    assert "RING 101, OR 999" in page.content.decode()


def test_a_receipt_that_was_made_up_opens_nothing(nell: Client) -> None:
    assert nell.get("/kept/made-up/").status_code == 302


def test_the_pass_comes_with_the_sitting_and_goes_with_it(nell: Client, door: Door) -> None:
    held = nell.cookies["door"]
    assert held["httponly"]
    assert held["samesite"] == "Strict"
    assert bool(held["secure"]) == configured.SESSION_COOKIE_SECURE
    nell.post("/sign-out/")
    assert nell.cookies["door"].value == ""


def test_who_reports_without_an_account_is_named_in_what_is_filed_afterwards(
    region: Region, door: Door, away: Away
) -> None:
    from tests.signin.people import now
    from waylight.access.acting import acting
    from waylight.agencies.models import Node
    from waylight.ops.draining import drain
    from waylight.signin import sheets

    with acting(region.manager):
        code = sheets.put_up(actor=region.manager, node=Node.objects.get(pk=region.home), now=now())
    ada = Client(raise_request_exception=False)
    who = {"name": "Ada Agency", "agency": "Night Staff", "phone": "01632 960001"}
    ada.post("/report-only/", {"code": code, **who})
    sent = answers(ada.get("/report-only/report/"), child="a girl called Jo")
    assert "Ada Agency, Night Staff, 01632 960001" in sent_by(ada)
    sent["by"] = sent_by(ada)
    away()
    assert ada.post("/report-only/report/", sent)["Location"].startswith("/kept/")
    away.back()
    assert drain(door.folder, PAIR[0]).filed == 1
    words = dict(region.record.rows("SELECT field, text FROM facts_words"))
    assert words["notes"].endswith("Ada Agency, Night Staff, 01632 960001")
    assert words["child"] == "a girl called Jo" and words["clothes"] == "a grey hoodie"
    # The page is sent again when the record is back: it is the same report.
    ada.post("/report-only/report/", sent)
    assert absences(region) == 1


def sent_by(client: Client) -> str:
    page = client.get("/report-only/report/").content.decode()
    found = re.search(r'name="by" value="([^"]*)"', page)
    assert found
    return found[1]


def test_the_name_that_is_typed_at_the_door_itself_is_filed_with_the_report(
    nell: Client, region: Region, door: Door
) -> None:
    from datetime import UTC, datetime

    from waylight.door.keeping import keep
    from waylight.ops.draining import drain

    sent = {
        "key": ["at the door"], "child": ["a boy called Ash"], "since": ["other"], "since_day": ["2026-03-10"],
        "known": ["no"], "by": ["Ada Agency, Night Staff"],
    }  # fmt: skip
    keep(door, cookie=nell.cookies["door"].value, sent=sent, child=None, route="door", now=datetime.now(UTC))
    assert drain(door.folder, PAIR[0]).filed == 1
    words = dict(region.record.rows("SELECT field, text FROM facts_words"))
    assert words["notes"] == "Reported by Nell Night: Ada Agency, Night Staff"


def gone(nell: Client, region: Region) -> str:
    """Kim is away; the address of the live page."""
    address = f"/report/{region.child}/"
    receipt = nell.post(address, answers(nell.get(address)), follow=True).content.decode()
    found = re.search(r'href="(/away/[^"]+/)"', receipt)
    assert found
    return found[1]


def key_of(page: Any, act: str) -> str:
    """The key of a small form of the live page."""
    found = re.search(
        rf'action="[^"]*/{act}/".*?name="key" value="([^"]+)"', page.content.decode(), re.DOTALL
    )
    assert found
    return found[1]


def kinds(region: Region) -> list[str]:
    rows = region.record.rows(
        "SELECT kind FROM facts_fact WHERE kind NOT IN ('absent', 'seen') ORDER BY told"
    )
    return [kind for (kind,) in rows]


def test_what_is_learned_while_the_record_is_away_is_kept_and_filed_once_on_the_open_time_away(
    nell: Client, region: Region, door: Door, away: Away
) -> None:
    from waylight.ops.draining import drain

    live = gone(nell, region)
    page = nell.get(live)
    sighting = {"key": key_of(page, "sighting"), "by": "public", "place": "by the canal", "when": "now"}
    found = {"key": key_of(page, "found"), "by": "police", "place": "the station", "version": "1"}
    away()
    for act, sent in (("sighting", sighting), ("found", found), ("sighting", sighting)):
        told = nell.post(f"{live}{act}/", sent)
        assert told.status_code == 302 and told["Location"].startswith("/kept/"), act
    assert kinds(region) == []

    away.back()
    assert (drain(door.folder, PAIR[0]).filed, kinds(region)) == (2, ["sighting", "found"])
    shown = nell.get(live).content.decode()
    assert "by the canal" in shown and "Found and safe" in shown
    # The page is sent again when the record is back: it is the same.
    nell.post(f"{live}sighting/", sighting)
    assert kinds(region) == ["sighting", "found"]


def test_that_they_are_back_is_kept_and_ends_the_time_away_when_it_was_said(
    nell: Client, region: Region, door: Door, away: Away
) -> None:
    from waylight.ops.draining import drain

    live = gone(nell, region)
    form = nell.get(f"{live}back/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key
    away()
    assert nell.post(f"{live}back/", {"key": key[1], "when": "now"})["Location"].startswith("/kept/")
    away.back()
    # Meanwhile somebody else adds to the page: what was kept is filed all the same.
    page = nell.get(live)
    nell.post(
        f"{live}where/", {"key": key_of(page, "where"), "known": "yes", "place": "a friend's", "when": "now"}
    )
    done = drain(door.folder, PAIR[0])
    assert (done.filed, done.aside) == (1, 0)
    assert region.record.rows("SELECT open, ended_by FROM episodes_episode") == [(False, "returned")]


def test_what_cannot_be_read_is_asked_for_and_what_is_no_form_is_not_kept(
    nell: Client, region: Region, door: Door, away: Away
) -> None:
    live = gone(nell, region)
    away()
    unread = nell.post(f"{live}found/", {"key": "k", "when": "other", "when_day": "soon"})
    assert unread.status_code == 422 and "cannot be read" in unread.content.decode()
    assert nell.post(f"{live}nonsense/", {"key": "k"}).status_code == 503
    assert spool.waiting(door.folder) == []


def test_what_comes_from_who_may_not_add_any_more_is_laid_aside_for_a_person(
    nell: Client, region: Region, door: Door, away: Away
) -> None:
    from waylight.ops.draining import drain

    live = gone(nell, region)
    sent = {"key": key_of(nell.get(live), "sighting"), "by": "public", "place": "by the canal", "when": "now"}
    away()
    nell.post(f"{live}sighting/", sent)
    away.back()
    region.record.db.execute("DELETE FROM children_interest WHERE relation = 'caring'")
    assert drain(door.folder, PAIR[0]).aside == 1
    assert kinds(region) == []
