"""What is owed, in a real browser: a social worker's list, a return interview said to be offered and held, a deed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser import as_person, looked_at, whole

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def gone(region: Any, *, hours_ago: float, back_hours_ago: float | None = None) -> Any:
    """Kim was reported then, and came back then where that is said."""
    from tests.episodes.telling import Telling

    now = datetime.now(UTC).replace(second=0, microsecond=0)
    then = Telling(region, now - timedelta(hours=hours_ago))
    filed = then.absent(minutes_ago=10)
    if back_hours_ago is not None:
        Telling(region, now - timedelta(hours=back_hours_ago)).returned(filed.episode)
    return filed.episode


def opened(page: Page, name: str) -> None:
    """Opens the line of one child."""
    page.locator("summary").filter(has_text=name).click()


def test_a_return_interview_is_offered_declined_and_the_carer_asked_from_the_list(
    page: Page, live_server: Any, region: Any, work: Callable[[], None], accessible: Callable[[Page], None]
) -> None:
    # Given a child who came back four hours ago, and nothing said of an interview
    gone(region, hours_ago=30, back_hours_ago=4)
    work()
    as_person(page, live_server, "Sal Social")
    page.goto(f"{live_server.url}/owed/")
    opened(page, "Kim Invented")
    row = page.get_by_role("row").filter(has_text="Offer the child an independent return interview")
    assert "19 hours" in row.inner_text() or "20 hours left" in row.inner_text()
    looked_at(page, accessible)

    # When it is offered, from the link that meets it
    row.get_by_role("link", name="Offer the interview").click()
    page.get_by_text("Not offered yet").wait_for()
    page.get_by_role("link", name="The interview was offered").click()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("alert").get_by_text("Choose how the child was asked").wait_for()
    looked_at(page, accessible)
    page.get_by_label("In person").check()
    page.get_by_role("button", name="Keep").click()
    page.locator("#interviews").get_by_text("Offered: in person").wait_for()

    # And the child declines
    page.get_by_role("link", name="The child declined").click()
    page.get_by_label("By phone").check()
    page.get_by_role("button", name="Keep").click()
    page.locator("#interviews").get_by_text("Declined: by phone").wait_for()
    looked_at(page, accessible)

    # Then holding it is owed no longer, and the carer is to be asked
    work()
    page.goto(f"{live_server.url}/owed/")
    opened(page, "Kim Invented")
    assert page.get_by_role("row").filter(has_text="Hold the return interview").count() == 0
    assert page.get_by_role("row").filter(has_text="Where the child declines").count() == 1
    page.get_by_role("link", name="The record of Kim Invented").click()
    page.get_by_text("What was owed and is over").click()
    assert whole(page).get_by_text("Ended: owed no longer (interview declined)").count() == 1
    looked_at(page, accessible)


def test_that_a_senior_manager_was_told_is_said_by_name_and_leaves_the_list(
    page: Page, live_server: Any, region: Any, work: Callable[[], None], accessible: Callable[[Page], None]
) -> None:
    # Given a child away for a day and an hour: nobody senior was told
    gone(region, hours_ago=25)
    work()
    as_person(page, live_server, "Sal Social")
    page.goto(f"{live_server.url}/owed/")
    line = page.locator("summary").filter(has_text="Kim Invented")
    assert "not taken on yet" in line.inner_text() and "late" in line.inner_text()
    opened(page, "Kim Invented")
    row = page.get_by_role("row").filter(has_text="named senior manager")
    assert "Late by" in row.inner_text()

    # When it is said when that was
    row.get_by_role("link", name="Say that it was done").click()
    looked_at(page, accessible)
    page.get_by_label("Time").fill("00:01")
    page.get_by_role("button", name="Keep").click()

    # Then the child's page says that it was kept, and the list has it no more
    page.get_by_text("Kept. The list follows within a minute.").wait_for()
    work()
    page.goto(f"{live_server.url}/owed/")
    assert page.get_by_role("row").filter(has_text="named senior manager").count() == 0


def test_without_script_the_home_reads_what_it_owes_and_what_it_may_not_say_has_no_link(
    browser: Any, live_server: Any, region: Any, work: Callable[[], None], accessible: Callable[[Page], None]
) -> None:
    gone(region, hours_ago=3)
    work()
    page = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700}).new_page()
    as_person(page, live_server, "Nell Night")
    page.goto(f"{live_server.url}/owed/")
    page.get_by_role("heading", name="What Beech House owes").wait_for()
    opened(page, "Kim Invented")
    row = page.get_by_role("row").filter(has_text="report to police")
    assert "Late by 2 hours" in row.inner_text()
    assert row.get_by_role("link", name="Enter the police reference").count() == 1
    assert page.get_by_role("row").filter(has_text="named senior manager").count() == 0
    page.context.close()


def test_an_empty_list_says_so(
    page: Page, live_server: Any, region: Any, accessible: Callable[[Page], None]
) -> None:
    as_person(page, live_server, "Ian Inspector")
    page.goto(f"{live_server.url}/owed/")
    page.get_by_text("Nothing is owed now that this list would ask for.").wait_for()
    looked_at(page, accessible)
