"""Who signs in lands where their work is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from tests.episodes.telling import Telling
from tests.support.clients import client_of
from waylight.access.acting import acting
from waylight.facts.filing import Filing

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture
def director(region: Any) -> Any:
    return region.record.person("Dee Director", "director", region.authority)


def first_page(actor: Any) -> tuple[str, str]:
    """The address that somebody lands on, and what stands there."""
    client = client_of(actor)
    start = client.get("/").headers["Location"]
    answer = client.get(start)
    assert answer.status_code == 200
    return start, re.sub(r"\s+", " ", answer.content.decode())


def said(filing_of: Any, at: datetime, service: Any, **what: Any) -> Any:
    with acting(filing_of):
        return service(Filing(filing_of, at, str(uuid4())), **what)


def test_a_registered_manager_lands_on_what_her_home_owes_and_who_is_away_from_it(
    region: Any, at: datetime, heard: Callable[[], None]
) -> None:
    Telling(region, at - timedelta(hours=1)).absent(minutes_ago=10)
    heard()
    address, page = first_page(region.manager)
    assert address == "/owed/" and "What Beech House owes" in page
    assert "1 away now</h2>" in page and "Owed, child by child" in page
    assert 'href="/tonight/"' in page and "Back to my list" not in page, (
        "the list of the night is one step away"
    )


def test_a_night_worker_still_lands_on_tonight_and_a_social_worker_on_who_is_away(region: Any) -> None:
    assert first_page(region.night_worker)[0] == "/tonight/"
    assert first_page(region.social_worker)[0] == "/open/"


def test_a_director_lands_on_what_waits_for_the_directors_name(
    region: Any, director: Any, at: datetime, heard: Callable[[], None]
) -> None:
    from waylight.decisions.services import reviews
    from waylight.duties.planning import plan

    day = (at + timedelta(days=28)).date()
    young = region.another("Pia", (at - timedelta(days=6100)).date())
    said(region.social_worker, at, plan, child=young, what="care ends", on=day, voluntary=True)
    said(region.manager, at, reviews.ask, child_id=region.child, reason="absent", why="Longer each time.")
    heard()
    address, page = first_page(director)
    assert address == "/decisions/" and "1 decision waits for your name" in page
    assert "Have the director approve" in page
    assert "Answer the request" not in page, "it went to nobody above the social worker yet"
    # The line leads to where it is answered; so does the same line on the child's page.
    (answers,) = set(re.findall(r'href="(/owed/[0-9a-f-]{36}/done/)"', page))
    client = client_of(director)
    assert answers in client.get(f"/children/{young}/").content.decode()
    assert "The director approved it" in client.get(answers).content.decode()
    assert client.post(answers, {"key": "d", "what": "director approved ending"}).status_code == 302
    heard()
    assert "1 decision waits" not in first_page(director)[1]
    kept = region.record.rows("SELECT record, by_person_id FROM facts_fact WHERE kind = 'approved by name'")
    assert kept == [("decision", director.person_id)]
    assert "Done in time" in client_of(region.social_worker).get(f"/children/{young}/").content.decode()


def test_a_director_says_of_nothing_else_that_is_owed_that_it_was_done(
    region: Any, director: Any, at: datetime, heard: Callable[[], None]
) -> None:
    """The grid: a director reads what is owed, and decides by name."""
    from waylight.duties.planning import plan

    said(region.social_worker, at, plan, child=region.child, what="care ends", on=at.date(), voluntary=False)
    heard()
    ((row,),) = region.record.rows("SELECT id FROM duties_owed WHERE code = 'LC01'")
    client = client_of(director)
    assert f"/owed/{row}/done/" not in client.get(f"/children/{region.child}/").content.decode()
    answer = client.post(f"/owed/{row}/done/", {"key": "d", "what": "care ending approved"})
    assert answer.status_code == 404


def test_a_request_that_the_clock_took_to_the_director_waits_for_the_directors_name(
    region: Any, director: Any, at: datetime, cluster: Any
) -> None:
    from tests.support.roles import worker
    from waylight.decisions.services import reviews
    from waylight.decisions.services.climbing import climb

    then = at - timedelta(days=40)
    said(region.manager, then, reviews.ask, child_id=region.child, reason="absent", why="Longer each time.")
    with worker(cluster):
        climb(now=at)
    page = first_page(director)[1]
    assert "1 decision waits for your name" in page and "Answer the request for a plan review" in page


def figures(page: str) -> dict[str, tuple[int, str]]:
    """What the picture says, with the number and where it leads."""
    found = re.findall(
        r'rowheader"[^>]*>([^<]+)</th><td[^>]*><a class="govuk-link" href="([^"]+)">(\d+)', page
    )
    return {what: (int(number), unescape(address)) for what, address, number in found}


def test_each_figure_of_a_directors_picture_leads_to_as_many_rows(
    region: Any, director: Any, at: datetime, heard: Callable[[], None]
) -> None:
    filed = Telling(region, at - timedelta(hours=100)).absent(minutes_ago=10)
    Telling(region, at - timedelta(hours=90)).returned(filed.episode)
    Telling(region, at - timedelta(minutes=95)).absent(child=region.another(), minutes_ago=10)
    heard()
    picture = figures(first_page(director)[1])
    assert len(picture) == 8 and picture["Away now"] == (1, "/open/")
    assert picture["Back in the last seven days"] == (1, "/open/#back")
    late, address = picture["Owed to children, and late"]
    rows = client_of(director).get(address).content.decode()
    assert late == len(re.findall(r'<th role="rowheader" class="govuk-table__header" scope="row">', rows)) > 0


def test_an_inspector_lands_on_the_homes_and_sees_of_one_what_an_inspection_opens(
    region: Any, at: datetime, heard: Callable[[], None]
) -> None:
    from waylight.children.services.colleagues import open_inspection

    record = region.record
    service = record.node("inspectorate", "Inspectorate")
    ian, colleague = (record.person(name, "inspector", service) for name in ("Ivy", "Otto"))
    record.interest(region.child, "inspecting", service)
    elsewhere = record.node("home", "Elm House", area=region.authority)
    other = record.child("Ola", "Elsewhere", region.born, team=region.team, home=elsewhere)
    for child in (region.child, other):
        Telling(region, at - timedelta(hours=1)).by(region.social_worker).absent(child=child, minutes_ago=10)
    heard()
    address, page = first_page(ian)
    assert address == "/homes/" and "No inspection is open in your name" in page and "Kim" not in page
    with acting(colleague):
        open_inspection(
            actor=colleague, node=region.home, person=ian.person_id, since=at - timedelta(hours=1),
            until=at + timedelta(days=5),
        )  # fmt: skip
    page = first_page(ian)[1]
    assert "Beech House: your inspection is open until" in page and "Kim Invented" in page
    assert "1 away now" in page and "Elsewhere" not in page
