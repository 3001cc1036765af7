"""The night worker's pages, without a browser: tonight, the report, its receipt, the live page, back, the pack."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(client: Any, actor: Any) -> Any:
    from tests.support.officers import choice_of

    client.post("/sign-in/", {"way": "invented", "person": choice_of(actor)})
    return client


@pytest.fixture
def nell(client: Any, region: Region) -> Any:
    """A client signed in as the night worker of Beech House."""
    return signed_in(client, region.night_worker)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def answers(page: Any, **more: Any) -> dict[str, Any]:
    """The answers of a child who is missing since just now, with the key that the page made."""
    html = page.content.decode()
    key = re.search(r'name="key" value="([^"]+)"', html)
    since = re.search(r'name="since" value="([^"]+)"', html)
    assert key and since
    return {"key": key[1], "known": "no", "since": since[1], "clothes": "a grey hoodie", **more}


def reported(nell: Any, region: Region, **more: Any) -> Any:
    page = nell.get(f"/report/{region.child}/")
    return nell.post(f"/report/{region.child}/", answers(page, **more), follow=True)


def live_page(receipt: Any) -> str:
    found = re.search(r'href="(/away/[^"]+/)"', receipt.content.decode())
    assert found
    return found[1]


def test_tonight_lists_the_children_placed_here_and_offers_to_report_each(nell: Any, region: Region) -> None:
    page = nell.get("/tonight/")
    assert "Everyone is in" in text(page) and "Kim Invented" in text(page)
    assert f'href="/report/{region.child}/"' in text(page)


def test_a_report_leads_to_a_receipt_that_says_in_large_words_that_police_are_not_told(
    nell: Any, region: Region
) -> None:
    receipt = reported(nell, region)
    assert receipt.status_code == 200
    assert "POLICE NOT YET TOLD: RING 101, OR 999 IF IN IMMEDIATE DANGER" in text(receipt)
    assert re.search(r"Kept\. .*W-\w{4}-\w{4}", text(receipt))


def test_the_words_go_when_a_police_reference_is_in(nell: Any, region: Region) -> None:
    away = live_page(reported(nell, region))
    assert "POLICE NOT YET TOLD" in text(nell.get(away))
    nell.post(f"{away}police/", {"key": str(uuid4()), "reference": "EF-0917"})
    page = text(nell.get(away))
    assert "POLICE NOT YET TOLD" not in page and "EF-0917" in page


def test_sending_the_same_page_twice_files_once(nell: Any, region: Region) -> None:
    page = nell.get(f"/report/{region.child}/")
    same = answers(page)
    first = nell.post(f"/report/{region.child}/", same)
    second = nell.post(f"/report/{region.child}/", same)
    assert first["Location"] == second["Location"]
    assert region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'absent'") == [(1,)]


def test_a_time_later_than_now_is_refused_and_what_was_typed_is_still_there(
    nell: Any, region: Region
) -> None:
    page = nell.get(f"/report/{region.child}/")
    later = answers(
        page, since="other", since_day="2031-01-01", since_time="10:00", different="a row about school"
    )
    again = nell.post(f"/report/{region.child}/", later)
    assert again.status_code == 422
    assert "cannot be later than now" in text(again) and "a row about school" in text(again)
    assert region.record.rows("SELECT count(*) FROM facts_fact") == [(0,)]


def test_a_place_that_is_known_and_worries_nobody_is_kept_and_is_no_time_away(
    nell: Any, region: Region
) -> None:
    receipt = reported(nell, region, known="yes", worried="no", place="at an aunt's")
    assert "not counted as a time away" in text(receipt)
    assert "Everyone is in" in text(nell.get("/tonight/"))


def test_back_takes_two_taps_and_shows_that_it_is_kept(nell: Any, region: Region) -> None:
    away = live_page(reported(nell, region))
    tonight = nell.get("/tonight/")
    assert "Away now" in text(tonight) and f'href="{away}back/"' in text(tonight)
    page = nell.get(f"{away}back/")
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert key
    kept = nell.post(f"{away}back/", {"key": key[1], "when": "now"}, follow=True)
    assert "Back where they live" in text(kept)
    assert "Everyone is in" in text(nell.get("/tonight/"))


def test_back_before_leaving_is_refused_with_what_to_do(nell: Any, region: Region) -> None:
    away = live_page(reported(nell, region))
    sent = {"key": str(uuid4()), "when": "other", "when_day": "2024-01-01", "when_time": "10:00"}
    page = nell.post(f"{away}back/", sent)
    assert page.status_code == 422 and "cannot have been back before that" in text(page)


def test_each_small_form_of_the_live_page_keeps_what_it_says(nell: Any, region: Region) -> None:
    away = live_page(reported(nell, region))
    said = {
        "told": ({"whom": "parents", "outcome": "told", "name": "Mum"}, "Parents told"),
        "sighting": ({"by": "friend", "place": "the bus station"}, "Seen by: A friend"),
        "where": ({"known": "yes", "place": "a flat"}, "Whereabouts known"),
        "action": ({"what": "rang"}, "Rang or messaged the child"),
        "search": ({"what": "room", "found": "no"}, "Searched: The child"),
        "graded": ({"grade": "HIGH", "wording": "High risk"}, "Police graded the risk: High risk"),
        "referral": ({"to": "nrm", "about": "trafficking"}, "Referred to: National Referral Mechanism"),
        "taken": ({"minutes": "60"}, "Taken on by name"),
        "found": ({"by": "police", "place": "the park"}, "Found and safe"),
    }
    for act, (form, sentence) in said.items():
        page = nell.post(f"{away}{act}/", {"key": str(uuid4()), **form}, follow=True)
        assert page.status_code == 200 and sentence in text(page), act


def test_a_form_left_empty_says_what_is_missing(nell: Any, region: Region) -> None:
    away = live_page(reported(nell, region))
    for act, sentence in (
        ("told", "Choose who was told"),
        ("sighting", "Choose who saw"),
        ("police", "Type the reference"),
    ):
        page = nell.post(f"{away}{act}/", {"key": str(uuid4())})
        assert page.status_code == 422 and sentence in text(page), act


def test_who_opened_the_live_page_is_shown_to_the_reporter(
    nell: Any, region: Region, django_client: Any = None
) -> None:
    from django.test import Client

    away = live_page(reported(nell, region))
    assert signed_in(Client(), region.out_of_hours).get(away).status_code == 200
    assert "Ona Outofhours" in text(nell.get(away))


def test_a_child_nobody_knows_is_reported_and_waits_for_a_person(nell: Any, region: Region) -> None:
    page = nell.get("/report/not-listed/")
    to = re.search(r'name="to" value="([^"]+)"', page.content.decode())
    assert to
    receipt = nell.post(
        "/report/not-listed/", answers(page, child="Ash, 14, came today", to=to[1]), follow=True
    )
    assert receipt.status_code == 200 and "a person will look for the child" in text(receipt)
    assert "POLICE NOT YET TOLD" in text(receipt)


def test_a_child_of_another_home_is_not_there(region: Region, client: Any) -> None:
    other = region.record.node("home", "Elm House", force=region.force, area=region.authority)
    stranger = signed_in(client, region.record.person("Sid Stranger", "night worker", other))
    for address in (f"/report/{region.child}/", f"/children/{region.child}/pack/", f"/away/{uuid4()}/"):
        assert stranger.get(address).status_code == 404, address


def test_a_line_of_the_pack_is_kept_and_printed(nell: Any, region: Region) -> None:
    part = f"/children/{region.child}/pack/part/phones/"
    html = nell.get(part).content.decode()
    key = re.findall(r'name="key" value="([^"]+)"', html)[0]
    assert (
        nell.post(part, {"key": key, "field": "phone", "value": "07700 900123, any network"}).status_code
        == 302
    )
    assert "07700 900123" in text(nell.get(f"/children/{region.child}/pack/"))


def test_whoever_only_reads_the_record_is_not_asked_for_a_report(region: Region, client: Any) -> None:
    reader = signed_in(client, region.record.person("Ruth Reviewing", "reviewing officer", region.team))
    page = reader.get(f"/children/{region.child}/")
    assert page.status_code == 200 and "Report not here" not in text(page)
    assert reader.get(f"/report/{region.child}/").status_code == 404
