"""Those who act on a report, in a real browser: each role's first page, taking on, search, a child's line of time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser import as_person, looked_at, whole
from waylight.facts.filing import Filing

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def away(region: Any) -> Any:
    """Kim is away since two hours ago, reported by the night worker; one report nobody could place."""
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services import reports

    now = datetime.now(UTC).replace(microsecond=0)
    said = reports.Report(since=at(now - timedelta(hours=2)), words={"clothes": "a red coat"})
    with acting(region.night_worker):
        filed = reports.report_absent(
            Filing(region.night_worker, now, "kim"), child_id=region.child, report=said
        )
    lost = reports.Report(since=at(now - timedelta(hours=1)), words={"child": "Ash, 14, came today"})
    with acting(region.night_worker):
        reports.report_unknown_child(
            Filing(region.night_worker, now, "ash"), report=lost, to_node=region.authority
        )
    return filed.episode


def test_the_duty_inspector_lands_on_who_is_away_and_takes_it_on(
    page: Page, live_server: Any, away: Any, accessible: Callable[[Page], None]
) -> None:
    # Given the inspector on duty, who lands on the force's list
    as_person(page, live_server, "Ian Inspector")
    page.get_by_role("heading", name="1 away now").wait_for()
    looked_at(page, accessible)

    # When the child is opened and taken on by name
    page.get_by_role("link", name="Kim Invented").click()
    page.get_by_text("I take this on").click()
    page.get_by_label("What I do now").fill("sending a car")
    page.locator("#taken-add").get_by_role("button", name="Keep").click()

    # Then it is said on the page, and the list shows that somebody has it
    page.get_by_text("Taken on by name").first.wait_for()
    page.get_by_role("link", name="Back to my list").click()
    assert whole(page).locator("tbody tr").first.locator("td").first.text_content() == "Yes"


def test_out_of_hours_sees_it_first_and_the_reporter_sees_who_read_it(
    page: Page, live_server: Any, away: Any, accessible: Callable[[Page], None]
) -> None:
    as_person(page, live_server, "Ona Outofhours")
    page.get_by_role("heading", name="1 away now").wait_for()
    looked_at(page, accessible)
    page.get_by_role("link", name="Kim Invented").click()
    page.get_by_text("Ona Outofhours, out-of-hours team").first.wait_for()


def test_the_social_worker_reads_one_line_of_time_and_who_looked(
    page: Page, live_server: Any, away: Any, accessible: Callable[[Page], None]
) -> None:
    as_person(page, live_server, "Sal Social")
    page.get_by_role("link", name="Children open to me").click()
    looked_at(page, accessible)
    page.get_by_role("link", name="Kim Invented").click()
    page.get_by_role("heading", name=re.compile("Kim Invented")).wait_for()
    assert whole(page).locator("svg[aria-labelledby^=line-]").count() == 2
    looked_at(page, accessible)
    page.get_by_role("link", name="Who looked").click()
    page.get_by_role("heading", name=re.compile("Who looked")).wait_for()
    looked_at(page, accessible)


def test_search_and_the_glass_that_is_broken_for_an_hour(
    page: Page, live_server: Any, away: Any, accessible: Callable[[Page], None]
) -> None:
    as_person(page, live_server, "Sal Social")
    page.get_by_role("link", name="Search by name").click()
    looked_at(page, accessible)
    page.get_by_label("Name, or part of it").fill("kim inv")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Kim Invented").wait_for()
    assert "kim" not in page.url.lower()
    looked_at(page, accessible)
    page.get_by_label("Name, or part of it").fill("nobody at all")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="say why and open it for an hour").click()
    looked_at(page, accessible)
    page.get_by_role("button", name="Open it for an hour").click()
    page.get_by_text("Give the child's exact given names").wait_for()
    page.get_by_label("Given names, exactly").fill("Kim")
    page.get_by_label("Family name, exactly").fill("Invented")
    page.get_by_role("button", name="Open it for an hour").click()
    page.get_by_text("Give the child's exact birth date").wait_for()
    assert page.get_by_label("Family name, exactly").input_value() == "Invented"
    looked_at(page, accessible)


def test_a_report_about_a_child_nobody_knew_is_placed_by_a_person(
    page: Page, live_server: Any, away: Any, region: Any, accessible: Callable[[Page], None]
) -> None:
    region.another("Ash")
    as_person(page, live_server, "Ona Outofhours")
    page.get_by_role("link", name=re.compile("Reports to place")).click()
    page.get_by_text("Ash, 14, came today").first.wait_for()
    looked_at(page, accessible)
    page.get_by_role("link", name=re.compile("Whose is it")).click()
    looked_at(page, accessible)
    page.get_by_label("Name, as you think it is").fill("ash")
    page.get_by_role("button", name="Search").click()
    page.get_by_label(re.compile("Ash Invented")).check()
    page.get_by_label("How do you know?").fill("the home rang")
    looked_at(page, accessible)
    page.get_by_role("button", name="It is this child's").click()
    page.get_by_role("heading", name=re.compile("Ash Invented")).wait_for()
