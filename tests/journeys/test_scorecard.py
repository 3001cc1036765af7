"""A director goes from what waits for decision to the scorecard, to the rows behind a figure, to a child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import roles
from tests.support.browser import as_person, looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def year(region: Any, cluster: Any) -> Any:
    """Kim was away and came back; nobody offered an interview yet; what is owed was reckoned. Ola was not away."""
    from tests.episodes.telling import Telling
    from waylight.duties.reckoning import sweep
    from waylight.episodes.services import endings

    now = datetime.now(UTC).replace(microsecond=0)
    region.another()
    gone = Telling(region, now - timedelta(days=2))
    filed = gone.absent()
    gone.later(700).do(endings.returned, episode_id=filed.episode, happened=gone.later(690).ago(0))
    with roles.worker(cluster):
        sweep(now)
    region.record.person("Di Director", "director", region.authority)
    return region


def test_a_director_follows_a_figure_to_its_rows(
    page: Page, live_server: Any, year: Any, accessible: Callable[[Page], None]
) -> None:
    as_person(page, live_server, "Di Director")
    page.locator("main").get_by_role("link", name="scorecard").click()
    page.get_by_role("heading", name="Scorecard of Eastshire").wait_for()
    page.locator("#s08 summary").click()
    looked_at(page, accessible)

    # When the number of children who went missing is followed
    page.locator("#s01").get_by_role("link", name="1 children with a time missing").first.click()
    page.get_by_role("heading", name="Children who went missing").wait_for()
    looked_at(page, accessible)

    # Then as many rows are there, and each leads to the child
    assert page.get_by_role("row").count() == 2
    page.get_by_role("link", name="Kim Invented").click()
    page.get_by_role("heading", name="Kim Invented").wait_for()


def test_on_paper_the_figures_stand_with_their_pictures(page: Page, live_server: Any, year: Any) -> None:
    as_person(page, live_server, "Di Director")
    page.goto(f"{live_server.url}/scorecard/")
    page.emulate_media(media="print")
    assert page.locator("#s01 svg").first.is_visible()
    assert page.get_by_role("button", name="Sign out").is_hidden()


def test_an_authority_without_a_record_is_told_so(
    page: Page, live_server: Any, region: Any, accessible: Callable[[Page], None]
) -> None:
    region.record.person("Em Empty", "director", region.record.node("authority", "Emptyshire"))
    as_person(page, live_server, "Em Empty")
    page.goto(f"{live_server.url}/scorecard/")
    page.get_by_text("Nothing is on record").wait_for()
    looked_at(page, accessible)
