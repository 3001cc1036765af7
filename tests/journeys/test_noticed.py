"""A ring of five children over three homes and two authorities, in a real browser: found, shown, confirmed, over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.alerts.five import NAMES, Five, five, lonely_nights, tell_nights
from tests.support.browser import as_person, looked_at, whole

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(region: Any, now: datetime, work: Callable[[], None]) -> Five:
    """Told night after night by three homes; the worker hears of it."""
    from waylight.alerts.noticing.chances import forget

    forget()
    made = five(region)
    lonely_nights(region, made, now)
    tell_nights(region, made, now)
    work()
    return made


def on_the_list(page: Page, live_server: Any, name: str) -> None:
    """Signed in as the invented person of that name, on the list of what was noticed."""
    as_person(page, live_server, name)
    page.goto(f"{live_server.url}/alerts/")


def groups(page: Page) -> list[str]:
    """The groups on the list, each by its names."""
    return page.get_by_role("region", name="Children away together").locator("tbody th").all_inner_texts()


def test_a_planted_ring_is_found_confirmed_by_the_coordinator_and_over_after_ninety_days(
    page: Page, live_server: Any, cast: Five, now: datetime, accessible: Callable[[Page], None]
) -> None:
    # Given the police coordinator, to whom all five are open
    on_the_list(page, live_server, "Cora Coordinator")
    (names,) = groups(page)
    assert [name for name in NAMES if name not in names] == []
    looked_at(page, accessible)

    # When the group is opened: a picture, and beside it what it was found from
    page.get_by_role("link", name=re.compile("Ada Invented")).first.click()
    page.get_by_role("heading", name="Children at risk together: 5").wait_for()
    assert whole(page).locator("figure svg line").count() >= 5
    page.get_by_text("By chance alone they would have").first.wait_for()
    page.get_by_text("Found near each other").first.wait_for()
    looked_at(page, accessible)

    # And a reason is asked for before it is confirmed
    page.get_by_role("button", name="They are at risk together").click()
    page.get_by_role("alert").get_by_text("Say why in a few words").wait_for()
    page.get_by_label("What do you know that says so, or not?").fill("A patrol saw them in one car")
    page.get_by_role("button", name="They are at risk together").click()

    # Then it stands as confirmed, in the name of who said so
    page.get_by_text("Confirmed by a person, until").wait_for()
    page.get_by_role("link", name=re.compile("Ada Invented")).first.click()
    page.get_by_text("A patrol saw them in one car").wait_for()
    page.get_by_text("Cora Coordinator, Eastshire Force").wait_for()

    # And after ninety days it is over
    from waylight.access.acting import acting
    from waylight.alerts.selectors import rings

    with acting(cast.coordinator):
        assert len(rings(actor=cast.coordinator, now=now + timedelta(days=89))) == 1
        assert rings(actor=cast.coordinator, now=now + timedelta(days=91)) == ()


def test_a_manager_of_one_home_sees_only_the_children_of_the_home(
    page: Page, live_server: Any, cast: Five
) -> None:
    on_the_list(page, live_server, "Mo Manager")
    (names,) = groups(page)
    assert {name for name in NAMES if name in names} == {"Ada", "Bea"}
    page.get_by_role("link", name=re.compile("Ada Invented")).first.click()
    page.get_by_role("heading", name="Children at risk together: 2").wait_for()
    text = whole(page).locator("main").inner_text()
    assert [name for name in ("Cem", "Dan", "Eli", "Elm House", "Oak House") if name in text] == []


def test_an_alert_says_its_rule_and_is_acted_on_put_off_or_dismissed(
    page: Page, live_server: Any, region: Any, now: datetime, work: Callable[[], None],
    accessible: Callable[[Page], None],
) -> None:  # fmt: skip
    from tests.alerts.telling import out_and_back

    # Given a child away for the third time in 90 days
    for days in (60, 30, 2):
        out_and_back(region, now, days)
    work()
    on_the_list(page, live_server, "Sal Social")
    looked_at(page, accessible)

    # When the social worker opens the reason
    page.get_by_role("link", name="Three times in 90 days").click()
    page.get_by_text("at least the third time within 90 days").wait_for()
    assert whole(page).locator(".wl-night").count() == 3
    looked_at(page, accessible)

    # And says what was done
    page.get_by_text("Something was done").click()
    page.locator("details[open]").first.wait_for()
    looked_at(page, accessible)
    page.get_by_role("button", name="Keep that it was done").click()

    # Then it waits for nobody any more, and counts among what led to an action
    page.get_by_role("heading", name=re.compile("Noticed")).wait_for()
    assert whole(page).get_by_role("link", name="Three times in 90 days").count() == 0
    page.get_by_role("link", name="What came of alerts").click()
    row = page.get_by_role("row", name=re.compile("Three times in 90 days"))
    row.get_by_text("100 %").wait_for()
    looked_at(page, accessible)

    # And another is put off until a day, with a reason
    page.goto(f"{live_server.url}/alerts/")
    page.get_by_role("link", name="Not the first time").click()
    page.get_by_text("Not now: put it off").click()
    page.get_by_label("Comes back on").fill((now + timedelta(days=3)).date().isoformat())
    page.get_by_label("Why not now?").fill("Review on Thursday")
    page.get_by_role("button", name="Put off").click()
    page.get_by_role("link", name="Put off or ended").click()
    page.get_by_text("put off until").first.wait_for()
    looked_at(page, accessible)


def test_a_day_in_court_is_put_down_and_going_before_it_is_noticed(
    page: Page, live_server: Any, region: Any, now: datetime, work: Callable[[], None],
    accessible: Callable[[Page], None],
) -> None:  # fmt: skip
    from tests.alerts.telling import report

    on_the_list(page, live_server, "Sal Social")
    page.goto(f"{live_server.url}/children/{region.child}/")
    page.get_by_role("link", name="Days ahead").click()
    page.get_by_label("A day in court").check()
    page.get_by_label("Day", exact=True).fill((now + timedelta(days=2)).date().isoformat())
    page.get_by_role("button", name="Put it down").click()
    page.get_by_text("Court").first.wait_for()
    looked_at(page, accessible)
    report(region, now - timedelta(minutes=30), now)
    work()
    page.goto(f"{live_server.url}/alerts/")
    page.get_by_role("link", name="Before a day in court or contact").wait_for()
