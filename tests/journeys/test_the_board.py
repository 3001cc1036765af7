"""The board and the sheet of a shift in a real browser: at three widths, by keyboard, without script, on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import roles
from tests.support.browser import as_person, looked_at, whole

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def month(region: Any, cluster: Any) -> Any:
    """Kim was away on some nights of the month and is away now; Ola on one; a plan review waits."""
    from tests.episodes.telling import Telling
    from waylight.decisions.services import reviews
    from waylight.episodes.services import endings
    from waylight.facts.hearing import HEARERS

    now = datetime.now(UTC).replace(microsecond=0)
    ola = region.another()
    for days, child in ((23, region.child), (16, region.child), (15, ola), (9, region.child), (2, ola)):
        gone = Telling(region, now - timedelta(days=days))
        filed = gone.absent(child=child)
        gone.later(700).do(endings.returned, episode_id=filed.episode, happened=gone.later(690).ago(0))
    Telling(region, now - timedelta(days=12)).by(region.manager).do(
        reviews.ask, child_id=region.child, reason="absent", why="Again and again."
    )
    Telling(region, now).absent(minutes_ago=60)
    facts = [row[0] for row in region.record.rows("SELECT id FROM facts_fact ORDER BY told, id")]
    with roles.worker(cluster):
        for fact in facts:
            for hearer in HEARERS.values():
                hearer(fact, now)
    return region


def test_a_manager_opens_the_board_from_tonight_and_the_sheet_from_the_board(
    page: Page, live_server: Any, month: Any, accessible: Callable[[Page], None]
) -> None:
    as_person(page, live_server, "Mo Manager")
    page.locator("main").get_by_role("link", name="Tonight and this week").click()
    page.get_by_role("heading", name="Beech House: tonight and this week").wait_for()
    page.get_by_text("The same in a table").click()
    assert whole(page).get_by_role("rowheader", name="Ola Invented").count() >= 1
    looked_at(page, accessible)
    page.get_by_role("link", name="Sheet for the end of a shift").click()
    page.get_by_text("Handed over by").wait_for()
    looked_at(page, accessible)

    # On paper: no buttons and no links around, room to sign
    page.emulate_media(media="print")
    assert page.get_by_text("Taken over by").is_visible()
    assert page.get_by_role("button", name="Sign out").is_hidden()


def test_every_role_with_children_has_a_board(
    page: Page, live_server: Any, month: Any, accessible: Callable[[Page], None]
) -> None:
    month.record.person("Di Director", "director", month.authority)
    for name in ("Sal Social", "Ian Inspector", "Di Director"):
        as_person(page, live_server, name)
        page.goto(f"{live_server.url}/board/")
        page.get_by_role("heading", name="1 away now").wait_for()
        looked_at(page, accessible)
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(f"{live_server.url}/sign-in/**")


def test_a_director_sets_a_figure_after_seeing_the_last_year(
    page: Page, live_server: Any, month: Any, accessible: Callable[[Page], None]
) -> None:
    month.record.person("Di Director", "director", month.authority)
    as_person(page, live_server, "Di Director")
    page.goto(f"{live_server.url}/rules/")
    looked_at(page, accessible)
    page.locator("main").get_by_role("link", name="Patterns", exact=True).click()
    looked_at(page, accessible)
    page.goto(f"{live_server.url}/rules/setting/repeat_90/")
    page.get_by_label("Times").fill("2")
    page.get_by_role("button", name="Show the last year").click()
    page.get_by_role("rowheader", name="As asked: 2 times, within 90 days").wait_for()
    looked_at(page, accessible)
    page.get_by_label("Why?").fill("The partnership agreed on two.")
    page.get_by_role("button", name="Keep this figure").click()
    page.get_by_text("The partnership agreed on two.").wait_for()
    looked_at(page, accessible)


def test_the_board_needs_no_script(browser: Any, live_server: Any, month: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    as_person(page, live_server, "Nell Night")
    page.goto(f"{live_server.url}/board/")
    assert page.locator("svg[role=group]").count() == 2
    page.goto(f"{live_server.url}/handover/")
    assert page.get_by_text("Handed over by").is_visible()
    context.close()
