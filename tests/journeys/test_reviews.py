"""A plan review in a real browser: asked by the home, unanswered, climbed, answered, disputed to stage two; and a
strategy discussion with its record and its actions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import roles
from tests.support.browser import as_person, looked_at, whole
from waylight.facts.filing import Filing

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(region: Any) -> Any:
    """The reviewing officer and the team manager beside the usual cast."""
    region.record.person("Iro Officer", "reviewing officer", region.authority)
    region.record.person("Tam Manager", "team manager", region.team)
    return region


def asked_long_ago(region: Any) -> Any:
    """A request that the home sent more than five working days ago and less than ten, whatever day it is."""
    from waylight.access.acting import acting
    from waylight.decisions.selectors.reading import CALENDAR
    from waylight.decisions.services import reviews

    now = datetime.now(UTC).replace(microsecond=0)
    then = now - timedelta(days=6)
    while CALENDAR.after(then.date(), 6) >= now.date():
        then -= timedelta(days=1)
    with acting(region.manager):
        return reviews.ask(
            Filing(region.manager, then, "asked"),
            child_id=region.child,
            reason="absent",
            why="Eleven nights away since May.",
        )


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in/"))


def test_a_manager_asks_for_a_plan_review_from_the_childs_page(
    page: Page, live_server: Any, people: Any, accessible: Callable[[Page], None]
) -> None:
    as_person(page, live_server, "Mo Manager")
    page.goto(f"{live_server.url}/children/{people.child}/")
    page.get_by_role("link", name="Ask for a plan review").click()
    looked_at(page, accessible)

    # Nothing typed: the page says what is missing and loses nothing
    page.get_by_label("Persistently away without permission").check()
    page.get_by_role("button", name="Send the request").click()
    page.get_by_role("alert").get_by_text("Write why in a few words").wait_for()
    assert page.get_by_label("Persistently away without permission").is_checked()
    looked_at(page, accessible)

    page.get_by_label("What has happened").fill("Away eleven nights since May.")
    page.get_by_role("button", name="Send the request").click()
    page.get_by_role("heading", name="A review of Kim Invented’s plan was asked for").wait_for()
    assert whole(page).get_by_text("An answer is due by").count() == 1
    looked_at(page, accessible)


def test_silence_climbs_the_answer_stands_with_reasons_and_the_officer_takes_a_dispute_to_stage_two(
    page: Page, live_server: Any, people: Any, cluster: Any, accessible: Callable[[Page], None]
) -> None:
    # Given a request that nobody answered, and the minute tick since
    request = asked_long_ago(people)
    with roles.worker(cluster):
        from waylight.decisions.services.climbing import climb

        assert climb(now=datetime.now(UTC)) >= 1

    # Then the home sees that it is late and to whom it went
    as_person(page, live_server, "Mo Manager")
    page.goto(f"{live_server.url}/reviews/{request}/")
    page.get_by_text("Nobody had answered: it went to the team manager").wait_for()
    looked_at(page, accessible)
    sign_out(page)

    # When the team manager answers by name, from the list
    as_person(page, live_server, "Tam Manager")
    page.goto(f"{live_server.url}/reviews/")
    looked_at(page, accessible)
    page.get_by_role("link", name="Kim Invented").click()
    page.get_by_label("No review, for the reasons below").check()
    page.get_by_role("textbox", name="Reasons").fill("The plan was reviewed in May and stands.")
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("The plan was reviewed in May and stands.").wait_for()
    sign_out(page)

    # Then the reviewing officer reads both and disputes: informally, then stage one, then stage two
    as_person(page, live_server, "Iro Officer")
    page.goto(f"{live_server.url}/reviews/{request}/")
    page.get_by_role("link", name="Dispute this").click()
    looked_at(page, accessible)
    page.get_by_label("What is disputed").fill("A plan of May does not know of eleven nights.")
    page.get_by_role("button", name="Raise the dispute").click()
    for stage in ("Stage one: the team manager", "Stage two: a senior manager"):
        page.get_by_text("Take it on to a later stage").click()
        page.get_by_label(stage).check()
        page.get_by_label("Why does it go on?").fill("No review was held.")
        page.get_by_role("button", name="Take it on").click()
        page.get_by_role("heading", name=stage).wait_for()
    looked_at(page, accessible)
    sign_out(page)

    # And whoever answers in that stage finds it, and answers
    as_person(page, live_server, "Tam Manager")
    page.goto(f"{live_server.url}/reviews/")
    page.get_by_role("region", name="Disputes").get_by_role("link", name="Kim Invented").click()
    page.get_by_label("What will be done").fill("A review is held on Friday; the officer is asked.")
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("The reviewing officer ends it or takes it on").wait_for()
    looked_at(page, accessible)

    # And the child's line of time says all of it
    page.goto(f"{live_server.url}/children/{people.child}/")
    page.get_by_text("Answer to the request for a plan review: no review").wait_for()
    page.get_by_text("The dispute goes on. Stage two").wait_for()
    looked_at(page, accessible)


def test_a_strategy_discussion_is_called_held_and_its_action_done(
    page: Page, live_server: Any, people: Any, accessible: Callable[[Page], None]
) -> None:
    as_person(page, live_server, "Sal Social")
    page.goto(f"{live_server.url}/children/{people.child}/")
    page.get_by_role("link", name="Call a strategy discussion").click()
    looked_at(page, accessible)
    page.get_by_label("Away again and again").check()
    page.get_by_label("What is feared").fill("Three nights away in ten days.")
    page.get_by_role("button", name="Call it").click()
    page.get_by_text("To be held by").wait_for()
    looked_at(page, accessible)

    # A day is missing from an action: what was typed stays
    page.get_by_label("Who came").fill("Sal Social (authority), Co Ordinator (police)")
    page.get_by_label("What was decided").fill("A plan for the return is agreed.")
    first = page.locator("#what-1")
    first.fill("Visit the flat in Mill Road")
    page.get_by_role("button", name="Keep the record").click()
    page.get_by_role("alert").wait_for()
    assert first.input_value() == "Visit the flat in Mill Road"
    page.locator("#owner-1").select_option("police")
    page.locator("#by-1").fill(f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d}")
    page.get_by_role("button", name="Keep the record").click()
    page.get_by_text("Sal Social (authority), Co Ordinator (police)").wait_for()
    looked_at(page, accessible)

    page.goto(f"{live_server.url}/strategy/")
    looked_at(page, accessible)
    page.get_by_role("link", name="Kim Invented").click()
    page.get_by_label("What came of it").fill("Nobody there any more.")
    page.get_by_role("button", name=re.compile("Done.*Mill Road")).click()
    page.get_by_text("Nobody there any more.").wait_for()


def test_without_script_a_review_is_asked_for_and_printed(
    browser: Any, live_server: Any, people: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    as_person(page, live_server, "Mo Manager")
    page.goto(f"{live_server.url}/children/{people.child}/review/")
    page.get_by_label("The child asks for it").check()
    page.get_by_label("What has happened").fill("Kim asked on Monday.")
    page.get_by_role("button", name="Send the request").click()
    page.get_by_text("Kim asked on Monday.").wait_for()
    page.emulate_media(media="print")
    assert page.get_by_role("button", name="Take it back").is_hidden()
    context.close()


def test_whoever_has_no_part_in_it_finds_no_page(page: Page, live_server: Any, people: Any) -> None:
    request = asked_long_ago(people)
    as_person(page, live_server, "Ian Inspector")
    for path in (
        f"reviews/{request}",
        f"children/{people.child}/review",
        f"children/{people.child}/strategy",
    ):
        response = page.goto(f"{live_server.url}/{path}/")
        assert response is not None and response.status == 404, path
