"""A child moves, and another's care ends, in a real browser and by keyboard; the second was a mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser import as_person

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def press(page: Page, label: str, *, role: Any = "button") -> None:
    """By keyboard; waits for the page that it leads to."""
    page.get_by_role(role, name=label).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_social_worker_records_a_move_after_reading_it_back(
    page: Page, live_server: Any, region: Any, looked_at: Callable[[Page, str], None]
) -> None:
    region.record.node("home", "Elm House", area=region.record.node("authority", "Westshire"))
    as_person(page, live_server, "Sal Social")
    page.goto(f"{live_server.url}/children/{region.child}/")
    press(page, "Moved to another placement", role="link")
    page.get_by_label("Where to?").fill("elm")
    press(page, "Find the place")
    looked_at(page, "moved")
    page.get_by_label("Elm House").check()
    press(page, "Read it back")
    looked_at(page, "moved-refused")
    page.get_by_label("What kind of placement is it?").select_option(label="Children’s home")
    page.get_by_label("Day", exact=True).evaluate("one => one.value = new Date().toISOString().slice(0, 10)")
    press(page, "Read it back")
    assert "leaves Beech House" in page.inner_text("main")
    looked_at(page, "moved-look")
    press(page, "Record the move")
    assert "Elm House" in page.inner_text("main")
    looked_at(page, "moved-child")
    press(page, "This move was a mistake", role="link")
    looked_at(page, "moved-back")


def test_an_end_of_care_is_recorded_after_reading_it_back_and_taken_back_from_the_list(
    page: Page, live_server: Any, region: Any, looked_at: Callable[[Page, str], None]
) -> None:
    as_person(page, live_server, "Sal Social")
    page.goto(f"{live_server.url}/children/{region.child}/")
    press(page, "This child’s care ended", role="link")
    page.get_by_label("Last day on which").fill("2025-03-03")
    press(page, "Read back what ends")
    assert "Choose why care ended." in page.inner_text("main")
    looked_at(page, "care-end")
    page.get_by_label("Why did care end?").select_option(value="E4A")
    press(page, "Read back what ends")
    looked_at(page, "care-end-look")
    press(page, "Record that care ended")
    page.goto(f"{live_server.url}/children/")
    press(page, "Whose care ended lately", role="link")
    looked_at(page, "care-ended")
    press(page, "Kim Invented", role="link")
    page.get_by_text("This was a mistake").click()
    looked_at(page, "care-end-back")
    page.get_by_label("How did it come to this?").fill("It was Ola who went home.")
    press(page, "Care did not end")
    assert "Care did not end: that was a mistake" in page.inner_text("main")
